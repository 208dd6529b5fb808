import { z } from 'zod'
import { command } from '../command.ts'
import { nothing } from '../floor/results.ts'
import { keyId } from './key-grants.ts'

export const revokeKey = command({
  summary: 'Revokes an API key at once, and closes its connections',
  body: z.strictObject({ id: keyId }),
  by: ['administrator'],
  result: nothing,
})
