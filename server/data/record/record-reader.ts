import { join } from 'node:path'
import type { z } from 'zod'
import { dayAfter, startOfDay } from '../../hall/business-day.ts'
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
import { batchesBack } from './batches-back.ts'
import { type Cursor, cursorText, NoSuchCursor, parsedCursor } from './cursor.ts'
import { DayFinder } from './day-finder.ts'
import { RowFilter, rowOf } from './rows.ts'

/** A business day, and the place from which its entries are looked for. */
interface AskedDay {
  readonly day: DayId
  /** Its start by the clock of the hall, and that of the next one. */
  readonly startsAt: EpochMs
  readonly endsAt: EpochMs
  /** The newest durable entry; later ones are not read. */
  readonly upTo: number
}

interface RecordPage {
  readonly rows: RecordRow[]
  /** The place at which the next page begins; absent at the end of the day. */
  readonly cursor?: string
  /** On the last page of a day that is closed; newest first, on the first page. */
  readonly closing?: Closing
}

/** The order of rows: as they happened, or the newest first. */
type Order = 'oldest' | 'newest'

/** The entries of a business day: from a sequence number up to a batch in a segment. */
interface Bounds {
  readonly from: number
  readonly segment: number
  /** Where the last batch ends; absent while the day goes on. */
  readonly end?: number
  readonly upTo: number
  readonly closing?: Closing
}

/** A batch with its entries of the asked day. */
interface Step {
  readonly segment: number
  readonly batch: StreamedBatch
  readonly entries: readonly EntryOf<AnyEvent>[]
  readonly closing?: Closing
}

/** Reads the record of a business day from the segments of the journal, in pieces. Changes nothing. */
export class RecordReader {
  readonly #fs: FileSystem
  readonly #directory: string
  /** The time of the first entry of a segment, which never changes. */
  readonly #firstAt = new Map<number, EpochMs>()
  /** The bounds of closed days, which never change. */
  readonly #bounds = new Map<DayId, Bounds>()

  /** `directory`: the data directory. */
  constructor(fs: FileSystem, directory: string) {
    this.#fs = fs
    this.#directory = join(directory, journalFolder)
  }

  /**
   * The rows that fit, from the start of the day or from the cursor on; newest first, from its end. Looks at a bounded part
   * of the day: a page may have few rows or none, and a cursor. Throws `NoSuchCursor`, `DataDamaged` and `NewerFormat`.
   */
  async page(
    asked: AskedDay,
    filter: z.output<typeof recordFilter>,
    { cursor, order = 'oldest' }: { cursor?: string | undefined; order?: Order | undefined } = {},
  ): Promise<RecordPage> {
    const from = cursor === undefined ? undefined : parsedCursor(cursor, asked.day)
    const isBack = order === 'newest'
    const wanted = new RowFilter(filter, from?.ticket)
    const cursorAt = (place: Omit<Cursor, 'ticket'>) =>
      cursorText(asked.day, { ...place, ...(wanted.ticket === undefined ? {} : { ticket: wanted.ticket }) })
    const rows: RecordRow[] = []
    let [looked, shown] = [0, 0]
    let closing: { closing?: Closing } = {}
    for await (const step of isBack ? this.#stepsBack(asked, from) : this.#steps(asked, from)) {
      const { segment, batch, entries } = step
      if (step.closing) closing = { closing: step.closing }
      const offset = isBack ? batch.end : batch.offset
      for (const entry of isBack ? entries.toReversed() : entries) {
        if (from && (isBack ? entry.seq >= from.seq : entry.seq <= from.seq)) continue
        const row = rowOf(entry)
        if (!wanted.fits(row)) continue
        shown += JSON.stringify(row).length
        const isFull = rows.length === limits.recordRows || shown > limits.recordPageBytes
        if (isFull && rows.length > 0)
          return {
            rows,
            cursor: cursorAt({ segment, offset, seq: entry.seq + (isBack ? 1 : -1) }),
            ...closing,
          }
        rows.push(row)
      }
      if (step.closing && !isBack) break
      looked += batch.end - batch.offset
      const { seq } = batch.records.at(isBack ? 0 : -1)!
      if (looked > limits.recordLookBytes)
        return { rows, cursor: cursorAt({ segment, offset, seq }), ...closing }
    }
    return { rows, ...closing }
  }

