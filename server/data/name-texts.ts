import { z } from 'zod'
import { language, line } from '../protocol/fields.ts'
import { columnsOf } from '../protocol/readable-text.ts'
import { limits } from './limits.ts'
import { atMost } from './list-lengths.ts'

/** A name per language, each of at most `columns`, which its JSON Schema states too. */
export const namesUpTo = (columns: number) =>
  z
    .record(
      language,
      line
        .refine((text) => columnsOf(text) <= columns, {
          error: ({ input }) =>
            `a name of ${columnsOf(String(input))} columns: at most ${columns} (${columns} Latin letters, or ${columns / 2} Chinese characters), so shorten it`,
        })
        .meta({ columns }),
    )
    .refine(...atMost(limits.languages, 'languages'))
