import type { Clock } from '../clock.ts'
import type { DeviceId } from '../hall/ids.ts'
import { limits } from './limits.ts'

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
  readonly #clock: Pick<Clock, 'after'>
  readonly #totals = new Map<AttemptKind, number>()
  /** Attempts since the last line of their kind, while the next line has to wait. */
  readonly #unlogged = new Map<AttemptKind, { count: number; readonly devices: Set<DeviceId> }>()

  constructor(log: AttemptLog, clock: Pick<Clock, 'after'>) {
    this.#log = log
    this.#clock = clock
  }

  /** By kind, since the start. */
  get totals(): ReadonlyMap<AttemptKind, number> {
    return this.#totals
  }

  readonly refused: OnRefused = (kind, device) => {
    this.#totals.set(kind, (this.#totals.get(kind) ?? 0) + 1)
    const waiting = this.#unlogged.get(kind)
    if (!waiting) return this.#logOf(kind, 1, device === undefined ? [] : [device])
    waiting.count += 1
    if (device !== undefined) waiting.devices.add(device)
  }

  #logOf(kind: AttemptKind, count: number, devices: readonly DeviceId[]): void {
    this.#log.warn(
      { refused: kind, count, ...(devices.length > 0 ? { devices } : {}) },
      'attempts were refused; /metrics has their totals',
    )
    this.#unlogged.set(kind, { count: 0, devices: new Set() })
    this.#clock.after(limits.refusedLineMs, () => {
      const since = this.#unlogged.get(kind)
      this.#unlogged.delete(kind)
      if (since && since.count > 0) this.#logOf(kind, since.count, [...since.devices])
    })
  }
}
