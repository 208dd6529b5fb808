import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { limits } from './limits.ts'

/**
 * Passwords by scrypt, with their parameters in front, so that they can be raised later:
 * `scrypt:<log2 N>:<r>:<p>:<salt>:<hash>`. At most two run at once: they share the thread pool with the journal's writes.
 */
export interface HashCost {
  readonly logN: number
  readonly r: number
  readonly p: number
}
/** research: N = 2^15, r = 8, p = 3 by the OWASP sheet's scale; about 0.45 s on the machines measured. */
export const fullCost: HashCost = { logN: 15, r: 8, p: 3 }

let running = 0
const waiting: (() => void)[] = []

/** Refused with `TooManyHashes` when too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= limits.hashesAtOnce) {
    if (waiting.length >= limits.hashesWaiting) throw new TooManyHashes()
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

export class TooManyHashes extends Error {
  override readonly name = 'TooManyHashes'
}

function derive(password: string, salt: Buffer, { logN, r, p }: HashCost, length: number): Promise<Buffer> {
  const N = 2 ** logN
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

export async function hashPassword(password: string, cost: HashCost = fullCost): Promise<string> {
  const salt = randomBytes(16)
  const key = await inTurn(() => derive(password, salt, cost, 32))
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
  const key = await inTurn(() => derive(password, Buffer.from(salt, 'base64url'), cost, wanted.length))
  return wanted.length > 0 && timingSafeEqual(key, wanted)
}

/** Checked in place of an unknown badge's, so that the answer takes as long. */
export const nobodysHash = (cost: HashCost): string =>
  [
    'scrypt',
    cost.logN,
    cost.r,
    cost.p,
    randomBytes(16).toString('base64url'),
    randomBytes(32).toString('base64url'),
  ].join(':')
