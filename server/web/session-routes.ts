import { randomUUID } from 'node:crypto'
import express, { type Express, type Request, type Response } from 'express'
import type { Attempts } from '../access/attempts.ts'
import type { Authentication, Identity } from '../access/authentication.ts'
import { limits as accessLimits } from '../access/limits.ts'
import { PasswordUnchecked } from '../access/passwords/passwords.ts'
import type { OnRefused } from '../access/refused-attempts.ts'
import type { Sender } from '../access/request-sender.ts'
import { cookieNameOf, signInCookies, signInHeader, signInOf } from '../access/session-cookies.ts'
import type { Sessions } from '../access/sessions.ts'
import type { Staff } from '../access/staff.ts'
import { inClearProblem, isInClear } from '../access/transport.ts'
import type { Badge } from '../hall/ids.ts'
import type { CommandOrigin } from '../keeper/keeper-types.ts'
import { guessableProblem, isGuessable } from '../protocol/guessable-password.ts'
import { sessionBody } from '../protocol/http-bodies.ts'
import { wireLimits } from '../protocol/limits.ts'
import { parseBody } from '../protocol/parse.ts'
import { limits } from './limits.ts'

export interface SessionRouteOptions {
  readonly sessions: Sessions
  readonly staff: Staff
  readonly accounts: PasswordChanges
  readonly attempts: Attempts
  readonly cookieName: string
  /** The names of the hall, which are no secret part of a password. */
  readonly hallNames: () => readonly string[]
  readonly isLimited: boolean
  readonly onRefused: OnRefused
  readonly onError: (error: unknown, request: Request) => void
  readonly identityOf: (request: Request) => Identity
  /** All valid sign-ins of the browser that sent the request. */
  readonly signInsOf: Authentication['signIns']
  /** Passwords may cross a network unencrypted. */
  readonly isPlainAllowed: boolean
  readonly senderOf: (request: Request) => Sender
}

interface PasswordChanges {
  /** False when the account is gone or the hall takes no commands. */
  choosePassword(badge: Badge, password: string, origin: CommandOrigin, kept?: string): Promise<boolean>
  /** Stores a right password anew where its hash costs less than those of today. */
  rehash(badge: Badge, password: string): void
}

/** Signing in and out, and one's own password. */
export function sessionRoutes(app: Express, options: SessionRouteOptions): void {
  const { sessions, cookieName, identityOf } = options
  const json = express.json({ limit: wireLimits.bodyBytes, strict: true, type: 'application/json' })
  app.post('/api/session', json, async (request, response) => {
    const parsed = parseBody(sessionBody, request.body)
    if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
    try {
      await signIn(parsed.value, { request, response, options })
    } catch (error) {
      if (!(error instanceof PasswordUnchecked)) throw error
      options.onError(error, request)
      unchecked(response)
    }
  })
  app.delete('/api/session', async (request, response) => {
    const { session, signIn } = identityOf(request)
    if (session) await sessions.end(session.id)
    response.clearCookie(cookieNameOf(cookieName, signIn ?? namedIn(request)), { path: '/' })
    response.status(204).end()
  })
  app.get('/api/session', (request, response) => {
    const identity = identityOf(request)
    const { staff: person } = identity.caller()
    if (!person) return void response.status(401).json({ problem: 'not signed in' })
    const { signIn } = identity
    response.json({ badge: person.badge, roles: person.roles, ...(signIn ? { signIn } : {}) })
  })
}

const namedIn = (request: Request): string => signInOf(request.headers[signInHeader], request.url)

interface Exchange {
  readonly request: Request
  readonly response: Response
  readonly options: SessionRouteOptions
}

