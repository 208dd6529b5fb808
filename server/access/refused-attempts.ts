import type { Clock } from '../clock.ts'
import { limits } from './limits.ts'

export const attemptKinds = [
  'host',
  'origin',
  'sign-in',
  'command',
  'view',
  'device',
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

/** Records that an attempt of this kind was refused. */
export type OnRefused = (kind: AttemptKind) => void

/**
 * Counts refused attempts by kind, and logs each kind at most once a minute with how many there were. Never in the
 * journal, which a stranger could then fill; no badge, address or word of the request, because the sender chooses it.
 */
export class RefusedAttempts {
  readonly #log: AttemptLog
  readonly #clock: Pick<Clock, 'after'>
  readonly #totals = new Map<AttemptKind, number>()
  /** Attempts since the last line of their kind, while the next line has to wait. */
  readonly #unlogged = new Map<AttemptKind, number>()

  constructor(log: AttemptLog, clock: Pick<Clock, 'after'>) {
    this.#log = log
    this.#clock = clock
  }

  /** By kind, since the start. */
  get totals(): ReadonlyMap<AttemptKind, number> {
    return this.#totals
  }

  readonly refused: OnRefused = (kind) => {
    this.#totals.set(kind, (this.#totals.get(kind) ?? 0) + 1)
    const waiting = this.#unlogged.get(kind)
    if (waiting !== undefined) return void this.#unlogged.set(kind, waiting + 1)
    this.#logOf(kind, 1)
  }

  #logOf(kind: AttemptKind, count: number): void {
    this.#log.warn({ refused: kind, count }, 'attempts were refused; /metrics has their totals')
    this.#unlogged.set(kind, 0)
    this.#clock.after(limits.refusedLineMs, () => {
      const since = this.#unlogged.get(kind) ?? 0
      this.#unlogged.delete(kind)
      if (since > 0) this.#logOf(kind, since)
    })
  }
}
