import type { Badge, Role } from '../../server/hall/ids.ts'
import type { LiveState } from '../../server/protocol/client/live-client.ts'
import type { WatchName } from '../../server/protocol/messages.ts'
import { finishOpenId } from './openid.ts'
import type { SignInFault } from './sign-in-fault.ts'
import { fetchAs, keepTabSession, newSignIn, tabSession } from './tab-session.ts'

/** The fault with which a page asks for a sign-in again, because that of its connection is over. */
export function endOf({
  closing,
  ended,
}: Pick<LiveState<WatchName>, 'closing' | 'ended'>): SignInFault | undefined {
  if (closing === 'account-taken-over') return { fault: 'taken-over' }
  if (closing === 'crowded-out') return { fault: 'crowded-out' }
  return closing === 'signed-out' || ended?.why === 'not-signed-in' ? { fault: 'ended' } : undefined
}

/**
 * Signs in; the answer sets the session cookie. Returns the fault, undefined on success. `newPassword` replaces the
 * password; after a password for one sign-in it is needed.
 */
export async function signIn(
  badge: string,
  password: string,
  newPassword?: string,
): Promise<SignInFault | undefined> {
  if (badge === '' || password === '') return { fault: 'incomplete' }
  if (newPassword === '') return { fault: 'choose' }
  const former = tabSession()
  // The same person keeps the id, so that the new cookie replaces the former one.
  const signIn = (former?.badge === badge && former.signIn) || newSignIn()
  const failed = await postSession({ badge, password, newPassword }, signIn)
  if (failed) return failed
  if (!(await isKept(signIn))) return { fault: 'not-kept' }
  keepTabSession({ badge, signIn })
  return undefined
}

/**
 * Changes the password of the person of this tab, who stays signed in here; all other sign-ins of the account end.
 * Returns the fault, undefined on success: `wrong` for `password`, `weak` for `newPassword`.
 */
export async function changePassword(
  password: string,
  newPassword: string,
): Promise<SignInFault | undefined> {
  const badge = tabSession()?.badge
  return badge === undefined ? { fault: 'ended' } : postSession({ badge, password, newPassword })
}

/** `signIn`: by default the sign-in of this tab. */
async function postSession(
  body: { badge: string; password: string; newPassword: string | undefined },
  signIn?: string,
): Promise<SignInFault | undefined> {
  const answer = await fetchAs(
    '/api/session',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
    signIn,
  )
  if (!answer) return { fault: 'no-connection' }
  if (answer.ok) return undefined
  if (answer.status === 426) return { fault: 'in-clear' }
  if (answer.status === 403) return { fault: (await isOnlyByOpenId(answer)) ? 'only-by-openid' : 'choose' }
  if (answer.status === 400 && body.newPassword !== undefined) return { fault: 'weak' }
  if (answer.status === 401 || answer.status === 400) return { fault: 'wrong' }
  if (answer.status === 429) return { fault: 'too-many' }
  if (answer.status === 503) return { fault: 'unchecked' }
  return { fault: 'broken', status: answer.status }
}

async function isOnlyByOpenId(answer: Response): Promise<boolean> {
  const read = (await answer.json().catch(() => ({}))) as { why?: string }
  return read.why === 'only-by-openid'
}

/** Whether the browser sends the cookie of the new session: it keeps none over one of a secure page, or where all are blocked. */
async function isKept(signIn: string): Promise<boolean> {
  const answer = await fetchAs('/api/session', {}, signIn)
  return answer?.status !== 401
}

/**
 * Ends the session on the server. Failures are ignored, because the page shows the sign-in form anyway. A session by the
 * OpenID provider ends there too: the page leaves for it, and does not come back from here.
 */
export async function signOut(): Promise<void> {
  const answer = await fetchAs(`/api/session?page=${location.pathname}`, { method: 'DELETE' })
  keepTabSession(undefined)
  if (answer?.status !== 200) return
  const { to } = (await answer.json().catch(() => ({}))) as { to?: string }
  if (to === undefined) return
  location.assign(to)
  await new Promise(() => undefined)
}

export type FetchedView<View> = { view: View } | { status: number }

/** Fetches a view once over HTTP; status 0 when the server cannot be reached. */
export async function fetchView<View>(view: string): Promise<FetchedView<View>> {
  const answer = await fetchAs(`/api/views/${view}`)
  if (!answer) return { status: 0 }
  if (!answer.ok) return { status: answer.status }
  const read = (await answer.json().catch(() => undefined)) as { view?: View } | undefined
  return read?.view === undefined ? { status: answer.status } : { view: read.view }
}

/**
 * The badge of the person of this tab, after the answer of an OpenID provider if the page was opened with one. A tab without a sign-in takes over the only one of its browser. Undefined when
 * there is none, or the server cannot be reached.
 */
export async function joinSession(): Promise<Badge | undefined> {
  await finishOpenId()
  const known = tabSession()
  if (known) return known.badge
  const answer = await fetchAs('/api/session')
  if (!answer?.ok) return undefined
  const { badge, signIn } = (await answer.json().catch(() => ({}))) as { badge?: Badge; signIn?: string }
  if (badge === undefined) return undefined
  keepTabSession({ badge, signIn })
  return badge
}

/** The roles of the person of this tab; none when nobody is signed in or the server cannot be reached. */
export async function fetchRoles(): Promise<readonly Role[]> {
  const answer = await fetchAs('/api/session')
  const { roles = [] } = ((await answer?.json().catch(() => undefined)) ?? {}) as { roles?: Role[] }
  return roles
}

/** A hall that nobody can set up yet: its first administrator signs in with the code of the terminal. */
export interface FirstSignIn {
  /** The badge that goes with the code; absent where there is none. */
  readonly badge: Badge | undefined
}

/** Undefined once somebody can set up the hall, and while that is not known. */
export async function fetchFirstSignIn(): Promise<FirstSignIn | undefined> {
  const answer = await fetch('/api/start').catch(() => undefined)
  const read = (await answer?.json().catch(() => undefined)) as
    | { needsAdministrator?: boolean; firstAdministrator?: Badge }
    | undefined
  return read?.needsAdministrator ? { badge: read.firstAdministrator } : undefined
}
