import type { z } from 'zod'
import { dayOf } from '../../hall/business-day.ts'
import type { DayId } from '../../hall/ids.ts'
import type { exportQuery, recordAnswer, recordQuery } from '../../protocol/record.ts'
import { limits } from '../limits.ts'
import type { OpenHall } from '../open-hall.ts'
import { dayOfCursor, NoSuchCursor } from './cursor.ts'
import { exportLines } from './export.ts'
import { dayAt, RecordReader } from './record-reader.ts'

type Page = z.output<typeof recordAnswer>

/** The record of a running hall, as far as it is durable. */
export class HallRecord {
  readonly #keeper: OpenHall['keeper']
  readonly #reader: RecordReader
  #readings = 0

  constructor({ fs, directory, keeper }: OpenHall) {
    this.#keeper = keeper
    this.#reader = new RecordReader(fs, directory)
  }

  /** A page of the record. Throws `DataDamaged` and `NewerFormat`. */
  async page({
    day,
    cursor,
    order,
    ...filter
  }: Omit<z.output<typeof recordQuery>, 'order'> & { order?: 'oldest' | 'newest' | undefined }): Promise<
    Page | 'no-such-cursor' | 'too-many'
  > {
    if (this.#readings >= limits.recordReadings) return 'too-many'
    this.#readings += 1
    try {
      const asked = this.#asked(day ?? (cursor === undefined ? undefined : dayOfCursor(cursor)))
      return { day: asked.day, ...(await this.#reader.page(asked, filter, { cursor, order })) }
    } catch (error) {
      if (error instanceof NoSuchCursor) return 'no-such-cursor'
      throw error
    } finally {
      this.#readings -= 1
    }
  }

  /** The text of a whole day. Reading it throws `DataDamaged` and `NewerFormat`. */
  export({
    day,
    as,
  }: z.output<typeof exportQuery>): { day: DayId; lines: AsyncIterable<string> } | 'too-many' {
    if (this.#readings >= limits.recordReadings) return 'too-many'
    const asked = this.#asked(day)
    return { day: asked.day, lines: this.#counted(exportLines(this.#reader.day(asked), as)) }
  }

  async *#counted(lines: AsyncIterable<string>): AsyncGenerator<string> {
    this.#readings += 1
    try {
      yield* lines
    } finally {
      this.#readings -= 1
    }
  }

  #asked(day: DayId | undefined) {
    const { hall, durableSeq, at } = this.#keeper
    const settings = hall.settings!
    const id = day ?? hall.day?.id ?? dayOf(at, settings)
    return { ...dayAt(id, settings), upTo: durableSeq }
  }
}
