import express, { type Express, type Request, type Response } from 'express'
import type { Attempts } from '../../access/attempts.ts'
import type { Identity } from '../../access/authentication.ts'
import { limits as accessLimits } from '../../access/limits.ts'
import { cookieNameOf, readCookie } from '../../access/session-cookies.ts'
import type { Session } from '../../access/sessions.ts'
import type { LocalSignIn } from '../../access/sign-in/openid-settings.ts'
import type { OpenIdRefusal, OpenIdSignIns } from '../../access/sign-in/openid-sign-ins.ts'
import { passkeyNameOf } from '../../access/sign-in/passkeys.ts'
import type { SignInRecord } from '../../access/sign-in/sign-in-record.ts'
import {
  openIdAnswerBody,
  openIdBody,
  type SignInWays,
  signInPages,
} from '../../protocol/access/sign-in-bodies.ts'
import { wireLimits } from '../../protocol/limits.ts'
import { parseBody } from '../../protocol/parse.ts'
import { requestUrl } from '../request-url.ts'
import {
  type BeginningOptions,
  beginSession,
  cookieRules,
  type HttpExchange,
  namedIn,
  refuseInClear,
} from './begin-session.ts'
import { staffDeviceOf } from './command-origin.ts'
import { beginAttempt } from './sign-in-attempts.ts'

export interface OpenIdRouteOptions extends BeginningOptions {
  readonly attempts: Attempts
  readonly isLimited: boolean
  /** Sign-ins by the provider of the organisation, where the hall has one. */
  readonly openId: OpenIdSignIns | undefined
  readonly localSignIn: LocalSignIn
  readonly signInRecord: SignInRecord
  readonly identityOf: (request: Request) => Identity
  /** The own origin at which the client opened the hall. */
  readonly originOf: (request: Request) => string | undefined
}

type Exchange = HttpExchange<OpenIdRouteOptions & { readonly openId: OpenIdSignIns }>

/** The address to which the provider leads back; it is registered there, for each origin of the hall. */
const leadBackPath = '/sign-in'
const answerCookie = (hallCookie: string): string => `${hallCookie}-openid`
const cookiePath = '/api/session/openid'

/**
 * Signing in by the OpenID provider of the organisation. The provider leads back to `/sign-in`, which changes nothing and
 * leads on to the page where the sign-in began. That page posts what stands in its address: only a page of the hall's own
 * origin can, and with it come cookies that are `SameSite=Strict`.
 */
export function openIdRoutes(app: Express, options: OpenIdRouteOptions): void {
  const json = express.json({ limit: wireLimits.bodyBytes, strict: true, type: 'application/json' })
  const { openId, localSignIn } = options
  app.get('/api/session/ways', (request, response) => {
    const origin = options.originOf(request)
    const passkeys = origin !== undefined && passkeyNameOf(origin) !== undefined
    response.json({ ...waysOf(openId, localSignIn), passkeys })
  })
  if (!openId) return
  app.post(cookiePath, json, async (request, response) => {
    await begin({ request, response, options: { ...options, openId } })
  })
  app.post(`${cookiePath}/answer`, json, async (request, response) => {
    await finish({ request, response, options: { ...options, openId } })
  })
  app.get(leadBackPath, (request, response) => leadOn(request, response, openId))
}

function waysOf(openId: OpenIdSignIns | undefined, password: LocalSignIn): Omit<SignInWays, 'passkeys'> {
  if (!openId) return { password }
  const { label } = openId.provider.settings
  return {
    password,
    openid: { ...(label === undefined ? {} : { label }), reachable: openId.provider.isReachable() },
  }
}