  /** All rows of a day, then its closing hash when it is closed. Throws as `page` does. */
  async *day(asked: AskedDay): AsyncGenerator<RecordRow | Closing> {
    for await (const { entries, closing } of this.#steps(asked, undefined)) {
      for (const entry of entries) yield rowOf(entry)
      if (closing) yield closing
    }
  }

  /** All entries of a day as the journal has them, some with events of earlier versions. Throws as `page` does. */
  async *entries(asked: AskedDay): AsyncGenerator<EntryOf<AnyEvent>> {
    for await (const { entries } of this.#steps(asked, undefined)) yield* entries
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

  async *#stepsBack(asked: AskedDay, from: Cursor | undefined): AsyncGenerator<Step> {
    const bounds = await this.#boundsOf(asked)
    if (!bounds) return
    const last = from?.segment ?? bounds.segment
    let closing: { closing?: Closing } = !from && bounds.closing ? { closing: bounds.closing } : {}
    const segments = await listSegments(this.#fs, this.#directory)
    for (const segment of segments.filter((one) => one <= last).reverse()) {
      const end = segment === last ? (from ? from.offset : bounds.end) : undefined
      for await (const batch of this.#batchesBack(segment, end)) {
        const entries = (batch.records as readonly EntryOf<AnyEvent>[]).filter(
          ({ seq }) => seq >= bounds.from && seq <= Math.min(bounds.upTo, asked.upTo),
        )
        if (entries.length > 0 || 'closing' in closing) yield { segment, batch, entries, ...closing }
        closing = {}
        if (batch.records[0]!.seq <= bounds.from) return
      }
    }
  }

  /** Undefined when the record does not have the day, or no longer its beginning. */
  async #boundsOf(asked: AskedDay): Promise<Bounds | undefined> {
    const known = this.#bounds.get(asked.day)
    if (known) return known
    const from = await this.#firstSeqOf(asked)
    if (from === undefined) return undefined
    const segments = await listSegments(this.#fs, this.#directory)
    const segment = await this.#segmentOf(segments, asked.endsAt)
    // Looks only for the end: that the day has begun is known.
    for await (const { batch, entries, closing, ...step } of this.#steps(asked, {
      segment,
      offset: 0,
      seq: 0,
    })) {
      if (!closing) continue
      const upTo = entries.at(-1)?.seq ?? batch.records[0]!.seq - 1
      const bounds = { from, segment: step.segment, end: batch.end, upTo, closing }
      this.#bounds.set(asked.day, bounds)
      return bounds
    }
    return { from, segment: segments.at(-1)!, upTo: asked.upTo }
  }

  async #firstSeqOf(asked: AskedDay): Promise<number | undefined> {
    for await (const { entries } of this.#steps(asked, undefined)) if (entries[0]) return entries[0].seq
    return undefined
  }

  /** Throws `NoSuchCursor` when no batch begins at the offset of a cursor. */
  #batchesOf(segment: number, offset: number): AsyncGenerator<StreamedBatch> {
    return atCursor(batchesOf(this.#fs, this.#path(segment), offset), offset)
  }

  /** Throws `NoSuchCursor` when no batch ends at the offset of a cursor. */
  #batchesBack(segment: number, end: number | undefined): AsyncGenerator<StreamedBatch> {
    return atCursor(batchesBack(this.#fs, this.#path(segment), end), end ?? 0)
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

/** The batches from the offset of a cursor on, or 0. */
async function* atCursor(
  batches: AsyncIterable<StreamedBatch>,
  offset: number,
): AsyncGenerator<StreamedBatch> {
  try {
    yield* batches
  } catch (error) {
    const isOfCursor = offset > 0 && error instanceof DataDamaged && error.offset === offset
    throw isOfCursor ? new NoSuchCursor() : error
  }
}

/** A business day with its start and end. */
export const dayAt = (day: DayId, settings: Settings): Omit<AskedDay, 'upTo'> => ({
  day,
  startsAt: startOfDay(day, settings),
  endsAt: startOfDay(dayAfter(day), settings),
})
