import { z } from 'zod'
import { command } from '../command.ts'
import { id } from '../fields.ts'

export const revokeDevice = command({
  summary: 'Removes the pairing of a device: its secret ends at once, and its page says so',
  body: z.strictObject({ device: id }),
  by: ['administrator'],
  result: z.strictObject({ device: id }),
})
