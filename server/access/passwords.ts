import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import pLimit from 'p-limit'
import { limits } from './limits.ts'

/**
 * Password hashes by scrypt. The parameters stand in front, so that they can be raised later:
 * `scrypt:<log2 N>:<r>:<p>:<salt>:<hash>`. At most two run at once, because they share a thread pool with the journal.
 */
export interface HashCost {
  readonly logN: number
  readonly r: number
  readonly p: number
}
/** N = 2^15, r = 8, p = 3 by the OWASP Password Storage Cheat Sheet; about 0.45 s on the machines measured. */
export const fullCost: HashCost = { logN: 15, r: 8, p: 3 }

/** The cost of a demo, whose passwords are public. Its accounts are told from those of a hall by it. */
export const demoCost: HashCost = { logN: 10, r: 8, p: 1 }

const runs = pLimit(limits.hashesAtOnce)

/** Whether no scrypt run is under way or waits. */
export const isIdle = (): boolean => runs.activeCount + runs.pendingCount === 0

export class TooManyHashes extends Error {
  override readonly name = 'TooManyHashes'
}

/** The key that scrypt derives. Throws `TooManyHashes` when too many runs wait already. */
async function derive(
  password: string,
  salt: Buffer,
  { logN, r, p }: HashCost,
  length: number,
): Promise<Buffer> {
  if (runs.pendingCount >= limits.hashesWaiting) throw new TooManyHashes()
  const N = 2 ** logN
  const work = (): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
        error ? reject(error) : resolve(key),
      )
    })
  return runs(work)
}

export async function hashPassword(password: string, cost: HashCost = fullCost): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost, 32)
  return ['scrypt', cost.logN, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join(
    ':',
  )
}

/** False for a wrong password and for a hash that can't be read. */
export async function checkPassword(password: string, hash: string): Promise<boolean> {
  const [kind, logN, r, p, salt, expected] = hash.split(':')
  if (kind !== 'scrypt' || salt === undefined || expected === undefined) return false
  const wanted = Buffer.from(expected, 'base64url')
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) }
  const key = await derive(password, Buffer.from(salt, 'base64url'), cost, wanted.length)
  return wanted.length > 0 && timingSafeEqual(key, wanted)
}

/** Whether a stored hash costs less than new ones, so that the next sign-in stores it anew. */
export function isCheaper(hash: string, { logN, r, p }: HashCost): boolean {
  const [, ...stored] = hash.split(':')
  const [storedLogN = 0, storedR = 0, storedP = 0] = stored.map(Number)
  return 2 ** storedLogN * storedR * storedP < 2 ** logN * r * p
}

/** A hash to check for an unknown badge, so that the answer takes the same time. */
export const dummyHash = (cost: HashCost): string =>
  [
    'scrypt',
    cost.logN,
    cost.r,
    cost.p,
    randomBytes(16).toString('base64url'),
    randomBytes(32).toString('base64url'),
  ].join(':')

/** Signs that nobody mistakes for others when they are read aloud or from paper. */
const clearSigns = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Random-looking text of clear signs in groups of four, from at least one byte a sign. */
export const clearText = (bytes: Uint8Array, signs: number): string =>
  [...bytes.subarray(0, signs)]
    .map((byte, at) => `${at > 0 && at % 4 === 0 ? '-' : ''}${clearSigns[byte % clearSigns.length]}`)
    .join('')

/**
 * The password for one sign-in that a command gives: derived from its key, so that the same command has the same
 * answer, and so that the journal need not hold it.
 */
export const oneTimePassword = (secret: Uint8Array, key: string): string =>
  clearText(createHmac('sha256', secret).update(`one-time-password:${key}`).digest(), limits.oneTimeSigns)
