import { z } from 'zod'
import { command } from '../command.ts'
import { deviceName, id, lineUpTo } from '../fields.ts'
import { wireLimits as limits } from '../limits.ts'

export const approveDevice = command({
  summary: 'Pairs the screen that shows a code with a device of the settings, or adds a print agent',
  body: z.strictObject({
    code: lineUpTo(limits.typedCodeLength).describe(
      'as the screen shows it; capitals, spaces and hyphens make no difference',
    ),
    device: id.optional().describe('a device of the settings; a print agent without one gets a new id'),
    name: deviceName.optional().describe('of a print agent'),
    replace: z
      .boolean()
      .optional()
      .describe('needed when the device is paired: the former machine is removed'),
  }),
  by: ['administrator'],
  result: z.strictObject({ device: id }),
})
