import { z } from 'zod'
import { language, line } from '../protocol/fields.ts'
import { limits } from './limits.ts'
import { atMost } from './list-lengths.ts'

/** Columns of a text in a fixed-width font: East Asian signs take two of them, a combining mark none. */
function columnsOf(text: string): number {
  let columns = 0
  for (const sign of text) columns += /\p{M}/u.test(sign) ? 0 : sign > '\u2e7f' ? 2 : 1
  return columns
}

/** A name per language, each of at most `columns`. */
export const namesUpTo = (columns: number) =>
  z
    .record(
      language,
      line.refine((text) => columnsOf(text) <= columns, {
        error: ({ input }) =>
          `a name of ${columnsOf(String(input))} columns: at most ${columns} (${columns} Latin letters, or ${columns / 2} Chinese characters), so shorten it`,
      }),
    )
    .refine(...atMost(limits.languages, 'languages'))
