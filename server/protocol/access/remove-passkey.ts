import { z } from 'zod'
import { command } from '../command.ts'
import { badge, passkeyId } from '../fields.ts'
import { nothing } from '../floor/results.ts'

export const removePasskey = command({
  summary: 'Removes a passkey of an account, and ends all its sign-ins',
  body: z.strictObject({ badge, passkey: passkeyId }),
  by: ['administrator'],
  result: nothing,
})
