import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { SignInFault } from './sign-in-fault.ts'
import { fetchAs, keepTabSession, newSignIn } from './tab-session.ts'

/** Passkeys as the page sees them. The library is loaded when somebody uses one. */

/** Browsers have passkeys in pages over TLS or of this machine, at a name and not at a bare IP address. */
export const canHavePasskeys = (): boolean =>
  isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/u.test(location.hostname)

const ceremonies = () => import('@simplewebauthn/browser')

export interface OwnPasskey {
  readonly id: string
  readonly label: string
  readonly host: string
}

const ask = (method: string, path: string, body: object = {}, signIn?: string) =>
  fetchAs(
    `/api/session/${path}`,
    { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    signIn,
  )

/** Signs in by a passkey: the badge number, or the fault. */
export async function signInByPasskey(): Promise<{ badge: string } | SignInFault> {
  const asked = await ask('POST', 'passkey/options')
  if (!asked?.ok) return faultOf(asked)
  const optionsJSON = (await asked.json()) as PublicKeyCredentialRequestOptionsJSON
  const given = await ceremonies()
    .then(({ startAuthentication }) => startAuthentication({ optionsJSON }))
    .catch(() => undefined)
  if (!given) return { fault: 'passkey-none' }
  const signIn = newSignIn()
  const answer = await ask('POST', 'passkey', proofOf(given), signIn)
  if (!answer?.ok) return faultOf(answer)
  const { badge } = (await answer.json()) as { badge: string }
  keepTabSession({ badge, signIn })
  return { badge }
}

const proofOf = ({ id, response }: AuthenticationResponseJSON) => {
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return { id, response: { clientDataJSON, authenticatorData, signature, userHandle } }
}

function faultOf(answer: Response | undefined): SignInFault {
  switch (answer?.status) {
    case undefined:
      return { fault: 'no-connection' }
    case 401:
      return { fault: 'passkey-refused' }
    case 403:
      return { fault: 'only-by-openid' }
    case 426:
      return { fault: 'in-clear' }
    case 429:
      return { fault: 'too-many' }
    case 503:
      return { fault: 'unchecked' }
    default:
      return { fault: 'broken', status: answer!.status }
  }
}

/** Gives the password again, before passkeys are changed. Returns the fault; `wrong` for the password. */
export async function confirmPassword(password: string): Promise<SignInFault | undefined> {
  const answer = await ask('POST', 'confirmation', { password })
  if (answer?.ok) return undefined
  if (answer?.status === 401) return { fault: 'ended' }
  if (answer?.status !== 403) return faultOf(answer)
  const { why } = (await answer.json().catch(() => ({}))) as { why?: string }
  return { fault: why === 'only-by-openid' ? why : 'wrong' }
}

/** One's own passkeys; undefined when they cannot be read. */
export async function ownPasskeys(): Promise<OwnPasskey[] | undefined> {
  const answer = await fetchAs('/api/session/passkeys')
  if (!answer?.ok) return undefined
  const { passkeys } = (await answer.json()) as { passkeys: Record<string, Omit<OwnPasskey, 'id'>> }
  return Object.entries(passkeys).map(([id, { label, host }]) => ({ id, label, host }))
}

/** Whether the browser made a passkey and the hall took it. */
export async function addPasskey(label: string): Promise<boolean> {
  const asked = await ask('POST', 'passkeys/options')
  if (!asked?.ok) return false
  const { options } = (await asked.json()) as { options: string }
  const optionsJSON = JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON
  const made = await ceremonies()
    .then(({ startRegistration }) => startRegistration({ optionsJSON }))
    .catch(() => undefined)
  if (!made) return false
  const { clientDataJSON, attestationObject } = made.response
  const body = { label, id: made.id, response: { clientDataJSON, attestationObject } }
  return (await ask('POST', 'passkeys', body))?.ok === true
}

export const renamePasskey = async (id: string, label: string): Promise<boolean> =>
  (await ask('PATCH', `passkeys/${id}`, { label }))?.ok === true

export const removePasskey = async (id: string): Promise<boolean> =>
  (await ask('DELETE', `passkeys/${id}`))?.ok === true
