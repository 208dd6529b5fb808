import { z } from 'zod'
import { command } from '../command.ts'

export const changeSettings = command({
  summary: 'Changes the settings of the hall, from the version that the giver read',
  body: z.strictObject({
    base: z.number().int().min(0).describe('the version that was read; with an older one nothing changes'),
    patch: z
      .record(z.string(), z.unknown())
      .describe('a JSON Merge Patch (RFC 7396) of the settings as `GET /api/settings` gives them'),
  }),
  by: ['administrator'],
  result: z.strictObject({ version: z.number().int().describe('the version now in force') }),
})
