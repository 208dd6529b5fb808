import * as openid from 'openid-client'
import type { Clock } from '../../clock.ts'
import { limits } from '../limits.ts'
import { isLoopbackName, type OpenIdSettings } from './openid-settings.ts'

/** The log of the process. */
interface ProviderLog {
  warn(facts: object, message: string): void
}

/** A sign-in that went to the provider, as the hall has to remember it until the answer. */
export interface OpenIdQuestion {
  /** The address to which the provider leads back. */
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** The query with which the provider leads back. */
export interface OpenIdAnswer {
  readonly state: string
  readonly code?: string | undefined
  readonly iss?: string | undefined
  readonly error?: string | undefined
}

/** `unreachable`: no answer in time; `denied`: the provider or the person said no; `unverified`: the answer proves nothing. */
export type OpenIdFault = 'unreachable' | 'denied' | 'unverified'

/** `badge`: the value of the claim, absent when the provider names none. `idToken`: for the sign-out there. */
interface OpenIdPerson {
  readonly badge?: string
  readonly idToken: string
}

/**
 * The client of an OpenID Connect provider: authorisation code with PKCE, state and nonce. Its metadata are found once and
 * renewed by the hour; a provider that cannot be reached is asked again by the next sign-in. The signature of each ID token
 * is checked, although OpenID Connect Core 3.1.3.7 lets TLS stand in for it. Nothing of an answer is logged but the code of
 * its fault.
 */
export class OpenIdProvider {
  readonly settings: OpenIdSettings
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #log: ProviderLog
  #found: { readonly configuration: openid.Configuration; readonly at: number } | undefined
  #search: Promise<openid.Configuration> | undefined
  #isReachable = true

  constructor(settings: OpenIdSettings, { clock, log }: { clock: Clock; log: ProviderLog }) {
    this.settings = settings
    this.#clock = clock
    this.#log = log
    this.#configuration().catch(() => undefined)
  }

  /** Whether the last try reached the provider. After one that did not, another begins meanwhile. */
  isReachable(): boolean {
    if (!this.#isReachable) this.#configuration().catch(() => undefined)
    return this.#isReachable
  }

  /** The address of the provider's own sign-in, and what to remember until its answer. */
  async begin(redirectUri: string): Promise<{ to: string; question: OpenIdQuestion } | OpenIdFault> {
    try {
      const configuration = await this.#configuration()
      const [state, nonce] = [openid.randomState(), openid.randomNonce()]
      const verifier = openid.randomPKCECodeVerifier()
      const to = openid.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: this.settings.scope,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        // Counters are machines that people share: a colleague who is still signed in at the provider is not the one here.
        prompt: 'login',
      })
      return { to: to.href, question: { redirectUri, state, nonce, verifier } }
    } catch (error) {
      return this.#faultOf(error)
    }
  }

  /** Exchanges the code of an answer, and checks all that comes. */
  async finish(question: OpenIdQuestion, answer: OpenIdAnswer): Promise<OpenIdPerson | OpenIdFault> {
    const { redirectUri, state, nonce, verifier } = question
    const address = new URL(redirectUri)
    for (const [name, value] of Object.entries(answer))
      if (value !== undefined) address.searchParams.set(name, value)
    try {
      const configuration = await this.#configuration()
      const tokens = await openid.authorizationCodeGrant(configuration, address, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()!
      const badge =
        badgeIn(claims[this.settings.badgeClaim]) ??
        badgeIn(await this.#claimOfPerson(configuration, tokens.access_token, claims.sub))
      this.#isReachable = true
      return { ...(badge === undefined ? {} : { badge }), idToken: tokens.id_token! }
    } catch (error) {
      return this.#faultOf(error)
    }
  }

  /** The address at which the provider ends its own sign-in; undefined where it offers none, or was not reached yet. */
  endAddress(leadBackTo: string, page: string, idToken: string | undefined): string | undefined {
    const configuration = this.#found?.configuration
    if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined
    return openid.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: leadBackTo,
      state: page,
      ...(idToken === undefined ? {} : { id_token_hint: idToken }),
    }).href
  }

  /** Providers may keep the claims of a scope out of the ID token and tell them at the UserInfo endpoint alone. */
  async #claimOfPerson(configuration: openid.Configuration, token: string, sub: string): Promise<unknown> {
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return undefined
    return (await openid.fetchUserInfo(configuration, token, sub))[this.settings.badgeClaim]
  }

  /** The metadata; one search at a time. An old finding serves while a new one fails. */
  #configuration(): Promise<openid.Configuration> {
    const found = this.#found
    const age = found ? this.#clock.monotonicMs() - found.at : Number.POSITIVE_INFINITY
    if (found && age < limits.openIdMetadataMs) return Promise.resolve(found.configuration)
    this.#search ??= this.#discover()
      .catch((error: unknown) => {
        if (found) return found.configuration
        throw error
      })
      .finally(() => {
        this.#search = undefined
      })
    return this.#search
  }

  async #discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings
    const url = new URL(issuer)
    try {
      const configuration = await openid.discovery(url, clientId, {}, authenticationBy(clientSecret), {
        timeout: limits.openIdAnswerMs / 1000,
        execute: [
          openid.enableNonRepudiationChecks,
          ...(isLoopbackName(url.hostname) ? [openid.allowInsecureRequests] : []),
        ],
      })
      this.#found = { configuration, at: this.#clock.monotonicMs() }
      this.#isReachable = true
      return configuration
    } catch (error) {
      this.#report(error)
      throw new Undiscovered()
    }
  }

  #faultOf(error: unknown): OpenIdFault {
    if (error instanceof Undiscovered) return 'unreachable'
    if (error instanceof openid.AuthorizationResponseError) return 'denied'
    if (isOfNetwork(error)) {
      this.#report(error)
      return 'unreachable'
    }
    this.#log.warn(
      { openid: codeOf(error) },
      'an answer of the OpenID provider was refused: compare issuer, client id, secret and clock with those of the provider',
    )
    return 'unverified'
  }

  /** Once until the provider is reached again. */
  #report(error: unknown): void {
    if (this.#isReachable)
      this.#log.warn(
        { openid: codeOf(error), issuer: this.settings.issuer },
        'the OpenID provider cannot be reached: staff sign in by password until it is',
      )
    this.#isReachable = false
  }
}

class Undiscovered extends Error {
  override readonly name = 'Undiscovered'
}

/** Basic by default (RFC 8414, 2); in the body where the provider takes that alone. */
function authenticationBy(secret: string | undefined): openid.ClientAuth {
  if (secret === undefined) return openid.None()
  const [basic, post] = [openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
}

const badgeIn = (claim: unknown): string | undefined => {
  if (typeof claim === 'number') return String(claim)
  return typeof claim === 'string' && claim !== '' ? claim : undefined
}

/** No answer, none in time, or one of a proxy in between. */
const isOfNetwork = (error: unknown): boolean =>
  (error instanceof TypeError && error.message === 'fetch failed') ||
  ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'].includes(codeOf(error))

/** The code of an error, which has no word of the answer. */
function codeOf(error: unknown): string {
  if (error instanceof openid.ResponseBodyError) return error.error.replace(/[^\w.-]/gu, '')
  const { code, name } = error as { code?: unknown; name?: unknown }
  return String(code ?? name)
}
