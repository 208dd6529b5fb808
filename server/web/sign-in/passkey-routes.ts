import express, { type Express, type Request, type Response } from 'express'
import { limits } from '../../access/limits.ts'
import { PasswordUnchecked } from '../../access/passwords/passwords.ts'
import { maySignInLocally } from '../../access/sign-in/openid-settings.ts'
import type { PasskeyConfirmations } from '../../access/sign-in/passkey-confirmations.ts'
import type { Passkeys } from '../../access/sign-in/passkeys.ts'
import type { Passkey, Staff } from '../../access/staff.ts'
import { type StaffEditor, shownPasskeys } from '../../access/staff-editor.ts'
import type { Badge, EpochMs } from '../../hall/ids.ts'
import {
  confirmationBody,
  newPasskeyBody,
  passkeyAnswerBody,
  passkeyLabelBody,
} from '../../protocol/access/passkey-bodies.ts'
import { passkeyId } from '../../protocol/fields.ts'
import { wireLimits } from '../../protocol/limits.ts'
import { parseBody } from '../../protocol/parse.ts'
import { beginSession, type HttpExchange, namedIn, refuseInClear } from './begin-session.ts'
import { commandOriginOf, staffDeviceOf } from './command-origin.ts'
import type { OpenIdRouteOptions } from './openid-routes.ts'
import { beginAttempt, tooOften, unchecked } from './sign-in-attempts.ts'

export interface PasskeyRouteOptions extends OpenIdRouteOptions {
  readonly passkeys: Passkeys
  readonly confirmations: PasskeyConfirmations
  readonly staff: Staff
  readonly accounts: PasskeyAccounts
  readonly now: () => EpochMs
  readonly onError: (error: unknown, request: Request) => void
}
export type PasskeyAccounts = Pick<StaffEditor, 'passkeysOf' | 'changePasskeys' | 'usedPasskey'>

type Exchange = HttpExchange<PasskeyRouteOptions>
/** A person who is signed in. */
interface Owner {
  readonly badge: Badge
  readonly session: string
}

const own = '/api/session/passkeys'
const byPasskey = '/api/session/passkey'

/**
 * Signing in by a passkey, and one's own passkeys. They are changed within ten minutes of the password, so that nobody adds one
 * at a page that was left open.
 */
export function passkeyRoutes(app: Express, options: PasskeyRouteOptions): void {
  const json = express.json({ limit: wireLimits.bodyBytes, strict: true, type: 'application/json' })
  const exchange = (request: Request, response: Response): Exchange => ({ request, response, options })
  app.post(`${byPasskey}/options`, json, (request, response) => beginSignIn(exchange(request, response)))
  app.post(byPasskey, json, (request, response) => signIn(exchange(request, response)))
  app.get(own, (request, response) => {
    const owner = ownerOf(exchange(request, response))
    if (owner) response.json({ passkeys: shownPasskeys(options.accounts.passkeysOf(owner.badge)) })
  })
  app.post('/api/session/confirmation', json, (request, response) => confirm(exchange(request, response)))
  app.post(`${own}/options`, json, (request, response) => beginAdding(exchange(request, response)))
  app.post(own, json, (request, response) => add(exchange(request, response)))
  app.patch(`${own}/:id`, json, async (request, response) => {
    const parsed = parseBody(passkeyLabelBody, request.body)
    if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
    const { label } = parsed.value
    await change(exchange(request, response), 'passkey-renamed', (passkey) => ({ ...passkey, label }))
  })
  app.delete(`${own}/:id`, (request, response) =>
    change(exchange(request, response), 'passkey-removed', () => undefined),
  )
}

const noName = {
  problem: 'passkeys need a name: open the hall at a name of its own over https, not at an IP address',
}
const unproved = {
  problem: 'this passkey proves nothing here: it was removed, is of another hall, or took too long',
}

async function beginSignIn({ request, response, options }: Exchange): Promise<void> {
  if (refuseInClear({ request, response, options })) return
  const attempt = beginAttempt({ request, response, options })
  if (!attempt) return
  // Nothing is proved yet: an address that has to wait is refused, and no try counts.
  attempt.withdrawn()
  const origin = options.originOf(request)
  const address = options.senderOf(request).address ?? ''
  const asked = origin === undefined ? undefined : await options.passkeys.request(origin, address)
  if (!asked) return void response.status(409).json(noName)
  const { challenge, rpId = '', timeout = 0 } = asked
  response.json({ challenge, rpId, timeout, userVerification: 'required' })
}

async function signIn({ request, response, options }: Exchange): Promise<void> {
  const { passkeys, accounts, staff, onRefused, localSignIn, signInRecord, identityOf } = options
  const parsed = parseBody(passkeyAnswerBody, request.body)
  if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
  if (refuseInClear({ request, response, options })) return
  const attempt = beginAttempt({ request, response, options })
  if (!attempt) return
  const device = staffDeviceOf(identityOf(request))
  const proved = await passkeys.proved(filled(parsed.value))
  const isGood =
    proved !== undefined &&
    staff.knows(proved.badge) &&
    (await accounts.usedPasskey(proved.badge, proved.id, proved.counter, options.now()))
  if (!isGood) {
    attempt.failed()
    onRefused('sign-in')
    signInRecord.failed('passkey', device, proved?.badge)
    return void response.status(401).json(unproved)
  }
  attempt.succeeded()
  const { badge } = proved
  if (!maySignInLocally(staff.rolesOf(badge), localSignIn)) {
    onRefused('sign-in')
    signInRecord.failed('passkey', device, badge)
    return void response.status(403).json(onlyByProvider)
  }
  const signInId = namedIn(request)
  await beginSession({ request, response, options }, { badge, signIn: signInId, way: 'passkey' })
  await signInRecord.signedIn(badge, 'passkey', device)
  response.json({ badge, signIn: signInId })
}

