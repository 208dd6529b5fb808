import { join } from 'node:path'
import type { z } from 'zod'
import { startOfDay } from '../../hall/business-day.ts'
import type { AnyEvent, EntryOf } from '../../hall/entry.ts'
import type { DayId, EpochMs } from '../../hall/ids.ts'
import type { Settings } from '../../hall/settings.ts'
import { batchesOf, type StreamedBatch } from '../../journal/batch-stream.ts'
import { DataDamaged } from '../../journal/errors.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { limits as journalLimits } from '../../journal/limits.ts'
import { journalFolder, listSegments, segmentName } from '../../journal/segments.ts'
import type { Closing, RecordRow, recordFilter } from '../../protocol/record.ts'
import { limits } from '../limits.ts'
import { RowFilter, rowOf } from './rows.ts'

/** A business day, and the place from which its entries are looked for. */
interface AskedDay {
  readonly day: DayId
  /** Its start by the clock of the hall. */
  readonly startsAt: EpochMs
  /** The newest durable entry; later ones are not read. */
  readonly upTo: number
}

interface RecordPage {
  readonly rows: RecordRow[]
  /** The place at which the next page begins; absent at the end of the day. */
  readonly cursor?: string
  /** On the last page of a day that is closed. */
  readonly closing?: Closing
}

/** A batch with its entries of the asked day. */
interface Step {
  readonly segment: number
  readonly batch: StreamedBatch
  readonly entries: readonly EntryOf<AnyEvent>[]
  readonly closing?: Closing
}

/** Thrown for a cursor that no page of this day gave. */
export class NoSuchCursor extends Error {
  override readonly name = 'NoSuchCursor'
}

interface Cursor {
  readonly segment: number
  readonly offset: number
  /** The last entry that was looked at. */
  readonly seq: number
  readonly ticket?: string
}

/** Reads the record of a business day from the segments of the journal, in pieces. Changes nothing. */
export class RecordReader {
  readonly #fs: FileSystem
  readonly #directory: string
  /** The time of the first entry of a segment, which never changes. */
  readonly #firstAt = new Map<number, EpochMs>()

  /** `directory`: the data directory. */
  constructor(fs: FileSystem, directory: string) {
    this.#fs = fs
    this.#directory = join(directory, journalFolder)
  }

  /**
   * The rows that fit, from the start of the day or from the cursor on. Looks at a bounded part of the day: a page may
   * have few rows or none, and a cursor. Throws `NoSuchCursor`, `DataDamaged` and `NewerFormat`.
   */
  async page(asked: AskedDay, filter: z.output<typeof recordFilter>, cursor?: string): Promise<RecordPage> {
    const from = cursor === undefined ? undefined : parsedCursor(cursor, asked.day)
    const wanted = new RowFilter(filter, from?.ticket)
    const cursorAt = (place: Omit<Cursor, 'ticket'>) => cursorText(asked.day, place, wanted)
    const rows: RecordRow[] = []
    let [looked, shown] = [0, 0]
    for await (const { segment, batch, entries, closing } of this.#steps(asked, from)) {
      const { offset, end } = batch
      for (const entry of entries) {
        if (entry.seq <= (from?.seq ?? 0)) continue
        const row = rowOf(entry)
        if (!wanted.fits(row)) continue
        shown += JSON.stringify(row).length
        const isFull = rows.length === limits.recordRows || shown > limits.recordPageBytes
        if (isFull && rows.length > 0)
          return { rows, cursor: cursorAt({ segment, offset, seq: entry.seq - 1 }) }
        rows.push(row)
      }
      if (closing) return { rows, closing }
      looked += end - offset
      const { seq } = batch.records.at(-1)!
      if (looked > limits.recordLookBytes) return { rows, cursor: cursorAt({ segment, offset, seq }) }
    }
    return { rows }
  }

