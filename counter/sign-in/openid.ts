import type { SignInWays } from '../../server/protocol/access/sign-in-bodies.ts'
import type { SignInFault } from './sign-in-fault.ts'
import { fetchAs, keepTabSession, newSignIn, tabSession } from './tab-session.ts'

/** Signing in by the OpenID provider of the organisation, as the page sees it. */

/** With which the provider leads back: they stand in the address of the page. */
const parameters = ['state', 'code', 'iss', 'error'] as const

/** The answer in the address of this page. A code is for one use, so that it leaves the address and the history at once. */
function takeAnswer(): Record<string, string> | undefined {
  const url = new URL(location.href)
  if (!url.searchParams.has('state')) return undefined
  const answer: Record<string, string> = {}
  for (const name of parameters) {
    const value = url.searchParams.get(name)
    if (value !== null) answer[name] = value
    url.searchParams.delete(name)
  }
  history.replaceState(history.state, '', url)
  return answer
}

/** In the address of a window in which somebody signs in at the provider for a page of another one. */
const forAnother = 'unlocks'

let answer = takeAnswer()
let fault: SignInFault | undefined

/** Hands the answer of the provider to the hall, if the page was opened with one. */
export async function finishOpenId(): Promise<void> {
  if (answer === undefined) return
  const body = answer
  answer = undefined
  fault = await posted('/answer', body, undefined, (read) => {
    const { badge = '', signIn } = read as { badge?: string; signIn?: string }
    keepTabSession({ badge, signIn: signIn === '' ? undefined : signIn })
    // The other page was told by that; a browser that does not close this window shows the page here as well.
    if (new URLSearchParams(location.search).has(forAnother)) close()
  })
}

/** Why the answer of the provider signed nobody in; once. */
export function takeOpenIdFault(): SignInFault | undefined {
  const taken = fault
  fault = undefined
  return taken
}

/** Leaves for the provider, which leads back to this page. Returns the fault when it stays. */
export const leaveForOpenId = (): Promise<SignInFault | undefined> =>
  posted('', { page: location.pathname + location.search }, newSignIn(), (read) =>
    location.assign((read as { to: string }).to),
  )

/** Unlocks this page in a window beside it. With the id of the locked sign-in, so that its cookie is replaced. */
export const unlockByOpenId = (): Promise<SignInFault | undefined> =>
  signInBeside(tabSession()?.signIn ?? newSignIn())

/**
 * Opens the provider in a window of its own, so that what was typed on this page stays. Called in a press itself, because
 * browsers open no window otherwise. Returns the fault when none is open.
 */
export async function signInBeside(signIn: string): Promise<SignInFault | undefined> {
  const beside = open('', '', 'popup,width=520,height=760')
  if (!beside) return { fault: 'openid-blocked' }
  const fault = await posted('', { page: `${location.pathname}?${forAnother}` }, signIn, (read) =>
    beside.location.assign((read as { to: string }).to),
  )
  if (fault) beside.close()
  return fault
}

/** The ways to sign in; undefined when the server cannot be reached. */
export async function fetchWays(): Promise<SignInWays | undefined> {
  const read = await fetchAs('/api/session/ways')
  return read?.ok ? ((await read.json().catch(() => undefined)) as SignInWays | undefined) : undefined
}

async function posted(
  path: string,
  body: object,
  signIn: string | undefined,
  done: (read: unknown) => void,
): Promise<SignInFault | undefined> {
  const headers = { 'content-type': 'application/json' }
  const sent = { method: 'POST', headers, body: JSON.stringify(body) }
  const reply = await fetchAs(`/api/session/openid${path}`, sent, signIn)
  if (!reply) return { fault: 'no-connection' }
  const read: unknown = await reply.json().catch(() => ({}))
  if (reply.ok) {
    done(read)
    return undefined
  }
  return faultOf(reply.status, read as { why?: string; badge?: string })
}

function faultOf(status: number, { why, badge }: { why?: string; badge?: string }): SignInFault {
  switch (why) {
    case 'no-account':
      return { fault: 'openid-no-account', badge: badge ?? '' }
    case 'unreachable':
    case 'denied':
    case 'unverified':
    case 'expired':
    case 'no-badge':
      return { fault: `openid-${why}` }
    default:
      if (status === 429) return { fault: 'too-many' }
      return status === 426 ? { fault: 'in-clear' } : { fault: 'broken', status }
  }
}
