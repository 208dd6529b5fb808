import express, { type Express } from 'express'
import type { Identity } from '../../access/authentication.ts'
import { cookieNameOf } from '../../access/session-cookies.ts'
import { maySignInLocally } from '../../access/sign-in/openid-settings.ts'
import type { Badge } from '../../hall/ids.ts'
import type { CommandOrigin } from '../../keeper/keeper-types.ts'
import { guessableProblem, isGuessable } from '../../protocol/guessable-password.ts'
import { sessionBody } from '../../protocol/http-bodies.ts'
import { wireLimits } from '../../protocol/limits.ts'
import { parseBody } from '../../protocol/parse.ts'
import { lockedProblem } from '../audience.ts'
import { beginSession, type HttpExchange, namedIn } from './begin-session.ts'
import { commandOriginOf, staffDeviceOf } from './command-origin.ts'
import { type LockRouteOptions, lockRoutes, pinBrowserOf } from './lock-routes.ts'
import { endAddressOf } from './openid-routes.ts'
import { onlyByProvider, type PasskeyAccounts, type PasskeyRouteOptions } from './passkey-routes.ts'
import { tried, untilChecked } from './secret-tries.ts'

export interface SessionRouteOptions
  extends Omit<PasskeyRouteOptions, 'accounts'>,
    Omit<LockRouteOptions, 'accounts'> {
  readonly accounts: LockRouteOptions['accounts'] & PasswordChanges & PasskeyAccounts
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
  const { sessions, staff, cookieName, identityOf } = options
  const json = express.json({ limit: wireLimits.bodyBytes, strict: true, type: 'application/json' })
  app.post('/api/session', json, async (request, response) => {
    const parsed = parseBody(sessionBody, request.body)
    if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
    await untilChecked({ request, response, options }, () =>
      signIn(parsed.value, { request, response, options }),
    )
  })
  lockRoutes(app, json, options)
  app.delete('/api/session', async (request, response) => {
    const identity = identityOf(request)
    const { session, locked, signIn } = identity
    const known = session ?? locked
    if (known) {
      await sessions.end(known.id)
      await options.signInRecord.signedOut(known.badge, staffDeviceOf(identity))
    }
    response.clearCookie(cookieNameOf(cookieName, signIn ?? namedIn(request)), { path: '/' })
    const to = known?.way === 'openid' ? endAddressOf(known, request, options) : undefined
    if (to === undefined) return void response.status(204).end()
    response.json({ to })
  })
  app.get('/api/session', (request, response) => {
    const identity = identityOf(request)
    const { staff: person } = identity.caller()
    const browser = pinBrowserOf(request, options)
    if (!person) return void response.status(401).json(nobody(identity, browser, options))
    const { signIn, session } = identity
    response.json({
      badge: person.badge,
      roles: person.roles,
      ...(signIn ? { signIn } : {}),
      ...pinMarks[staff.pinOf(person.badge, browser)],
      ...(session && sessions.isFresh(session, 'openid') ? { isFresh: true } : {}),
    })
  })
}

/** The answer where nobody is signed in: with whose sign-in is locked, for the page on which it is to be unlocked. */
function nobody(
  { locked, caller }: Identity,
  browser: string | undefined,
  { sessions, staff }: SessionRouteOptions,
) {
  const { lock: why } = caller()
  if (!locked || !why) return { problem: 'not signed in' }
  const { id, badge } = locked
  const place = staff.pinOf(badge, browser)
  const pinTries = place === 'here' ? { pinTries: sessions.pinTriesLeft(id) } : {}
  const elsewhere = place === 'elsewhere' ? pinMarks.elsewhere : {}
  return { problem: lockedProblem, locked: { why, badge, ...pinTries, ...elsewhere } }
}

const pinMarks = { here: { hasPin: true }, elsewhere: { hasPinElsewhere: true }, none: {} } as const

type Exchange = HttpExchange<SessionRouteOptions>

/** Throws `PasswordUnchecked`. */
async function signIn(
  { badge, password, newPassword }: { badge: Badge; password: string; newPassword?: string | undefined },
  { request, response, options }: Exchange,
): Promise<void> {
  const { staff, accounts, identityOf, onRefused, signInRecord } = options
  const identity = identityOf(request)
  const { session, locked } = identity
  const device = staffDeviceOf(identity)
  const own = session?.badge === badge ? session.id : undefined
  const known = locked?.badge === badge ? locked.id : own
  const found = await tried({ request, response, options, kind: 'sign-in', badge, session: known }, () =>
    staff.check(badge, password),
  )
  if (found === undefined) return
  if (found === 'wrong') {
    signInRecord.failed('password', device, badge)
    return void response.status(401).json({ problem: 'badge or password is wrong' })
  }
  if (!maySignInLocally(staff.rolesOf(badge), options.localSignIn)) {
    onRefused('sign-in')
    signInRecord.failed('password', device, badge)
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
    const origin = commandOriginOf(badge, identity)
    if (!(await accounts.choosePassword(badge, newPassword, origin, own)))
      return void response.status(503).json({ problem: 'the password could not be changed now; try again' })
    // A person who was signed in stays so, with the same cookie.
    if (own !== undefined) return void response.status(204).end()
  }
  await beginSession({ request, response, options }, { badge, signIn: namedIn(request), way: 'password' })
  await signInRecord.signedIn(badge, 'password', device)
  response.status(204).end()
}

const guessablePassword = { path: 'newPassword', problem: guessableProblem }
const samePassword = { path: 'newPassword', problem: 'choose another password than the one you have' }
