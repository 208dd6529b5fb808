import { signal } from '@preact/signals'
import type { Badge } from '../../server/hall/ids.ts'
import type { LiveState } from '../../server/protocol/client/live-client.ts'
import type { Lock, WatchName } from '../../server/protocol/messages.ts'
import type { SignInFault } from './sign-in-fault.ts'
import { fetchAs, tellOpened } from './tab-session.ts'

/** The reason for which this page is locked; its parts stay mounted below, with what was typed. */
export const pageLock = signal<Lock>()

/** The lock that a connection tells of; a page that was offline meanwhile learns it from its watch. */
export function lockOf({
  closing,
  ended,
}: Pick<LiveState<WatchName>, 'closing' | 'ended'>): Lock | undefined {
  if (closing === 'idle' || closing === 'locked') return closing
  return ended?.why === 'locked' ? 'idle' : undefined
}

/** A sign-in that is locked. */
interface LockedSignIn {
  readonly why: Lock
  readonly badge: Badge
  /** PINs that may be tried; absent: none unlocks it. */
  readonly pinTries?: number
  /** The person has PINs that unlock elsewhere only. */
  readonly hasPinElsewhere?: true
}

/** The sign-in of this tab, open or locked. */
interface FoundSignIn {
  /** Whose it is, and its id, while it is open. */
  readonly badge?: Badge
  readonly signIn?: string
  readonly locked?: LockedSignIn
  readonly hasPin?: true
  readonly hasPinElsewhere?: true
  /** Began at the OpenID provider a short while ago. */
  readonly isFresh?: true
}

/** The sign-in of this tab, or the one of the id; empty when there is none, or the server cannot be reached. */
export async function fetchSignIn(signIn?: string): Promise<FoundSignIn> {
  const answer = await fetchAs('/api/session', {}, signIn)
  return (await answer?.json().catch(() => undefined)) ?? {}
}

/** Locks a page that finds its sign-in locked at its start. False when it is not. */
export async function readLock(): Promise<boolean> {
  const { locked } = await fetchSignIn()
  pageLock.value = locked?.why
  return locked !== undefined
}

/** Locks this page at once, and its sign-in on the server. */
export async function lockNow(): Promise<void> {
  pageLock.value = 'locked'
  await fetchAs('/api/session/lock', { method: 'POST' })
}

const post = (path: string, body: object, signIn?: string): Promise<Response | undefined> => {
  const headers = { 'content-type': 'application/json' }
  return fetchAs(path, { method: 'POST', headers, body: JSON.stringify(body) }, signIn)
}

function faultOf(answer: Response | undefined): SignInFault {
  if (!answer) return { fault: 'no-connection' }
  if (answer.status === 426) return { fault: 'in-clear' }
  if (answer.status === 503) return { fault: 'unchecked' }
  return answer.status === 429 ? { fault: 'too-many' } : { fault: 'broken', status: answer.status }
}

/** `over`: no PIN unlocks this sign-in, or no longer. */
export type UnlockFault = SignInFault | { fault: 'wrong-pin'; pinTries: number } | { fault: 'over' }

/** Unlocks the sign-in of this tab. Returns the fault, undefined on success. */
export async function unlock(pin: string): Promise<UnlockFault | undefined> {
  const answer = await post('/api/session/unlock', { pin })
  if (answer?.ok) {
    tellOpened()
    return undefined
  }
  if (answer?.status === 410) return { fault: 'over' }
  if (answer?.status !== 401) return faultOf(answer)
  const { pinTries = 0 } = (await answer.json().catch(() => ({}))) as { pinTries?: number }
  return { fault: 'wrong-pin', pinTries }
}

/** By what a person proves to be there: the password, or a sign-in that just began at the OpenID provider. */
export type Proof = { readonly password: string } | { readonly signIn: string | undefined }

/** `not-fresh`: that sign-in began too long ago. */
export type PinFault = SignInFault | { fault: 'not-fresh' }

/**
 * Sets the PIN of the person of this tab, or removes it. Returns the fault, undefined on success: `wrong` for the password,
 * `weak` for `pin`.
 */
export async function changePin(proof: Proof, pin?: string): Promise<PinFault | undefined> {
  const chosen = pin === undefined ? {} : { pin }
  const answer =
    'password' in proof
      ? await post('/api/session/pin', { password: proof.password, ...chosen })
      : await post('/api/session/pin', chosen, proof.signIn)
  if (answer?.ok) return undefined
  if (answer?.status === 403) return { fault: 'password' in proof ? 'wrong' : 'not-fresh' }
  if (answer?.status === 400) return { fault: 'weak' }
  return answer?.status === 401 ? { fault: 'ended' } : faultOf(answer)
}
