import express, { type Express } from 'express'
import { PasswordUnchecked } from '../../access/passwords/passwords.ts'
import { cookieNameOf } from '../../access/session-cookies.ts'
import { maySignInLocally } from '../../access/sign-in/openid-settings.ts'
import type { Badge } from '../../hall/ids.ts'
import type { CommandOrigin } from '../../keeper/keeper-types.ts'
import { guessableProblem, isGuessable } from '../../protocol/guessable-password.ts'
import { sessionBody } from '../../protocol/http-bodies.ts'
import { wireLimits } from '../../protocol/limits.ts'
import { parseBody } from '../../protocol/parse.ts'
import { beginSession, type HttpExchange, namedIn, refuseInClear } from './begin-session.ts'
import { commandOriginOf } from './command-origin.ts'
import { endAddressOf } from './openid-routes.ts'
import { onlyByProvider, type PasskeyAccounts, type PasskeyRouteOptions } from './passkey-routes.ts'
import { tooOften, unchecked } from './sign-in-attempts.ts'

export interface SessionRouteOptions extends PasskeyRouteOptions {
  readonly accounts: PasswordChanges & PasskeyAccounts
  /** The names of the hall, which are no secret part of a password. */
  readonly hallNames: () => readonly string[]
}

interface PasswordChanges {
  /** False when the account is gone or the hall takes no commands. */
  choosePassword(badge: Badge, password: string, origin: CommandOrigin, kept?: string): Promise<boolean>
  /** Stores a right password anew where its hash costs less than those of today. */
  rehash(badge: Badge, password: string): void
}

/** Signing in by password, signing out, and one's own password. */
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
    const to = session?.way === 'openid' ? endAddressOf(session, request, options) : undefined
    if (to === undefined) return void response.status(204).end()
    response.json({ to })
  })
  app.get('/api/session', (request, response) => {
    const identity = identityOf(request)
    const { staff: person } = identity.caller()
    if (!person) return void response.status(401).json({ problem: 'not signed in' })
    const { signIn } = identity
    response.json({ badge: person.badge, roles: person.roles, ...(signIn ? { signIn } : {}) })
  })
}

type Exchange = HttpExchange<SessionRouteOptions>

/** Throws `PasswordUnchecked`. */
async function signIn(
  { badge, password, newPassword }: { badge: Badge; password: string; newPassword?: string | undefined },
  { request, response, options }: Exchange,
): Promise<void> {
  const { staff, accounts, identityOf, onRefused } = options
  const sender = options.senderOf(request)
  if (refuseInClear({ request, response, options })) return
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
  if (!maySignInLocally(staff.rolesOf(badge), options.localSignIn)) {
    onRefused('sign-in')
    return void response.status(403).json(onlyByProvider)
  }
  if (newPassword === undefined) accounts.rehash(badge, password)
  if (found === 'one-time' && newPassword === undefined)
    return void response
      .status(403)
      .json({ problem: 'this password is for one sign-in: send newPassword too' })
  if (newPassword !== undefined) {
    if (newPassword === password) return void response.status(400).json({ invalid: [samePassword] })
    if (isGuessable(newPassword, [badge, ...options.hallNames()]))
      return void response.status(400).json({ invalid: [guessablePassword] })
    const origin = commandOriginOf(badge, identityOf(request))
    if (!(await accounts.choosePassword(badge, newPassword, origin, own)))
      return void response.status(503).json({ problem: 'the password could not be changed now; try again' })
    // A person who was signed in stays so, with the same cookie.
    if (own !== undefined) return void response.status(204).end()
  }
  await beginSession({ request, response, options }, { badge, signIn: namedIn(request) })
  response.status(204).end()
}

const guessablePassword = { path: 'newPassword', problem: guessableProblem }
const samePassword = { path: 'newPassword', problem: 'choose another password than the one you have' }
