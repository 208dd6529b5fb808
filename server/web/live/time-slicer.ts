import type { Clock } from '../../clock.ts'
import { limits } from './limits.ts'

/** The event loop that the slices share with commands. */
export interface SharedLoop {
  /** Runs some steps, and collects their writes. */
  readonly together: (work: () => void) => void
  /** Time that the loop has waited for something to do so far (ms). */
  readonly idleMs: () => number
}
const busyLoop: SharedLoop = { together: (work) => work(), idleMs: () => 0 }

/**
 * Cooperative scheduling of long work, such as one frame to thousands of screens. The work runs in slices, because
 * commands must not wait for a whole round. Between two slices the event loop is free; longer when commands use that
 * time, so that they have more than half of a busy loop, and a round is short in a quiet hall.
 */
export class TimeSlicer {
  readonly #clock: Clock
  readonly #loop: SharedLoop
  readonly #queue: Iterator<void>[] = []
  /** The last slice: its end (monotonic ms), how long it took, and the loop's idle time at its end. */
  #last = { endsAt: 0, ms: 0, idleMs: 0 }
  #cancel: () => void = () => {}

  constructor(clock: Clock, loop = busyLoop) {
    this.#clock = clock
    this.#loop = loop
  }

  /** Takes the steps of `work` after those of earlier work, in a later turn of the event loop. */
  run(work: Iterator<void>): void {
    this.#queue.push(work)
    if (this.#queue.length === 1) this.#schedule()
  }

  /** Takes all steps that are left at once. */
  finish(): void {
    this.#cancel()
    while (this.#queue.length > 0) this.#step()
  }

  #schedule(): void {
    const { endsAt, ms } = this.#last
    const freeMs = this.#clock.monotonicMs() - endsAt
    const { calm, busy } = limits.freePerSlice
    if (freeMs < ms * calm) this.#scheduleAfter(ms * calm - freeMs)
    else if (freeMs < ms * busy && this.#isBusy(freeMs)) this.#scheduleAfter(ms * busy - freeMs)
    else this.#clock.soon(() => this.#slice())
  }

  #scheduleAfter(ms: number): void {
    this.#cancel = this.#clock.after(Math.ceil(ms), () => this.#schedule())
  }

  /** Whether the loop was at work for most of the time since the last slice. */
  #isBusy(freeMs: number): boolean {
    return this.#loop.idleMs() - this.#last.idleMs < freeMs / 2
  }

  #slice(): void {
    const begunAt = this.#clock.monotonicMs()
    let endsAt = begunAt
    while (this.#queue.length > 0 && endsAt - begunAt < limits.sliceMs) {
      this.#loop.together(() => this.#takeSteps())
      endsAt = this.#clock.monotonicMs()
    }
    this.#last = { endsAt, ms: endsAt - begunAt, idleMs: this.#loop.idleMs() }
    if (this.#queue.length > 0) this.#schedule()
  }

  /** As many as are taken between two looks at the clock. */
  #takeSteps(): void {
    for (let steps = 0; this.#queue.length > 0 && steps < limits.stepsPerLook; steps += 1) this.#step()
  }

  #step(): void {
    if (this.#queue[0]!.next().done) this.#queue.shift()
  }
}

/** One step per item; items that are removed meanwhile are passed over. */
export function* stepsOf<T>(items: ReadonlySet<T>, task: (item: T) => void): Generator<void, void> {
  for (const item of items) {
    task(item)
    yield
  }
}