export const onlyByProvider = {
  problem:
    "this account signs in by the organisation's OpenID provider: other ways are for administrators alone",
  why: 'only-by-openid',
}

/** Checks the password of the person who is signed in. */
async function confirm({ request, response, options }: Exchange): Promise<void> {
  const { attempts, confirmations, staff, onRefused, senderOf, localSignIn } = options
  const owner = ownerOf({ request, response, options })
  if (!owner) return
  const parsed = parseBody(confirmationBody, request.body)
  if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
  if (refuseInClear({ request, response, options })) return
  const { badge, session } = owner
  if (!maySignInLocally(staff.rolesOf(badge), localSignIn))
    return void response.status(403).json(onlyByProvider)
  const attempt = attempts.begin({ badge, address: senderOf(request).address ?? '', session })
  if ('waitMs' in attempt && options.isLimited) {
    onRefused('sign-in')
    return tooOften(response, attempt.waitMs)
  }
  const found = await staff.check(badge, parsed.value.password).catch((error: unknown) => {
    if ('withdrawn' in attempt) attempt.withdrawn()
    if (!(error instanceof PasswordUnchecked)) throw error
    options.onError(error, request)
  })
  if (found === undefined) return unchecked(response)
  if (found !== 'right') {
    if ('failed' in attempt) attempt.failed()
    onRefused('sign-in')
    return void response.status(403).json({ problem: 'this is not the password, or it is for one sign-in' })
  }
  if ('succeeded' in attempt) attempt.succeeded()
  confirmations.confirm(session)
  response.status(204).end()
}

async function beginAdding({ request, response, options }: Exchange): Promise<void> {
  const owner = confirmedOwner({ request, response, options })
  if (!owner) return
  const origin = options.originOf(request)
  const address = options.senderOf(request).address ?? ''
  const asked =
    origin === undefined
      ? undefined
      : await options.passkeys.creation(owner.badge, owner.session, { origin, address })
  if (!asked) return void response.status(409).json(noName)
  response.json({ options: JSON.stringify(asked) })
}

async function add({ request, response, options }: Exchange): Promise<void> {
  const owner = confirmedOwner({ request, response, options })
  if (!owner) return
  const parsed = parseBody(newPasskeyBody, request.body)
  if (!parsed.ok) return void response.status(400).json({ invalid: parsed.invalid })
  const { label, ...given } = parsed.value
  const { badge, session } = owner
  const created = await options.passkeys.created(filled(given), session)
  if (!created) return void response.status(400).json(unproved)
  const isAdded = await options.accounts.changePasskeys(
    { badge, change: 'passkey-added', kept: session },
    (now) =>
      Object.keys(now).length < limits.passkeysPerPerson
        ? { ...now, [created.id]: { ...created.passkey, label } }
        : undefined,
    commandOriginOf(badge, options.identityOf(request)),
  )
  if (!isAdded)
    return void response.status(409).json({
      problem: `the passkey could not be added: an account has at most ${limits.passkeysPerPerson}`,
    })
  response.json({ id: created.id })
}

/** `to`: the passkey afterwards; undefined removes it. */
async function change(
  { request, response, options }: Exchange,
  what: 'passkey-renamed' | 'passkey-removed',
  to: (passkey: Passkey) => Passkey | undefined,
): Promise<void> {
  const owner = confirmedOwner({ request, response, options })
  if (!owner) return
  const { success, data: id } = passkeyId.safeParse(request.params.id)
  const { badge, session } = owner
  const isDone =
    success &&
    (await options.accounts.changePasskeys(
      { badge, change: what, kept: session },
      (now) => {
        const { [id]: passkey, ...others } = now
        if (!passkey) return undefined
        const changed = to(passkey)
        return changed ? { ...now, [id]: changed } : others
      },
      commandOriginOf(badge, options.identityOf(request)),
    ))
  if (!isDone) return void response.status(404).json({ problem: 'there is no such passkey, or no longer' })
  response.status(204).end()
}

function ownerOf({ request, response, options }: Exchange): Owner | undefined {
  const identity = options.identityOf(request)
  const person = identity.caller().staff
  if (person && identity.session) return { badge: person.badge, session: identity.session.id }
  response.status(401).json({ problem: 'not signed in' })
  return undefined
}

function confirmedOwner(exchange: Exchange): Owner | undefined {
  const owner = ownerOf(exchange)
  if (!owner || exchange.options.confirmations.has(owner.session)) return owner
  exchange.response.status(403).json({ problem: 'give the password first: POST /api/session/confirmation' })
  return undefined
}

/** Extensions of authenticators are not used. */
const filled = <Given extends { readonly id: string }>(given: Given) => ({
  ...given,
  rawId: given.id,
  type: 'public-key' as const,
  clientExtensionResults: {},
})
