import { z } from 'zod'
import { ticketParts } from '../../printers/drawing/ticket-slip.ts'
import { language, lineUpTo } from '../protocol/fields.ts'
import { limits } from './limits.ts'
import { atMost } from './list-lengths.ts'

/** `slip` in `hall.json`: content and order of the slips of a hall, or of one service. */

const sentence = z
  .record(language, lineUpTo(limits.slipSentence))
  .refine(...atMost(limits.languages, 'languages'))
  .refine((value) => Object.keys(value).length > 0, 'give at least one language')
const sentences = z.array(sentence).refine(...atMost(limits.slipSentences, 'sentences'))
const part = z.enum(ticketParts)

export const slipSettings = z.strictObject({
  /** The parts from top to bottom; parts without content leave no gap. The mark of a copy always comes last. */
  parts: z
    .array(z.union([part, z.strictObject({ part, size: z.enum(['small', 'usual', 'large']) })]))
    .refine(...atMost(ticketParts.length, 'parts'))
    .superRefine((parts, context) => {
      const names = parts.map((one) => (typeof one === 'string' ? one : one.part))
      if (!names.includes('number'))
        context.addIssue({ code: 'custom', message: 'a ticket needs its "number" among the parts' })
      for (const [position, name] of names.entries()) {
        if (names.indexOf(name) < position)
          context.addIssue({ code: 'custom', path: [position], message: `"${name}" stands there twice` })
      }
    })
    .optional(),
  /** A PNG or SVG beside `hall.json`, printed in black and white. */
  logo: z
    .string()
    .regex(/^[\w.-]{1,80}\.(png|svg)$/iu, 'the name of a .png or .svg file beside hall.json')
    .optional(),
  /** The documents that the customer brings. */
  documents: sentences.optional(),
  fees: sentences.optional(),
  notes: sentences.optional(),
  /** Replaces the usual text about listening and missed calls. */
  callRule: sentences.optional(),
  /** A short code by which `nowserving slip --check` tells the hall's own papers from others. */
  checkCode: z.boolean().optional(),
})
export type SlipSettings = z.output<typeof slipSettings>

/** The paper in a device's printer. */
export const paperSettings = z.strictObject({
  /** Width of the roll in millimetres. */
  width: z.union([z.literal(58), z.literal(80)]).default(80),
  dpi: z.union([z.literal(180), z.literal(203)]).default(203),
  /** Printable dots across, where the manual of the printer differs from the usual number. */
  dots: z.number().int().min(200).max(640).optional(),
  /** False for printers with a tear bar only. */
  cuts: z.boolean().default(true),
  /** `own`: the resident fonts of the printer; usual on serial connections up to 38 400 baud. */
  letters: z.enum(['drawn', 'own']).optional(),
  /** False for printers that draw no QR by themselves; matters with `own` letters only. */
  ownQr: z.boolean().default(true),
})
