import type { Express, Request, RequestHandler, Response } from 'express'
import type { Identity } from '../../access/authentication.ts'
import { limits } from '../../access/limits.ts'
import type { Session } from '../../access/sessions.ts'
import {
  browserWith,
  newPinCookie,
  pinCookieNameOf,
  pinCookieOf,
  pinCookiePath,
} from '../../access/sign-in/pin-browsers.ts'
import type { Staff } from '../../access/staff.ts'
import type { Badge, EpochMs } from '../../hall/ids.ts'
import type { CommandOrigin } from '../../keeper/keeper-types.ts'
import { isTrivialPin, trivialPinProblem } from '../../protocol/access/pin.ts'
import { pinBody, unlockBody } from '../../protocol/http-bodies.ts'
import { parseBody } from '../../protocol/parse.ts'
import { cookieRules, type HttpExchange, refuseInClear, unlockBeside } from './begin-session.ts'
import { commandOriginOf } from './command-origin.ts'
import { type SecretTryOptions, tried, untilChecked } from './secret-tries.ts'

export interface LockRouteOptions extends SecretTryOptions {
  readonly staff: Staff
  readonly accounts: PinChanges
  readonly identityOf: (request: Request) => Identity
  readonly now: () => EpochMs
}

interface PinChanges {
  /** No PIN: all of the account go. False when the account is gone or the hall takes no commands. */
  choosePin(
    badge: Badge,
    chosen: { readonly browser: string; readonly pin: string; readonly setAt: EpochMs } | undefined,
    origin: CommandOrigin,
  ): Promise<boolean>
  recordPin(badge: Badge, use: 'pin-used' | 'pin-failed', origin: CommandOrigin): Promise<void>
}

/** Locking one's sign-in, unlocking it where it was opened, and the PIN that does so. */
export function lockRoutes(app: Express, json: RequestHandler, options: LockRouteOptions): void {
  const { sessions, identityOf } = options
  app.post('/api/session/lock', async (request, response) => {
    const { session } = identityOf(request)
    if (!session) return void response.status(401).json({ problem: 'not signed in' })
    await sessions.lock(session.id)
    response.status(204).end()
  })
  app.post('/api/session/unlock', json, async (request, response) => {
    const parsed = parseBody(unlockBody, request.body)
    if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
    await untilChecked({ request, response, options }, () =>
      unlock(parsed.value.pin, { request, response, options }),
    )
  })
  app.post('/api/session/pin', json, async (request, response) => {
    const parsed = parseBody(pinBody, request.body)
    if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
    await untilChecked({ request, response, options }, () =>
      choosePin(parsed.value, { request, response, options }),
    )
  })
}

type Exchange = HttpExchange<LockRouteOptions>

/** The session of a request, open or locked. */
const knownIn = ({ session, locked }: Identity): Session | undefined => session ?? locked

/** The browser of a request, where somebody set a PIN in it. */
export function pinBrowserOf(
  { headers }: Request,
  { cookieName }: Pick<LockRouteOptions, 'cookieName'>,
): string | undefined {
  const cookie = pinCookieOf(headers.cookie, cookieName)
  return cookie === undefined ? undefined : browserWith(cookie)
}

/** Gives the browser its cookie, or renews the one that it has. */
function keepPinCookie({ request, response, options }: Exchange, cookie: string): void {
  response.cookie(pinCookieNameOf(options.cookieName), cookie, {
    ...cookieRules(options.senderOf(request)),
    path: pinCookiePath,
    maxAge: limits.deviceCookieMs,
  })
}

/** Opens the sign-in whose cookie the request has, and no other. Throws `PasswordUnchecked`. */
async function unlock(pin: string, { request, response, options }: Exchange): Promise<void> {
  const { sessions, staff, accounts, onRefused } = options
  const identity = options.identityOf(request)
  const known = knownIn(identity)
  const cookie = pinCookieOf(request.headers.cookie, options.cookieName)
  const browser = cookie === undefined ? undefined : browserWith(cookie)
  if (!known || !cookie || !browser || staff.pinOf(known.badge, browser) !== 'here') {
    onRefused('pin')
    return noPinHere(response)
  }
  const { id, badge } = known
  const found = await tried({ request, response, options, kind: 'pin', badge, session: id }, async () =>
    (await sessions.tryPin(id)) && (await staff.checkPin(badge, browser, pin)) ? 'right' : 'wrong',
  )
  if (found === undefined) return
  const origin = commandOriginOf(badge, identity)
  if (found === 'wrong') {
    await accounts.recordPin(badge, 'pin-failed', origin)
    const pinTries = sessions.pinTriesLeft(id)
    if (pinTries > 0) return void response.status(401).json({ problem: 'the PIN is wrong', pinTries })
    await sessions.end(id)
  }
  if (found !== 'right' || !(await sessions.unlock(id))) return noPinHere(response)
  await unlockBeside({ request, response, options }, badge)
  await accounts.recordPin(badge, 'pin-used', origin)
  keepPinCookie({ request, response, options }, cookie)
  response.status(204).end()
}

const noPinHere = (response: Response): void => void response.status(410).json({ problem: noPinHereProblem })

const noPinHereProblem =
  'no PIN unlocks anything here: it does so only for a sign-in that is known, in the browser in which its person set it; sign in with the password'

/**
 * Whether the person of a session has just proved to be there: by the password, or at the OpenID provider. Answers where
 * not. Throws `PasswordUnchecked`.
 */
async function mayChange(
  session: Session,
  password: string | undefined,
  { request, response, options }: Exchange,
): Promise<boolean> {
  const { id, badge } = session
  if (password === undefined) {
    if (refuseInClear({ request, response, options })) return false
    if (options.sessions.isFresh(session, 'openid')) return true
    options.onRefused('pin')
    response.status(403).json(notFresh)
    return false
  }
  const found = await tried({ request, response, options, kind: 'sign-in', badge, session: id }, () =>
    options.staff.check(badge, password),
  )
  if (found === 'wrong') response.status(403).json({ problem: 'the password is wrong' })
  return found !== undefined && found !== 'wrong'
}

const notFresh = {
  problem: 'send the password too, or sign in at the OpenID provider again: that counts for ten minutes',
  why: 'not-fresh',
}

/** Throws `PasswordUnchecked`. */
async function choosePin(
  { password, pin }: { password?: string | undefined; pin?: string | undefined },
  { request, response, options }: Exchange,
): Promise<void> {
  const identity = options.identityOf(request)
  const { session } = identity
  if (!session) return void response.status(401).json({ problem: 'not signed in' })
  const { badge } = session
  if (!(await mayChange(session, password, { request, response, options }))) return
  if (pin !== undefined && isTrivialPin(pin, [badge]))
    return void response.status(400).json({ invalid: [{ path: 'pin', problem: trivialPinProblem }] })
  const cookie = pinCookieOf(request.headers.cookie, options.cookieName) ?? newPinCookie()
  const chosen = pin === undefined ? undefined : { pin, browser: browserWith(cookie), setAt: options.now() }
  const isChosen = await options.accounts.choosePin(badge, chosen, commandOriginOf(badge, identity))
  if (!isChosen)
    return void response.status(503).json({ problem: 'the PIN could not be changed now; try again' })
  if (chosen) keepPinCookie({ request, response, options }, cookie)
  response.status(204).end()
}