/** Throws `PasswordUnchecked`. */
async function signIn(
  { badge, password, newPassword }: { badge: Badge; password: string; newPassword?: string | undefined },
  { request, response, options }: Exchange,
): Promise<void> {
  const { sessions, staff, accounts, identityOf, onRefused } = options
  const sender = options.senderOf(request)
  if (isInClear(sender) && !options.isPlainAllowed) {
    onRefused('sign-in')
    return void response
      .status(426)
      .set('Upgrade', 'TLS/1.2')
      .json({ problem: inClearProblem(sender) })
  }
  const { session } = identityOf(request)
  const own = session?.badge === badge ? session.id : undefined
  const attempt = options.attempts.begin({ badge, address: sender.address ?? '', session: own })
  if ('waitMs' in attempt && options.isLimited) {
    onRefused('sign-in')
    return tooOften(response, attempt.waitMs)
  }
  const found = await staff.check(badge, password).catch((error: unknown) => {
    if ('withdrawn' in attempt) attempt.withdrawn()
    throw error
  })
  if (found === 'wrong') {
    if ('failed' in attempt) attempt.failed()
    onRefused('sign-in')
    return void response.status(401).json({ problem: 'badge or password is wrong' })
  }
  if ('succeeded' in attempt) attempt.succeeded()
  if (newPassword === undefined) accounts.rehash(badge, password)
  if (found === 'one-time' && newPassword === undefined)
    return void response
      .status(403)
      .json({ problem: 'this password is for one sign-in: send newPassword too' })
  if (newPassword !== undefined) {
    if (newPassword === password) return void response.status(400).json({ invalid: [samePassword] })
    if (isGuessable(newPassword, [badge, ...options.hallNames()]))
      return void response.status(400).json({ invalid: [guessablePassword] })
    const origin = originOf(badge, identityOf(request))
    if (!(await accounts.choosePassword(badge, newPassword, origin, own)))
      return void response.status(503).json({ problem: 'the password could not be changed now; try again' })
    // A person who was signed in stays so, with the same cookie.
    if (own !== undefined) return void response.status(204).end()
  }
  await endFormer({ request, response, options })
  const name = cookieNameOf(options.cookieName, namedIn(request))
  setCookie(response, name, sender, await sessions.begin(badge))
  response.status(204).end()
}

/**
 * Ends the sign-in of the same id, and its pages with it, so that nobody acts under the earlier name; also the oldest of a
 * browser that has too many. Their cookies go, as do those of sign-ins that are over.
 */
async function endFormer({ request, response, options }: Exchange): Promise<void> {
  const { sessions, cookieName, signInsOf } = options
  const named = namedIn(request)
  const valid = signInsOf(request)
  const others = valid.filter(({ signIn }) => signIn !== named)
  const kept = others.slice(Math.max(0, others.length + 1 - accessLimits.signInsPerBrowser))
  for (const one of valid) if (!kept.includes(one)) await sessions.end(one.session.id)
  for (const { signIn } of signInCookies(request.headers.cookie, cookieName))
    if (signIn !== named && !kept.some((one) => one.signIn === signIn))
      response.clearCookie(cookieNameOf(cookieName, signIn), { path: '/' })
}

const guessablePassword = { path: 'newPassword', problem: guessableProblem }
const samePassword = { path: 'newPassword', problem: 'choose another password than the one you have' }

const originOf = (badge: Badge, identity: Identity): CommandOrigin => ({
  actor: { kind: 'staff', badge, may: [] },
  device: identity.caller().device,
  key: randomUUID(),
  hash: '',
})

/** Secure as the connection is: a browser would not keep a Secure cookie of a page over plain HTTP. */
const setCookie = (response: Response, name: string, { isSecure }: Sender, token: string): Response =>
  response.cookie(name, token, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: isSecure,
    encode: String,
  })

function tooOften(response: Response, waitMs: number): void {
  response.set('Retry-After', String(Math.ceil(waitMs / 1000)))
  response.status(429).json({ problem: `tried too often; try again in ${Math.ceil(waitMs / 1000)} s` })
}

function unchecked(response: Response): void {
  response.set('Retry-After', String(limits.signInRetryMs / 1000))
  response.status(503).json({
    problem: `the password could not be checked now, because many sign in or its thread failed; try again in ${limits.signInRetryMs / 1000} s`,
  })
}
