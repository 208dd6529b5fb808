import type { Response } from 'express'
import type { Attempt, Attempts } from '../../access/attempts.ts'
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
