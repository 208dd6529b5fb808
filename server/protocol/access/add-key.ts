import { z } from 'zod'
import { command } from '../command.ts'
import { keyDays, keyGrants, keyId } from './key-grants.ts'

export const addKey = command({
  summary: 'Adds an API key for another program, with the commands and views that are named; shows it once',
  body: keyGrants
    .extend({ days: keyDays.describe('days until it ends') })
    .refine(({ commands, views }) => commands.length + views.length > 0, 'name at least one command or view'),
  by: ['administrator'],
  result: z.strictObject({
    id: keyId,
    key: z.string().describe('sent as `Authorization: Bearer <key>`; shown only here'),
    until: z.number().describe('its end, ms since 1970-01-01T00:00Z'),
  }),
})
