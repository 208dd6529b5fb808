import type { DayId } from '../../hall/ids.ts'

/** The place at which a page of the record goes on. */
export interface Cursor {
  readonly segment: number
  /** Where a batch begins; newest first, where one ends. */
  readonly offset: number
  /** The last entry that was looked at. */
  readonly seq: number
  /** The id of the ticket whose label is asked for, once an earlier page has learned it. */
  readonly ticket?: string
}

/** Thrown for a cursor that no page of this day gave. */
export class NoSuchCursor extends Error {
  override readonly name = 'NoSuchCursor'
}

export const cursorText = (day: DayId, { segment, offset, seq, ticket }: Cursor): string =>
  [day, segment, offset, seq, ...(ticket === undefined ? [] : [ticket])].join('.')

/** Throws `NoSuchCursor`. */
export function parsedCursor(text: string, asked: DayId): Cursor {
  const [, day, segment, offset, seq, ticket] =
    /^([\d-]{10})\.(\d{1,8})\.(\d{1,9})\.(\d{1,15})(?:\.([\w.-]+))?$/u.exec(text) ?? []
  if (day !== asked) throw new NoSuchCursor()
  const place = { segment: Number(segment), offset: Number(offset), seq: Number(seq) }
  return ticket === undefined ? place : { ...place, ticket }
}

/** The business day that a cursor belongs to; undefined for a text that is none. */
export const dayOfCursor = (text: string): DayId | undefined => /^(\d{4}-\d\d-\d\d)\./u.exec(text)?.[1]
