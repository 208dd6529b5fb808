import { z } from 'zod'
import { command } from '../command.ts'
import { label } from '../fields.ts'
import { recordDay } from '../record.ts'
import { personalPurpose } from './personal.ts'

export const destroyWords = command({
  summary: 'Destroys words of people: those about one ticket, or all of a purpose before a business day',
  body: z
    .strictObject({
      day: recordDay.optional(),
      label: label.optional().describe('with `day`: the words about this ticket'),
      purpose: personalPurpose.optional(),
      before: recordDay.optional().describe('with `purpose`: all that were written on earlier business days'),
    })
    .refine(
      ({ day, label, purpose, before }) =>
        (day === undefined) === (label === undefined) &&
        (purpose === undefined) === (before === undefined) &&
        (day === undefined) !== (purpose === undefined),
      'give `day` and `label`, or `purpose` and `before`',
    ),
  by: ['administrator'],
  result: z.strictObject({
    texts: z.number().int().describe('how many were destroyed'),
    ticket: z.string().optional(),
    label: z.string().optional(),
  }),
})
