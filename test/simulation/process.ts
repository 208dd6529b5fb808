import type { Scheduler } from './scheduler.ts'

/** One life of a program on the virtual machine: once it is dead, none of its pending operations happens. */
export class Process {
  readonly #scheduler: Scheduler
  readonly startedAt: number
  isAlive = true
  /** Stopped by a signal until then: what is due meanwhile happens when it goes on, in order. */
  #stoppedUntil = 0

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
    this.startedAt = scheduler.now
  }

  after(ms: number, work: () => void): () => void {
    let cancel = this.#scheduler.after(ms, () => {
      const left = this.#stoppedUntil - this.#scheduler.now
      if (left > 0) cancel = this.after(left, work)
      else if (this.isAlive) {
        this.#scheduler.touch()
        work()
      }
    })
    return () => cancel()
  }

  stopFor(ms: number): void {
    this.#stoppedUntil = this.#scheduler.now + ms
  }

  die(): void {
    this.isAlive = false
  }
}
