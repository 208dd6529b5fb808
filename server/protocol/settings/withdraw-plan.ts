import { z } from 'zod'
import { command } from '../command.ts'

export const withdrawPlan = command({
  summary: 'Takes a planned change of the settings back, or a refused one off the list',
  body: z.strictObject({ plan: z.number().int().min(0).describe('its id in `GET /api/settings/plans`') }),
  by: ['administrator'],
  result: z.strictObject({}),
})
