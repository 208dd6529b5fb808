import { createHmac, randomBytes } from 'node:crypto'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Clock } from '../../clock.ts'
import type { Badge } from '../../hall/ids.ts'
import { ipAddressOf } from '../addresses.ts'
import { limits } from '../limits.ts'
import type { Passkey, StaffDocument } from '../staff.ts'
import { Unfinished } from './unfinished.ts'

/** A challenge that waits for its answer. `session`: of the person who adds a passkey; absent for a sign-in. */
interface Challenge {
  readonly origin: string
  readonly rpId: string
  readonly session?: string
}

interface PasskeyOptions {
  readonly staff: { readonly data: StaffDocument }
  readonly clock: Clock
  readonly secret: Uint8Array
  readonly hallName: () => string
}

/** Loaded with the first passkey: its parsers would add half to the processor time of a start. */
const loadWebAuthn = () => import('@simplewebauthn/server')

/** COSE algorithms, the preferred first: EdDSA, ES256, RS256. */
const algorithms = [-8, -7, -257]

/**
 * The name for which passkeys of an origin are made; undefined where browsers allow none: at a bare IP address. A passkey
 * works at the very name at which it was added (WebAuthn Level 3, 5.1.2), so that a hall of several names has passkeys for each.
 */
export function passkeyNameOf(origin: string): string | undefined {
  const { hostname } = new URL(origin)
  return ipAddressOf(hostname.replace(/^\[|\]$/gu, '')) === undefined ? hostname : undefined
}

/** Passkeys of staff (WebAuthn): each proves possession, and the person by fingerprint, face or PIN of the device. */
export class Passkeys {
  readonly #options: PasskeyOptions
  readonly #challenges: Unfinished<Challenge>

  constructor(options: PasskeyOptions) {
    this.#options = options
    this.#challenges = new Unfinished(options.clock)
  }

  /** The options with which a browser adds a passkey; undefined at a name that can have none. */
  async creation(
    badge: Badge,
    session: string,
    { origin, address }: { origin: string; address: string },
  ): Promise<PublicKeyCredentialCreationOptionsJSON | undefined> {
    const rpId = passkeyNameOf(origin)
    if (rpId === undefined) return undefined
    const challenge = this.#challenge(address, { origin, rpId, session })
    const { generateRegistrationOptions } = await loadWebAuthn()
    return generateRegistrationOptions({
      rpName: this.#options.hallName(),
      rpID: rpId,
      // The authenticator shows the badge number to its owner. No name leaves the hall.
      userName: badge,
      userDisplayName: badge,
      userID: this.#handleOf(badge),
      challenge,
      timeout: limits.unfinishedMs,
      attestationType: 'none',
      excludeCredentials: Object.keys(this.#passkeysOf(badge)).map((id) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: algorithms,
    })
  }

  /** The passkey that a browser made for a creation of this session, without its label; undefined when it proves nothing. */
  async created(
    response: RegistrationResponseJSON,
    session: string,
  ): Promise<{ readonly id: string; readonly passkey: Omit<Passkey, 'label'> } | undefined> {
    const asked = this.#asked(response.response.clientDataJSON)
    if (!asked || asked.session !== session) return undefined
    const { challenge, origin, rpId } = asked
    const { verifyRegistrationResponse } = await loadWebAuthn()
    const verified = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }).catch(() => undefined)
    if (!verified?.verified) return undefined
    const { id, publicKey, counter } = verified.registrationInfo.credential
    const key = Buffer.from(publicKey).toString('base64url')
    return { id, passkey: { publicKey: key, counter, host: rpId, addedAt: this.#options.clock.now() } }
  }

  /** The options with which a browser signs in by any passkey that it has for this name; undefined at a name that can have none. */
  async request(origin: string, address: string): Promise<PublicKeyCredentialRequestOptionsJSON | undefined> {
    const rpID = passkeyNameOf(origin)
    if (rpID === undefined) return undefined
    const challenge = this.#challenge(address, { origin, rpId: rpID })
    const { generateAuthenticationOptions } = await loadWebAuthn()
    return generateAuthenticationOptions({
      rpID,
      challenge,
      timeout: limits.unfinishedMs,
      userVerification: 'required',
    })
  }

  /**
   * The account whose passkey signed a challenge of this hall, and the new value of its counter; undefined when it proves
   * nothing. A counter that did not grow tells of a copied key, and proves nothing either.
   */
  async proved(
    response: AuthenticationResponseJSON,
  ): Promise<{ readonly badge: Badge; readonly id: string; readonly counter: number } | undefined> {
    const asked = this.#asked(response.response.clientDataJSON)
    const found = this.#find(response.id)
    if (!asked || asked.session !== undefined || !found || found.passkey.host !== asked.rpId) return undefined
    const { badge, passkey } = found
    const handle = Buffer.from(this.#handleOf(badge)).toString('base64url')
    if (response.response.userHandle !== handle) return undefined
    const { verifyAuthenticationResponse } = await loadWebAuthn()
    const verified = await verifyAuthenticationResponse({
      response,
      expectedChallenge: asked.challenge,
      expectedOrigin: asked.origin,
      expectedRPID: asked.rpId,
      credential: {
        id: response.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    }).catch(() => undefined)
    if (!verified?.verified) return undefined
    return { badge, id: response.id, counter: verified.authenticationInfo.newCounter }
  }

  /** The library takes the bytes of a challenge, and gives them to the browser as base64url. */
  #challenge(address: string, value: Challenge): Uint8Array<ArrayBuffer> {
    const challenge = randomBytes(32)
    this.#challenges.begin(challenge.toString('base64url'), address, value)
    return new Uint8Array(challenge)
  }

  /** The challenge that an answer names, which is used up then. */
  #asked(clientData: string): (Challenge & { readonly challenge: string }) | undefined {
    const challenge = challengeIn(clientData)
    const asked = challenge === undefined ? undefined : this.#challenges.take(challenge)
    return asked && { ...asked, challenge: challenge! }
  }

  #passkeysOf(badge: Badge): Readonly<Record<string, Passkey>> {
    const { staff } = this.#options.staff.data
    return (Object.hasOwn(staff, badge) && staff[badge]?.passkeys) || {}
  }

  #find(id: string): { readonly badge: Badge; readonly passkey: Passkey } | undefined {
    for (const [badge, { passkeys = {} }] of Object.entries(this.#options.staff.data.staff)) {
      const passkey = Object.hasOwn(passkeys, id) ? passkeys[id] : undefined
      if (passkey) return { badge, passkey }
    }
    return undefined
  }

  /** The id of an account for authenticators: no personal data (WebAuthn Level 3, 14.6.1), and always the same. */
  #handleOf(badge: Badge): Uint8Array<ArrayBuffer> {
    return new Uint8Array(createHmac('sha256', this.#options.secret).update(`passkey:${badge}`).digest())
  }
}

function challengeIn(clientData: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString('utf8'))
    return typeof challenge === 'string' ? challenge : undefined
  } catch {
    return undefined
  }
}
