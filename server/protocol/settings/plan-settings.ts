import { z } from 'zod'
import { command } from '../command.ts'
import { changeSettings } from './change-settings.ts'

export const planSettings = command({
  summary: 'Keeps a change of the settings until its moment, and makes it then',
  body: changeSettings.body.extend({
    due: z
      .string()
      .regex(/^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/u, 'a moment as 2026-11-30T08:15')
      .describe("on the hall's clock; a moment that has passed is refused as `moment-has-passed`"),
  }),
  by: ['administrator'],
  result: z.strictObject({}),
})
