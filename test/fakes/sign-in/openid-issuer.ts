import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import Provider from 'oidc-provider'

/** Providers of OpenID Connect on loopback: one of npm that follows the standard, and one that breaks it on demand. */

export const clientId = 'the-hall'
export const clientSecret = 'canary-client-secret-5160'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** An address on loopback whose provider can be unplugged. */
class Plugged {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #port = 0
  handle: Handle | undefined

  constructor() {
    this.#server = createServer((request, response) => {
      if (this.handle) this.handle(request, response)
      else request.socket.destroy()
    })
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async listen(): Promise<this> {
    await new Promise<void>((settle) => this.#server.listen(0, '127.0.0.1', settle))
    this.#port = (this.#server.address() as AddressInfo).port
    return this
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const { privateKey: otherKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keyId = 'test'

/** The provider of npm. A person who signs in there names the badge number; no password is asked. */
export class StandardIssuer {
  readonly #plug: Plugged
  #provider: Provider | undefined

  private constructor(plug: Plugged) {
    this.#plug = plug
  }

  static async listen(): Promise<StandardIssuer> {
    return new StandardIssuer(await new Plugged().listen())
  }

  get url(): string {
    return this.#plug.url
  }

  /** Registers the hall, once its addresses are known. */
  register(...halls: readonly string[]): void {
    const addresses = halls.map((hall) => `${hall}/sign-in`)
    this.#provider = new Provider(this.url, {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [...addresses],
          post_logout_redirect_uris: [...addresses],
        },
      ],
      claims: { profile: ['preferred_username'] },
      ttl: {
        AccessToken: 60,
        AuthorizationCode: 60,
        Grant: 600,
        IdToken: 60,
        Interaction: 600,
        Session: 600,
      },
      cookies: { keys: ['of these tests'] },
      jwks: {
        keys: [{ ...privateKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' } as never],
      },
      findAccount: (_context, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, preferred_username: accountId }),
      }),
      // Nobody is asked for a consent: the organisation gave it for its people.
      async loadExistingGrant({ oidc }) {
        const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session!.accountId! })
        grant.addOIDCScope('openid profile')
        await grant.save()
        return grant
      },
    })
    this.mend()
  }

  cut(): void {
    this.#plug.handle = undefined
  }

  mend(): void {
    this.#plug.handle = this.#provider?.callback()
  }

  close(): void {
    this.#plug.close()
  }
}

/** Changes of the ID token that a provider gives. */
export interface Crookedness {
  readonly claims?: Readonly<Record<string, unknown>>
  /** Signed with a key that is not among those of the provider. */
  readonly isOtherKey?: boolean
  /** The signature of no key at all. */
  readonly isUnsigned?: boolean
}

/** A provider that signs in everybody at once, and whose ID tokens are as a test wants them. */
export class CrookedIssuer {
  readonly #plug: Plugged
  /** The nonce and the code challenge of each code. */
  readonly #codes = new Map<string, URLSearchParams>()
  crookedness: Crookedness = {}
  /** How often a code was exchanged. */
  exchanges = 0

  private constructor(plug: Plugged) {
    this.#plug = plug
    plug.handle = (request, response) => void this.#answer(request, response)
  }

  static async listen(): Promise<CrookedIssuer> {
    return new CrookedIssuer(await new Plugged().listen())
  }

  get url(): string {
    return this.#plug.url
  }

  close(): void {
    this.#plug.close()
  }

  /** Signs in at the address to which the hall led: the query with which the provider leads back. */
  signedIn(to: string): { state: string; code: string } {
    const query = new URL(to).searchParams
    const code = `code-${this.#codes.size}`
    this.#codes.set(code, query)
    return { state: query.get('state') ?? '', code }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (body: object): void => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(body))
    }
    if (request.url === '/.well-known/openid-configuration')
      return send({
        issuer: this.url,
        authorization_endpoint: `${this.url}/auth`,
        token_endpoint: `${this.url}/token`,
        jwks_uri: `${this.url}/jwks`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
      })
    if (request.url === '/jwks')
      return send({
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }],
      })
    let text = ''
    for await (const part of request) text += String(part)
    this.exchanges += 1
    const asked = this.#codes.get(new URLSearchParams(text).get('code') ?? '')
    send({ access_token: 'access', token_type: 'bearer', id_token: this.#idToken(asked?.get('nonce') ?? '') })
  }

  #idToken(nonce: string): string {
    const now = Math.floor(Date.now() / 1000)
    const { claims, isOtherKey, isUnsigned } = this.crookedness
    const usual = { iss: this.url, sub: 'somebody', aud: clientId, nonce, iat: now, exp: now + 60 }
    const body = { ...usual, preferred_username: '1001', ...claims }
    const header = { alg: isUnsigned ? 'none' : 'RS256', kid: keyId }
    const text = [header, body]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return `${text}.${isUnsigned ? '' : signatureOf(text, isOtherKey ? otherKey : privateKey)}`
  }
}

const signatureOf = (text: string, key: KeyObject): string =>
  sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')