async function begin({ request, response, options }: Exchange): Promise<void> {
  const { openId, senderOf, originOf, cookieName } = options
  const parsed = parseBody(openIdBody, request.body)
  if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
  if (refuseInClear({ request, response, options })) return
  const attempt = beginAttempt({ request, response, options })
  if (!attempt) return
  // Nothing is proved yet: an address that has to wait is refused, and no try counts.
  attempt.withdrawn()
  const origin = originOf(request)
  if (origin === undefined)
    return void response.status(421).json({ problem: 'unknown Origin: use an address of this hall' })
  const signIn = namedIn(request)
  const { page } = parsed.value
  const sender = senderOf(request)
  const redirectUri = `${origin}${leadBackPath}`
  const begun = await openId.begin({ redirectUri, page, signIn, address: sender.address ?? '' })
  if ('why' in begun) return refuse(response, begun)
  const name = cookieNameOf(answerCookie(cookieName), signIn)
  const maxAge = accessLimits.unfinishedMs
  response.cookie(name, begun.cookie, { ...cookieRules(sender), path: cookiePath, maxAge })
  response.json({ to: begun.to })
}

async function finish({ request, response, options }: Exchange): Promise<void> {
  const { openId, onRefused, cookieName, signInRecord, identityOf } = options
  const parsed = parseBody(openIdAnswerBody, request.body)
  if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
  if (refuseInClear({ request, response, options })) return
  const attempt = beginAttempt({ request, response, options })
  if (!attempt) return
  const device = staffDeviceOf(identityOf(request))
  const named = openId.asked(parsed.value.state)?.signIn
  const name = cookieNameOf(answerCookie(cookieName), named ?? '')
  const found = await openId.finish(parsed.value, readCookie(request.headers.cookie, name))
  if ('why' in found) {
    if (found.why === 'unreachable') attempt.withdrawn()
    else attempt.failed()
    onRefused('sign-in')
    if (found.why !== 'unreachable')
      signInRecord.failed('openid', device, 'badge' in found ? found.badge : undefined)
    return refuse(response, found)
  }
  attempt.succeeded()
  const { badge, signIn, idToken } = found
  response.clearCookie(name, { path: cookiePath })
  const session = await beginSession({ request, response, options }, { badge, signIn, way: 'openid' })
  openId.keep(session, idToken)
  await signInRecord.signedIn(badge, 'openid', device)
  response.json({ badge, signIn })
}

/** To the page at which the sign-in began, or of which the sign-out was; with an answer, if there is one. */
function leadOn(request: Request, response: Response, openId: OpenIdSignIns): void {
  const query = requestUrl(request.originalUrl)?.searchParams ?? new URLSearchParams()
  const state = query.get('state') ?? ''
  const left = signInPages.find((page) => page === state)
  const page = new URL(openId.asked(state)?.page ?? left ?? signInPages[0], 'http://hall')
  for (const name of ['state', 'code', 'iss', 'error']) {
    const value = query.get(name)
    if (value !== null && left === undefined) page.searchParams.set(name, value)
  }
  response.set('Cache-Control', 'no-store').redirect(302, page.pathname + page.search)
}

/** Where the provider ends its own sign-in, of a session that began there; undefined where it can't. */
export function endAddressOf(
  { id }: Session,
  request: Request,
  { openId, originOf }: Pick<OpenIdRouteOptions, 'openId' | 'originOf'>,
): string | undefined {
  const origin = originOf(request)
  if (!openId || origin === undefined) return undefined
  const page = signInPages.find((one) => one === request.query.page) ?? signInPages[0]
  return openId.endAddress(id, `${origin}${leadBackPath}`, page)
}

const problems: Readonly<Record<OpenIdRefusal['why'], readonly [status: number, problem: string]>> = {
  unreachable: [502, 'the OpenID provider cannot be reached: sign in by password, or try again later'],
  denied: [403, 'the OpenID provider did not let this person sign in'],
  unverified: [502, 'the answer of the OpenID provider could not be verified: begin again'],
  expired: [400, 'no sign-in of this browser waits for this answer, or no longer: begin again'],
  'no-badge': [
    403,
    'the OpenID provider names no badge number in its claim: --openid-badge-claim names the claim',
  ],
  'no-account': [403, 'no enabled account has this badge number: an administrator can add or enable it'],
}

function refuse(response: Response, refusal: OpenIdRefusal): void {
  const [status, problem] = problems[refusal.why]
  response.status(status).json({ problem, ...refusal })
}
