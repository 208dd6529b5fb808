import { z } from 'zod'
import { command } from '../../command.ts'
import { nothing } from '../results.ts'

export const acceptClock = command({
  summary: 'Confirms the clock after a jump: commands are accepted again',
  body: z.strictObject({}),
  by: ['administrator'],
  result: nothing,
})
