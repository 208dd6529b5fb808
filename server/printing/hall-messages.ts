import { z } from 'zod'
import type { HallMessage } from '../../printers/agent/print-agent.ts'
import type { TicketSlip } from '../../printers/printer.ts'
import type { Agreed, Agreement } from '../protocol/agreement.ts'

/** Messages of a hall to its print agents, described; they agree with the types by which they are made. */

const text = z.string()
const dots = z.number().int()
const size = z.enum(['small', 'usual', 'large']).optional()

const textBlock = z
  .strictObject({
    block: z.literal('text'),
    part: text,
    style: z.enum([
      'heading',
      'title',
      'subtitle',
      'strong',
      'plain',
      'small',
      'item',
      'note',
      'mark',
      'copy',
    ]),
    text,
    size,
  })
  .meta({ id: 'TextBlock' })

const block = z
  .discriminatedUnion('block', [
    textBlock,
    z.strictObject({ block: z.literal('label'), size }),
    z.strictObject({
      block: z.literal('logo'),
      picture: z.strictObject({
        width: dots,
        height: dots,
        bits: text.describe('rows padded to bytes, deflated, in base64'),
      }),
    }),
    z.strictObject({
      block: z.literal('list'),
      part: text,
      title: text.optional(),
      items: z.array(text),
      size,
    }),
    z.strictObject({ block: z.literal('rows'), part: text, rows: z.array(z.tuple([text, text])) }),
    z.strictObject({ block: z.literal('mark'), part: text, text }),
    z.strictObject({
      block: z.literal('qr'),
      text,
      beside: z.array(textBlock),
      caption: textBlock.optional(),
    }),
    z.strictObject({ block: z.literal('tear') }),
    z.strictObject({ block: z.literal('rule') }),
    z.strictObject({ block: z.literal('gap') }),
  ])
  .meta({ id: 'Block' })

const slip = z
  .strictObject({
    job: text,
    label: text,
    language: text,
    blocks: z.array(block),
    copy: z.number().int(),
    copyMark: text.optional(),
  })
  .meta({ id: 'Slip' })

const attempt = { attempt: text.describe('names one wish to print; asked again it stays the same') }
const print = z.strictObject({ type: z.literal('print'), ...attempt, slip })
const begin = z.strictObject({ type: z.literal('begin'), ...attempt })
const leave = z.strictObject({ type: z.literal('leave'), ...attempt })

export const hallMessages = {
  print: {
    summary: 'A slip, as plain data; `slip.job` and `slip.copy` name the copy.',
    payload: print,
  },
  begin: {
    summary: 'It is on disk that this copy may come out: its first byte may leave.',
    payload: begin,
  },
  leave: { summary: 'This copy is no longer waited for: nothing of it may leave.', payload: leave },
} as const satisfies Record<HallMessage['type'], { summary: string; payload: z.ZodType }>

export type HallMessagesAgree =
  | Agreed<Agreement<typeof slip, TicketSlip>>
  | Agreed<Agreement<typeof print, Extract<HallMessage, { type: 'print' }>>>
  | Agreed<Agreement<typeof begin, { type: 'begin'; attempt: string }>>
  | Agreed<Agreement<typeof leave, { type: 'leave'; attempt: string }>>
