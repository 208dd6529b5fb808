import { z } from 'zod'
import { command } from '../command.ts'
import { badge } from '../fields.ts'
import { oneTimePassword } from './one-time-password.ts'

export const resetPassword = command({
  summary: 'Gives an account a password for one sign-in, and ends all its sign-ins',
  body: z.strictObject({ badge }),
  by: ['administrator'],
  result: oneTimePassword,
})
