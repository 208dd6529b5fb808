import type { Clock } from '../../clock.ts'
import { limits } from './limits.ts'

/**
 * Cooperative scheduling of long work, such as one frame to thousands of screens. The work runs in slices, and the
 * event loop is free after a slice for as long as the slice took, because commands must not wait for a whole round.
 */
export class TimeSlicer {
  readonly #clock: Clock
  readonly #queue: Iterator<void>[] = []
  /** When the loop has been free as long as the last slice took (monotonic ms). */
  #freeUntil = 0
  #cancel: () => void = () => {}

  constructor(clock: Clock) {
    this.#clock = clock
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
    const restMs = Math.ceil(this.#freeUntil - this.#clock.monotonicMs())
    if (restMs > 0) this.#cancel = this.#clock.after(restMs, () => this.#slice())
    else this.#clock.soon(() => this.#slice())
  }

  #slice(): void {
    const begunAt = this.#clock.monotonicMs()
    let endsAt = begunAt
    for (let steps = 1; this.#queue.length > 0 && endsAt - begunAt < limits.sliceMs; steps += 1) {
      this.#step()
      if (steps % limits.stepsPerLook === 0) endsAt = this.#clock.monotonicMs()
    }
    endsAt = this.#clock.monotonicMs()
    this.#freeUntil = endsAt + (endsAt - begunAt)
    if (this.#queue.length > 0) this.#schedule()
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