  /** All rows of a day, then its closing hash when it is closed. Throws as `page` does. */
  async *day(asked: AskedDay): AsyncGenerator<RecordRow | Closing> {
    for await (const { entries, closing } of this.#steps(asked, undefined)) {
      for (const entry of entries) yield rowOf(entry)
      if (closing) yield closing
    }
  }

  async *#steps(asked: AskedDay, from: Cursor | undefined): AsyncGenerator<Step> {
    const { startsAt, upTo } = asked
    const segments = await listSegments(this.#fs, this.#directory)
    const first = from?.segment ?? (await this.#segmentOf(segments, startsAt))
    const finder = new DayFinder(asked.day, from !== undefined)
    for (const segment of segments.filter((one) => one >= first)) {
      const offset = segment === from?.segment ? from.offset : 0
      for await (const batch of this.#batchesOf(segment, offset)) {
        const found = finder.look(
          (batch.records as readonly EntryOf<AnyEvent>[]).filter(({ seq }) => seq <= upTo),
        )
        const closing = found.isClosed ? { closing: { batch: batch.batch, sha256: batch.sha() } } : {}
        if (found.entries.length > 0 || found.isClosed)
          yield { segment, batch, entries: found.entries, ...closing }
        if (found.isOver || batch.records.at(-1)!.seq >= upTo) return
      }
    }
  }

  /** Throws `NoSuchCursor` when no batch begins at the offset of a cursor. */
  async *#batchesOf(segment: number, offset: number): AsyncGenerator<StreamedBatch> {
    try {
      yield* batchesOf(this.#fs, this.#path(segment), offset)
    } catch (error) {
      const isOfCursor = offset > 0 && error instanceof DataDamaged && error.offset === offset
      throw isOfCursor ? new NoSuchCursor() : error
    }
  }

  /** The last segment that begins at a time or before it. Looks from the newest one back, because a clock may go back. */
  async #segmentOf(segments: readonly number[], at: EpochMs): Promise<number> {
    for (const segment of [...segments].reverse()) if ((await this.#firstAtOf(segment)) <= at) return segment
    return segments[0] ?? 1
  }

  async #firstAtOf(segment: number): Promise<EpochMs> {
    const known = this.#firstAt.get(segment)
    if (known !== undefined) return known
    for await (const { records } of batchesOf(this.#fs, this.#path(segment), 0, journalLimits.headBytes)) {
      const { at } = records[0] as EntryOf<AnyEvent>
      this.#firstAt.set(segment, at)
      return at
    }
    return Number.POSITIVE_INFINITY
  }

  #path(segment: number): string {
    return join(this.#directory, segmentName(segment))
  }
}

/** Finds the entries of a business day: from its `day-started` up to that of a later one. */
class DayFinder {
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

const cursorText = (
  day: DayId,
  { segment, offset, seq }: Omit<Cursor, 'ticket'>,
  { ticket }: RowFilter,
): string => [day, segment, offset, seq, ...(ticket === undefined ? [] : [ticket])].join('.')

/** Throws `NoSuchCursor`. */
function parsedCursor(text: string, asked: DayId): Cursor {
  const [, day, segment, offset, seq, ticket] =
    /^([\d-]{10})\.(\d{1,8})\.(\d{1,9})\.(\d{1,15})(?:\.([\w.-]+))?$/u.exec(text) ?? []
  if (day !== asked) throw new NoSuchCursor()
  const place = { segment: Number(segment), offset: Number(offset), seq: Number(seq) }
  return ticket === undefined ? place : { ...place, ticket }
}

/** A business day with its start. */
export const dayAt = (day: DayId, settings: Settings): Omit<AskedDay, 'upTo'> => ({
  day,
  startsAt: startOfDay(day, settings),
})

/** The business day that a cursor belongs to; undefined for a text that is none. */
export const dayOfCursor = (text: string): DayId | undefined => /^(\d{4}-\d\d-\d\d)\./u.exec(text)?.[1]
