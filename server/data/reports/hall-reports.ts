import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { dayOf } from '../../hall/business-day.ts'
import type { AnyEvent, EntryOf } from '../../hall/entry.ts'
import type { DayId, EpochMs } from '../../hall/ids.ts'
import type { reportExportQuery, StepsAnswer, stepsQuery, TodayAnswer } from '../../protocol/reports/today.ts'
import { type DayLog, emptyLog, follow } from '../../reports/day-log.ts'
import { reportOf } from '../../reports/day-report.ts'
import { limits as reportLimits } from '../../reports/limits.ts'
import { stepsBehind } from '../../reports/step-list.ts'
import { type DayFacts, factsOf } from '../../reports/steps.ts'
import { type ClosedDay, usualOf } from '../../reports/usual-day.ts'
import { limits } from '../limits.ts'
import type { OpenHall } from '../open-hall.ts'
import { dayAt, RecordReader } from '../record/record-reader.ts'
import { figureLines, ticketLines } from './report-lines.ts'
import { shownStep } from './shown-step.ts'

/**
 * The reports of a running hall, as far as it is durable. The log of the present day is read from the record when
 * somebody first asks, and follows each commit from then on: a hall in which nobody asks pays nothing.
 */
export class HallReports {
  readonly #keeper: OpenHall['keeper']
  readonly #reader: RecordReader
  readonly #clock: Clock
  readonly #log: Logger
  #today: DayLog | undefined
  /** While the record is read: the commits since. */
  #since: EntryOf<AnyEvent>[] | undefined
  #reading: Promise<DayLog> | undefined
  /** The closed days that the present day is compared with. */
  #closed: { readonly day: DayId; readonly days: Promise<readonly ClosedDay[]> } | undefined
  /** The facts of the log up to an entry. */
  #facts: { readonly seq: number; readonly log: DayLog; readonly facts: DayFacts } | undefined

  constructor({ fs, directory, keeper }: OpenHall, clock: Clock, log: Logger) {
    this.#keeper = keeper
    this.#reader = new RecordReader(fs, directory)
    this.#clock = clock
    this.#log = log
    keeper.listen({ committed: ({ entries }) => this.#follow(entries) })
  }

  /** The figures of the present day. Throws `DataDamaged` and `NewerFormat` when its record can't be read. */
  async today(): Promise<TodayAnswer> {
    const log = await this.#logOfToday()
    const closed = await this.#closedDays(log.day)
    const place = this.#place(log)
    const at = this.#clock.now()
    const usual = usualOf(closed, { untilMs: at - place.startsAt, limitMs: place.limitMs })
    return {
      ...{ day: log.day, at, ...place },
      ...reportOf(this.#factsOf(log), place),
      ...(usual && { usual }),
    } as TodayAnswer
  }

  /** The tickets behind a figure, a page of them. Throws as `today` does. */
  async tickets({ from, ...filter }: z.output<typeof stepsQuery>): Promise<StepsAnswer> {
    const log = await this.#logOfToday()
    const all = stepsBehind(this.#factsOf(log), filter, this.#place(log))
    return { rows: all.slice(from, from + limits.reportRows).map(shownStep), all: all.length }
  }

  /** The report as a file. Throws as `today` does. */
  async export({ what }: z.output<typeof reportExportQuery>): Promise<{ day: DayId; text: string }> {
    const log = await this.#logOfToday()
    const [facts, place] = [this.#factsOf(log), this.#place(log)]
    const lines = what === 'tickets' ? ticketLines(facts) : figureLines(reportOf(facts, place), place.limitMs)
    return { day: log.day, text: lines.join('') }
  }

  #follow(entries: readonly EntryOf<AnyEvent>[]): void {
    this.#since?.push(...entries)
    if (this.#today) for (const entry of entries) follow(this.#today, entry)
  }

  async #logOfToday(): Promise<DayLog> {
    if (this.#today) return this.#today
    this.#reading ??= this.#readToday().finally(() => {
      this.#reading = undefined
      this.#since = undefined
    })
    return this.#reading
  }

  async #readToday(): Promise<DayLog> {
    this.#since = []
    const { hall, at, durableSeq } = this.#keeper
    const log = await this.#read(hall.day?.id ?? dayOf(at, hall.settings!), durableSeq)
    for (const entry of this.#since) if (entry.seq > durableSeq) follow(log, entry)
    this.#today = log
    return log
  }

  /** The log of a day, with what its open tickets brought along from the day before. */
  async #read(day: DayId, upTo: number): Promise<DayLog> {
    const settings = this.#keeper.hall.settings!
    const log = emptyLog(day)
    for await (const entry of this.#reader.entries({ ...dayAt(day, settings), upTo })) follow(log, entry)
    if (!log.hasUnknown) return log
    const before = dayOf(dayAt(day, settings).startsAt - 1, settings)
    const whole = emptyLog(before)
    for (const part of [before, day])
      for await (const entry of this.#reader.entries({ ...dayAt(part, settings), upTo })) follow(whole, entry)
    return whole
  }

  /** The latest closed days of the same weekday on which any ticket was issued. */
  #closedDays(day: DayId): Promise<readonly ClosedDay[]> {
    if (this.#closed?.day === day) return this.#closed.days
    const days = this.#readClosedDays(day).catch((error: unknown) => {
      this.#log.warn(
        { err: error },
        'the usual day is not shown: the record of an earlier day could not be read',
      )
      return []
    })
    this.#closed = { day, days }
    return days
  }

  async #readClosedDays(day: DayId): Promise<readonly ClosedDay[]> {
    const found: ClosedDay[] = []
    for (
      let weeks = 1;
      weeks <= reportLimits.usualWeeks && found.length < reportLimits.usualDays;
      weeks += 1
    ) {
      const earlier = new Date(Date.parse(`${day}T00:00Z`) - weeks * limits.weekMs).toISOString().slice(0, 10)
      const log = await this.#read(earlier, this.#keeper.durableSeq)
      if (log.seq === 0 || log.day !== earlier) continue
      const facts = factsOf(log)
      if (facts.issued.size > 0) found.push({ facts, startsAt: this.#halvesFrom(earlier) })
    }
    return found
  }

  #factsOf(log: DayLog): DayFacts {
    const seq = this.#keeper.durableSeq
    if (this.#facts?.log !== log || this.#facts.seq !== seq) this.#facts = { seq, log, facts: factsOf(log) }
    return this.#facts.facts
  }

  #place(log: DayLog): { startsAt: EpochMs; limitMs: number } {
    const { guidance } = this.#keeper.hall.settings!
    return { startsAt: this.#halvesFrom(log.day), limitMs: guidance.longWaitMs }
  }

  /** Half hours begin at the full and the half hour of the hall's clock, whenever its day starts. */
  #halvesFrom(day: DayId): EpochMs {
    const settings = this.#keeper.hall.settings!
    const minutes = Number(settings.dayStartsAt.slice(3)) % limits.halfHourMinutes
    return dayAt(day, settings).startsAt - minutes * limits.minuteMs
  }
}
