import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'

/** An authenticator of WebAuthn in software: one passkey (ES256), with a counter, and faults on demand. */

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const sha256 = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest()

/** CBOR (RFC 8949), as far as an attestation without a statement needs it. */
function cbor(value: unknown): Buffer {
  const head = (major: number, length: number): Buffer =>
    length < 24
      ? Buffer.from([(major << 5) | length])
      : length < 256
        ? Buffer.from([(major << 5) | 24, length])
        : Buffer.from([(major << 5) | 25, length >> 8, length & 255])
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  const entries = [...(value as Map<unknown, unknown>)]
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)])
}

const userPresent = 0x01
const userVerified = 0x04
const attested = 0x40

interface Asked {
  readonly challenge: string
  readonly rpId: string
}

/** Departures from what a browser sends. */
interface Faults {
  readonly origin?: string
  readonly challenge?: string
  readonly rpId?: string
  readonly isUnverified?: boolean
  readonly counter?: number
  readonly handle?: string
}

export class Authenticator {
  readonly #origin: string
  readonly #id = randomBytes(32)
  readonly #key: KeyObject
  readonly #point: { x: Buffer; y: Buffer }
  #handle = ''
  counter = 0

  constructor(origin: string) {
    this.#origin = origin
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.#key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    this.#point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') }
  }

  get id(): string {
    return base64url(this.#id)
  }

  /** A new passkey, for the options that the hall gave as text. */
  make(options: string, faults: Faults = {}) {
    const { challenge, rp, user } = JSON.parse(options)
    this.#handle = user.id
    const { x, y } = this.#point
    const key = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, x],
        [-3, y],
      ]),
    )
    const length = Buffer.from([0, this.#id.length])
    const data = Buffer.concat([
      this.#data({ challenge, rpId: rp.id }, faults, attested),
      Buffer.alloc(16),
      length,
    ])
    const authData = Buffer.concat([data, this.#id, key])
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    )
    const clientDataJSON = this.#clientData('webauthn.create', challenge, faults)
    return { id: this.id, response: { clientDataJSON, attestationObject: base64url(attestation) } }
  }

  /** The proof of a sign-in. */
  prove(asked: Asked, faults: Faults = {}) {
    this.counter += 1
    const data = this.#data(asked, faults, 0)
    const clientDataJSON = this.#clientData('webauthn.get', asked.challenge, faults)
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    return {
      id: this.id,
      response: {
        clientDataJSON,
        authenticatorData: base64url(data),
        signature: base64url(sign('sha256', signed, this.#key)),
        userHandle: faults.handle ?? this.#handle,
      },
    }
  }

  #data({ rpId }: Asked, faults: Faults, more: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(faults.counter ?? this.counter)
    const flags = userPresent | (faults.isUnverified ? 0 : userVerified) | more
    return Buffer.concat([sha256(faults.rpId ?? rpId), Buffer.from([flags]), counter])
  }

  #clientData(type: string, challenge: string, faults: Faults): string {
    const { origin = this.#origin } = faults
    const data = { type, challenge: faults.challenge ?? challenge, origin, crossOrigin: false }
    return base64url(Buffer.from(JSON.stringify(data)))
  }
}
