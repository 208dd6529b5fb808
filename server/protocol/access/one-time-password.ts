import { z } from 'zod'

export const oneTimePassword = z.strictObject({
  password: z.string().describe('for one sign-in, at which the person chooses another; shown only here'),
})
