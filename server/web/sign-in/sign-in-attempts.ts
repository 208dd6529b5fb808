import type { Response } from 'express'
import type { Attempt, Attempts } from '../../access/attempts.ts'
import { limits } from '../limits.ts'
import type { BeginningOptions, HttpExchange } from './begin-session.ts'

interface AttemptOptions extends BeginningOptions {
  readonly attempts: Attempts
  readonly isLimited: boolean
}

const free: Attempt = { succeeded: () => undefined, failed: () => undefined, withdrawn: () => undefined }

/** A try of a proof that names its account itself; undefined when the address has to wait, which is answered then. */
export function beginAttempt({
  request,
  response,
  options,
}: HttpExchange<AttemptOptions>): Attempt | undefined {
  if (!options.isLimited) return free
  const begun = options.attempts.begin({ address: options.senderOf(request).address ?? '' })
  if (!('waitMs' in begun)) return begun
  options.onRefused('sign-in')
  tooOften(response, begun.waitMs)
  return undefined
}

export function tooOften(response: Response, waitMs: number): void {
  response.set('Retry-After', String(Math.ceil(waitMs / 1000)))
  response.status(429).json({ problem: `tried too often; try again in ${Math.ceil(waitMs / 1000)} s` })
}

/** The answer when a password could not be checked. */
export function unchecked(response: Response): void {
  response.set('Retry-After', String(limits.signInRetryMs / 1000))
  response.status(503).json({
    problem: `the password could not be checked now, because many sign in or its thread failed; try again in ${limits.signInRetryMs / 1000} s`,
  })
}
