import { z } from 'zod'
import { lineUpTo, passkeyId } from '../fields.ts'
import { wireLimits as limits } from '../limits.ts'

/** Bodies about passkeys (WebAuthn), both ways. Bytes are in base64url. */

const text = z.string()
const part = z
  .string()
  .max(limits.passkeyPartLength)
  .regex(/^[\w-]+$/u, 'bytes in base64url')
const label = lineUpTo(limits.passkeyLabelLength).describe('as the owner calls the device')

export const passkeyRequestAnswer = z.strictObject({
  challenge: text,
  rpId: text.describe('the name of the hall for which the passkey was made'),
  timeout: z.number().describe('ms'),
  userVerification: z.literal('required'),
})

/** `POST /api/session/passkey`: what the authenticator answers. */
export const passkeyAnswerBody = z.strictObject({
  id: passkeyId,
  response: z.strictObject({
    clientDataJSON: part,
    authenticatorData: part,
    signature: part,
    userHandle: part,
  }),
})

/** `POST /api/session/confirmation`. */
export const confirmationBody = z.strictObject({ password: text.min(1).max(limits.passwordLength) })

export const passkeyCreationAnswer = z.strictObject({
  options: text.describe('PublicKeyCredentialCreationOptionsJSON of WebAuthn Level 3, as text'),
})

/** `POST /api/session/passkeys`: what the authenticator made. */
export const newPasskeyBody = z.strictObject({
  label,
  id: passkeyId,
  response: z.strictObject({ clientDataJSON: part, attestationObject: part }),
})
export const addedPasskeyAnswer = z.strictObject({ id: text })
export const passkeyLabelBody = z.strictObject({ label })

export const shownPasskey = z.strictObject({
  host: text.describe('the name of the hall at which it works'),
  label: text,
  addedAt: z.number(),
  usedAt: z.number().optional(),
})
export const passkeysAnswer = z.strictObject({ passkeys: z.record(text, shownPasskey) })
