import { z } from 'zod'
import { command } from '../command.ts'
import { id } from '../fields.ts'
import { wireLimits } from '../limits.ts'

const ids = z.array(id).max(wireLimits.orderCount)

export const changeSettings = command({
  summary: 'Changes the settings of the hall, from the version that the giver read',
  body: z.strictObject({
    base: z.number().int().min(0).describe('the version that was read; with an older one nothing changes'),
    patch: z
      .record(z.string(), z.unknown())
      .describe('a JSON Merge Patch (RFC 7396) of the settings as `GET /api/settings` gives them'),
    order: z
      .strictObject({
        services: ids.optional(),
        groups: ids.optional(),
        'reasons.pause': ids.optional(),
        'reasons.hold': ids.optional(),
        'reasons.rating': ids.optional(),
      })
      .optional()
      .describe('the order in which menus show them after the patch; others follow'),
  }),
  by: ['administrator'],
  result: z.strictObject({ version: z.number().int().describe('the version now in force') }),
})
