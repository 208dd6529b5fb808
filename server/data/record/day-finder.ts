import type { AnyEvent, EntryOf } from '../../hall/entry.ts'
import type { DayId } from '../../hall/ids.ts'

/** Finds the entries of a business day: from its `day-started` up to that of a later one. */
export class DayFinder {
  readonly #day: DayId
  #isInDay: boolean
  /** Entries of a new hall before its first day begins, which belong to that day. */
  #early: EntryOf<AnyEvent>[] | undefined

  constructor(day: DayId, isInDay: boolean) {
    this.#day = day
    this.#isInDay = isInDay
  }

  /** `isOver`: a later day has begun. `isClosed`: at that moment this day was the present one. */
  look(batch: readonly EntryOf<AnyEvent>[]): {
    entries: readonly EntryOf<AnyEvent>[]
    isOver: boolean
    isClosed: boolean
  } {
    const day = this.#day
    const entries: EntryOf<AnyEvent>[] = []
    for (const entry of batch) {
      if (entry.seq === 1) this.#early = []
      const started = startedDay(entry)
      if (started !== undefined && started > day) return { entries, isOver: true, isClosed: this.#isInDay }
      if (started !== undefined) {
        this.#isInDay = started === day
        if (this.#isInDay) entries.push(...(this.#early ?? []))
        this.#early = undefined
      }
      if (this.#isInDay) entries.push(entry)
      else this.#early?.push(entry)
    }
    return { entries, isOver: false, isClosed: false }
  }
}

/** The business day that an entry begins. */
function startedDay({ events }: EntryOf<AnyEvent>): DayId | undefined {
  const started = events.find(({ type }) => type === 'day-started')
  return started && 'day' in started ? String(started.day) : undefined
}
