import { z } from 'zod'
import { type ReasonKind, usualReasons } from '../hall/ids.ts'
import { limits } from './limits.ts'
import { atMost } from './list-lengths.ts'
import { namesUpTo } from './name-texts.ts'

/**
 * `reasons` in `hall.json`: reasons by id, in the order in which pages offer them. The usual ones have texts in the
 * catalogues of every language; a reason of the hall's own brings its texts.
 */
export const reasonSettings = z
  .strictObject({ pause: reasonList('pause'), hold: reasonList('hold'), rating: reasonList('rating') })
  .prefault({})

function reasonList(kind: ReasonKind) {
  const usual: readonly string[] = usualReasons[kind]
  const id = z.string().regex(/^[\w.-]{1,64}$/u, '1 to 64 letters, digits, _ . or -')
  const texts = namesUpTo(limits.nameColumns.reason)
  return z
    .record(id, texts)
    .refine((list) => Object.keys(list).length > 0, 'give at least one reason')
    .refine(...atMost(limits.reasons, 'reasons'))
    .superRefine((list, context) => {
      for (const [reason, own] of Object.entries(list)) {
        if (usual.includes(reason) || Object.keys(own).length > 0) continue
        const message = `"${reason}" has no words of its own: give its text in at least one language, or use one of ${usual.join(', ')}`
        context.addIssue({ code: 'custom', path: [reason], message })
      }
    })
    .default(Object.fromEntries(usual.map((reason) => [reason, {}])))
}
