import type { Clock } from '../clock.ts'
import type { DeviceId } from '../hall/ids.ts'
import { limits } from './limits.ts'
import { Tallies } from './rates/tallies.ts'

export const attemptKinds = [
  'host',
  'origin',
  'sign-in',
  'pin',
  'command',
  'view',
  'device',
  'removed-device',
  'pairing',
  'pairing-code',
  'tickets',
  'ticket-key',
  'print-agent',
  'api-key',
  'settings',
  'record',
  'metrics',
] as const
export type AttemptKind = (typeof attemptKinds)[number]

/** The log of the process. */
export interface AttemptLog {
  warn(facts: object, message: string): void
}

/** Records that an attempt of this kind was refused. `device`: of the sign-in that it came with, an id of the hall's own. */
export type OnRefused = (kind: AttemptKind, device?: DeviceId) => void

/**
 * Counts refused attempts by kind, and logs each kind at most once a minute with how many there were. Never in the
 * journal, which a stranger could then fill; no badge, address or word of the request, because the sender chooses it. Devices are
 * named where the request came with the sign-in of one, valid or revoked.
 */
export class RefusedAttempts {
  readonly #log: AttemptLog
  readonly #totals = new Map<AttemptKind, number>()
  readonly #unlogged: Tallies<AttemptKind>
  /** Devices since the last line of their kind. */
  readonly #devices = new Map<AttemptKind, Set<DeviceId>>()

  constructor(log: AttemptLog, clock: Pick<Clock, 'after'>) {
    this.#log = log
    this.#unlogged = new Tallies(clock, limits.refusedLineMs, (kind, count) => this.#logOf(kind, count))
  }

  /** By kind, since the start. */
  get totals(): ReadonlyMap<AttemptKind, number> {
    return this.#totals
  }

  readonly refused: OnRefused = (kind, device) => {
    this.#totals.set(kind, (this.#totals.get(kind) ?? 0) + 1)
    const devices = this.#devices.get(kind) ?? new Set()
    if (device !== undefined) this.#devices.set(kind, devices.add(device))
    this.#unlogged.add(kind)
  }

  #logOf(kind: AttemptKind, count: number): void {
    const devices = [...(this.#devices.get(kind) ?? [])]
    this.#devices.delete(kind)
    this.#log.warn(
      { refused: kind, count, ...(devices.length > 0 ? { devices } : {}) },
      'attempts were refused; /metrics has their totals',
    )
  }
}
