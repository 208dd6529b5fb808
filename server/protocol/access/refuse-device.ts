import { z } from 'zod'
import { command } from '../command.ts'
import { id } from '../fields.ts'

export const refuseDevice = command({
  summary: 'Refuses a screen that waits for its pairing',
  body: z.strictObject({ screen: id.describe('its id in the view `devices`') }),
  by: ['administrator'],
  result: z.strictObject({}),
})
