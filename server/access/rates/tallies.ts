import type { Clock } from '../../clock.ts'

/**
 * Reports the first occurrence of a subject at once, and further ones as one count at the end of each span. So there is
 * one report a span at most, however often something happens.
 */
export class Tallies<Subject extends string> {
  readonly #clock: Pick<Clock, 'after'>
  readonly #spanMs: number
  readonly #report: (subject: Subject, count: number) => void
  /** Occurrences since the last report of their subject, while the next report has to wait. */
  readonly #unreported = new Map<Subject, number>()

  constructor(
    clock: Pick<Clock, 'after'>,
    spanMs: number,
    report: (subject: Subject, count: number) => void,
  ) {
    this.#clock = clock
    this.#spanMs = spanMs
    this.#report = report
  }

  /** Subjects whose span lasts. */
  get size(): number {
    return this.#unreported.size
  }

  has(subject: Subject): boolean {
    return this.#unreported.has(subject)
  }

  add(subject: Subject): void {
    const waiting = this.#unreported.get(subject)
    if (waiting === undefined) this.#begin(subject, 1)
    else this.#unreported.set(subject, waiting + 1)
  }

  /** Reports what waits, such as before a stop. */
  flush(): void {
    for (const [subject, count] of this.#unreported) {
      this.#unreported.set(subject, 0)
      if (count > 0) this.#report(subject, count)
    }
  }

  #begin(subject: Subject, count: number): void {
    this.#unreported.set(subject, 0)
    this.#report(subject, count)
    this.#clock.after(this.#spanMs, () => {
      const since = this.#unreported.get(subject) ?? 0
      this.#unreported.delete(subject)
      if (since > 0) this.#begin(subject, since)
    })
  }
}
