import type { Request, Response } from 'express'
import type { Authentication } from '../../access/authentication.ts'
import { limits } from '../../access/limits.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import type { Sender } from '../../access/request-sender.ts'
import { cookieNameOf, signInCookies, signInHeader, signInOf } from '../../access/session-cookies.ts'
import type { Sessions } from '../../access/sessions.ts'
import { inClearProblem, isInClear } from '../../access/transport.ts'
import type { Badge, SignInWay } from '../../hall/ids.ts'

/** Needs of every way of signing in, to begin a session. */
export interface BeginningOptions {
  readonly sessions: Sessions
  readonly cookieName: string
  /** All valid sign-ins of the browser that sent the request. */
  readonly signInsOf: Authentication['signIns']
  readonly senderOf: (request: Request) => Sender
  /** Secrets may cross a network unencrypted. */
  readonly isPlainAllowed: boolean
  readonly onRefused: OnRefused
}

export interface HttpExchange<Options> {
  readonly request: Request
  readonly response: Response
  readonly options: Options
}

interface Beginning {
  readonly badge: Badge
  /** The id of the sign-in, by which its cookie is named. */
  readonly signIn: string
  readonly way: SignInWay
}

/** The id of the sign-in that a request names. */
export const namedIn = (request: Request): string => signInOf(request.headers[signInHeader], request.url)

/** Begins a session and sets its cookie; resolves with the session's id once it is on disk. */
export async function beginSession(
  { request, response, options }: HttpExchange<BeginningOptions>,
  { badge, signIn, way }: Beginning,
): Promise<string> {
  await endFormer({ request, response, options }, signIn)
  const token = await options.sessions.begin(badge, way)
  await unlockBeside({ request, response, options }, badge)
  const name = cookieNameOf(options.cookieName, signIn)
  response.cookie(name, token, { ...cookieRules(options.senderOf(request)), path: '/' })
  return options.sessions.find(token)?.id ?? ''
}

/** Opens the locked sign-ins of a person who has just proved to be there, in the browser that sent their cookies. */
export async function unlockBeside(
  { request, options: { sessions, signInsOf } }: HttpExchange<BeginningOptions>,
  badge: Badge,
): Promise<void> {
  for (const { session } of signInsOf(request))
    if (session.badge === badge && sessions.lockOf(session)) await sessions.unlock(session.id)
}

/** Refuses what would cross a network in the clear; true when it did. */
export function refuseInClear({ request, response, options }: HttpExchange<BeginningOptions>): boolean {
  const sender = options.senderOf(request)
  if (!isInClear(sender) || options.isPlainAllowed) return false
  options.onRefused('sign-in')
  response
    .status(426)
    .set('Upgrade', 'TLS/1.2')
    .json({ problem: inClearProblem(sender) })
  return true
}

/**
 * Ends the sign-in of the same id, open or locked, and its pages with it, so that nobody acts under the earlier name; also
 * the longest unused of a browser that has too many, whose page says so. Their cookies go, as do those of sign-ins that are
 * over.
 */
async function endFormer(
  { request, response, options }: HttpExchange<BeginningOptions>,
  named: string,
): Promise<void> {
  const { sessions, cookieName, signInsOf } = options
  const valid = signInsOf(request)
  for (const { signIn, session } of valid) if (signIn === named) await sessions.end(session.id)
  const others = valid.filter(({ signIn }) => signIn !== named)
  const crowded = others.length + 1 - limits.signInsPerBrowser
  const unused = sessions.longestUnused(others.map(({ session }) => session)).slice(0, Math.max(0, crowded))
  for (const { id } of unused) await sessions.end(id, 'crowded-out')
  const kept = others.filter(({ session }) => !unused.includes(session))
  for (const { signIn } of signInCookies(request.headers.cookie, cookieName))
    if (signIn !== named && !kept.some((one) => one.signIn === signIn))
      response.clearCookie(cookieNameOf(cookieName, signIn), { path: '/' })
}

/** Secure as the connection is: a browser would not keep a Secure cookie of a page over plain HTTP. */
export const cookieRules = ({ isSecure }: Sender) =>
  ({ httpOnly: true, sameSite: 'strict', secure: isSecure, encode: String }) as const
