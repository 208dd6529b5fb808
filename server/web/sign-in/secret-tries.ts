import type { Request } from 'express'
import type { Attempts } from '../../access/attempts.ts'
import { PasswordUnchecked } from '../../access/passwords/passwords.ts'
import type { AttemptKind } from '../../access/refused-attempts.ts'
import type { Badge } from '../../hall/ids.ts'
import { type BeginningOptions, type HttpExchange, refuseInClear } from './begin-session.ts'
import { tooOften, unchecked } from './sign-in-attempts.ts'

/** Passwords and PINs, as they arrive over HTTP: never in the clear, and not too often. */

export interface SecretTryOptions extends BeginningOptions {
  readonly attempts: Attempts
  readonly isLimited: boolean
  readonly onError: (error: unknown, request: Request) => void
}

interface Try extends HttpExchange<SecretTryOptions> {
  readonly kind: AttemptKind & ('sign-in' | 'pin')
  readonly badge: Badge
  /** The session that the asker has already, if it is one of the same account. */
  readonly session: string | undefined
}

/**
 * Runs `check`, unless the secret came in the clear or too many were tried. Undefined when the answer was given here; a
 * wrong secret is counted, and its answer is left to the caller.
 */
export async function tried<Found extends string>(
  { request, response, options, kind, badge, session }: Try,
  check: () => Promise<Found | 'wrong'>,
): Promise<Found | 'wrong' | undefined> {
  const { attempts, isLimited, onRefused } = options
  if (refuseInClear({ request, response, options })) return undefined
  const attempt = attempts.begin({ badge, address: options.senderOf(request).address ?? '', session })
  if ('waitMs' in attempt && isLimited) {
    onRefused(kind)
    tooOften(response, attempt.waitMs)
    return undefined
  }
  const found = await check().catch((error: unknown) => {
    if ('withdrawn' in attempt) attempt.withdrawn()
    throw error
  })
  if (found === 'wrong') {
    if ('failed' in attempt) attempt.failed()
    onRefused(kind)
  } else if ('succeeded' in attempt) attempt.succeeded()
  return found
}

/** Answers a request that throws `PasswordUnchecked` with when to come again. */
export async function untilChecked(
  { request, response, options }: HttpExchange<SecretTryOptions>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof PasswordUnchecked)) throw error
    options.onError(error, request)
    unchecked(response)
  }
}
