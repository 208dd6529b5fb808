import type { EpochMs } from './hall/ids.ts'

/** The time source, passed in, so that tests can control it. */
export interface Clock {
  /** Wall clock (epoch ms). */
  now(): EpochMs
  /** Monotonic clock (ms since an arbitrary moment). */
  monotonicMs(): number
  /** Runs `task` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, task: () => void): () => void
  /** Runs `task` after the input that has arrived by now was read (the next turn of the event loop). */
  soon(task: () => void): void
}

export const realClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
  soon: (task) => void setImmediate(task),
}

/** The largest jumps of the clock that are accepted without a confirmation (ms). */
const clockLimits = {
  /** Backwards, against the last record. */
  backMs: 2 * 60_000,
  /** Forwards, against the monotonic clock, while the hall runs. */
  forwardMs: 60 * 60_000,
  /** Ahead of the last record at a start, because halls close for holidays. */
  aheadAtStartMs: 40 * 24 * 60 * 60_000,
} as const

/** The reason for which the time of the clock is not used. */
export interface ClockDoubt {
  readonly why: 'went-back' | 'jumped-ahead' | 'far-ahead-at-start'
  readonly byMs: number
}

/** Watches the wall clock against the last record and the monotonic clock; a doubt stays until it is accepted. */
export class ClockWatch {
  readonly #clock: Clock
  #last: { now: EpochMs; monotonicMs: number }
  #doubt: ClockDoubt | undefined

  /** `lastAt`: time of the last record, 0 for a new hall. */
  constructor(clock: Clock, lastAt: EpochMs) {
    this.#clock = clock
    this.#last = { now: clock.now(), monotonicMs: clock.monotonicMs() }
    const ahead = this.#last.now - lastAt
    if (lastAt > 0 && ahead > clockLimits.aheadAtStartMs)
      this.#doubt = { why: 'far-ahead-at-start', byMs: ahead }
    if (lastAt > 0 && -ahead > clockLimits.backMs) this.#doubt = { why: 'went-back', byMs: -ahead }
  }

  get doubt(): ClockDoubt | undefined {
    return this.#doubt
  }

  /** The present time, never before the last record; undefined while the clock is in doubt. */
  read(lastAt: EpochMs): EpochMs | undefined {
    const now = this.#clock.now()
    // Fast path: most commands under load come within the millisecond of the last reading.
    if (now === this.#last.now && now >= lastAt && !this.#doubt) return now
    const monotonicMs = this.#clock.monotonicMs()
    const jump = now - this.#last.now - (monotonicMs - this.#last.monotonicMs)
    this.#last = { now, monotonicMs }
    if (!this.#doubt) {
      if (jump > clockLimits.forwardMs) this.#doubt = { why: 'jumped-ahead', byMs: jump }
      else if (lastAt - now > clockLimits.backMs) this.#doubt = { why: 'went-back', byMs: lastAt - now }
    }
    return this.#doubt ? undefined : Math.max(now, lastAt)
  }

  accept(): void {
    this.#doubt = undefined
    this.#last = { now: this.#clock.now(), monotonicMs: this.#clock.monotonicMs() }
  }
}
