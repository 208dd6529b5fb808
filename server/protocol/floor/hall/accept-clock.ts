import { z } from 'zod'
import { command } from '../../command.ts'
import { nothing } from '../results.ts'

export const acceptClock = command({
  summary: 'Confirms that the clock is right after a jump: commands are taken again',
  body: z.strictObject({}),
  by: ['administrator'],
  result: nothing,
})
