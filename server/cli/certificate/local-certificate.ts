import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import {
  bits,
  explicit,
  identifier,
  implicit,
  integer,
  moment,
  octets,
  sequence,
  set,
  text,
  yes,
} from './der.ts'

/** The files for TLS on the own network of a hall, in PEM form. */
interface LocalCertificate {
  /** The authority that devices of the hall trust. Its own key is thrown away, so that nothing else is ever signed by it. */
  readonly authority: string
  /** For `--tls-cert` and `--tls-key`. */
  readonly certificate: string
  readonly key: string
  readonly endsAt: number
}

const dayMs = 24 * 60 * 60_000
/** From its beginning, a day ago for the clocks of tablets that are behind: Apple's devices accept 825 days at most. */
const validDays = 825
const allowedBehindMs = dayMs

/** RFC 5480, RFC 5280 4.2.1. */
const oids = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const

interface Wanted {
  readonly subject: string
  readonly issuer: string
  readonly publicKey: KeyObject
  readonly signedBy: KeyObject
  readonly from: number
  readonly to: number
  readonly extensions: readonly Buffer[]
}

/** A certificate for names and addresses of a hall, and the authority that signed it. `now` in epoch ms. */
export function makeLocalCertificate(names: readonly string[], now: number): LocalCertificate {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = `Nowserving ${names[0]} ${new Date(now).toISOString().slice(0, 10)}`
  const span = { from: now - allowedBehindMs, to: now - allowedBehindMs + validDays * dayMs }
  const signed = { issuer, signedBy: authority.privateKey, ...span }
  const authorityId = keyIdOf(authority.publicKey)
  return {
    authority: certificateOf({
      ...signed,
      subject: issuer,
      publicKey: authority.publicKey,
      extensions: [
        // An authority whose certificates sign no others.
        extension(oids.basicConstraints, sequence(yes(), integer(Buffer.from([0]))), 'critical'),
        // keyCertSign, cRLSign.
        extension(oids.keyUsage, bits(Buffer.from([0b0000_0110]), 1), 'critical'),
        extension(oids.subjectKeyId, octets(authorityId)),
      ],
    }),
    certificate: certificateOf({
      ...signed,
      subject: names[0] ?? '',
      publicKey: server.publicKey,
      extensions: [
        extension(oids.basicConstraints, sequence(), 'critical'),
        // digitalSignature.
        extension(oids.keyUsage, bits(Buffer.from([0b1000_0000]), 7), 'critical'),
        extension(oids.extendedKeyUsage, sequence(identifier(oids.serverAuth))),
        extension(oids.subjectAltName, sequence(...names.map(generalName))),
        extension(oids.subjectKeyId, octets(keyIdOf(server.publicKey))),
        extension(oids.authorityKeyId, sequence(implicit(0, authorityId))),
      ],
    }),
    key: String(server.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    endsAt: span.to,
  }
}

function certificateOf({ subject, issuer, publicKey, signedBy, from, to, extensions }: Wanted): string {
  const algorithm = sequence(identifier(oids.ecdsaWithSha256))
  const serial = randomBytes(16)
  // Positive, and without a leading zero byte.
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const content = sequence(
    explicit(0, integer(Buffer.from([2]))), // X.509 version 3
    integer(serial),
    algorithm,
    nameOf(issuer),
    sequence(moment(from), moment(to)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  )
  return pem(sequence(content, algorithm, bits(sign('sha256', content, signedBy))))
}

const nameOf = (name: string): Buffer => sequence(set(sequence(identifier(oids.commonName), text(name))))

const extension = (oid: string, value: Buffer, critical?: 'critical'): Buffer =>
  sequence(identifier(oid), ...(critical ? [yes()] : []), octets(value))

/** RFC 5280, 4.2.1.6: a DNS name, or the bytes of an address. */
function generalName(name: string): Buffer {
  if (isIPv4(name)) return implicit(7, Buffer.from(name.split('.').map(Number)))
  return isIPv6(name) ? implicit(7, bytesOfIpv6(name)) : implicit(2, Buffer.from(name, 'ascii'))
}

/** Through the normal form of URLs, in which each group is hexadecimal. */
function bytesOfIpv6(address: string): Buffer {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groupsOf = (part = '') => (part === '' ? [] : part.split(':'))
  const [before, after] = [groupsOf(head), groupsOf(tail)]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex')
}

/** RFC 7093: the first 160 bits of the SHA-256 of the key. */
const keyIdOf = (key: KeyObject): Buffer =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20)

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?=.)/gu, '$&\n')}\n-----END CERTIFICATE-----\n`
