import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { extname } from 'node:path'
import { WorkerLost, WorkerQueue, WorkerQueueFull } from '../../../printers/worker-thread/worker-queue.ts'
import { limits } from '../limits.ts'
import type { HashCost, PasswordTasks } from './password-tasks.ts'

/**
 * Password hashes by scrypt. The parameters stand in front, so that they can be raised later:
 * `scrypt:<log2 N>:<r>:<p>:<salt>:<hash>`.
 *
 * N = 2^15, r = 8, p = 3 by the OWASP Password Storage Cheat Sheet; about 0.45 s on the machines measured.
 */
export const fullCost: HashCost = { logN: 15, r: 8, p: 3 }

/** The cost of a demo, whose passwords are public. Its accounts are told from those of a hall by it. */
export const demoCost: HashCost = { logN: 10, r: 8, p: 1 }

/**
 * Hashes are derived one at a time in a thread of their own. The thread pool of the process stays free for the journal's
 * writes, and the other cores for answers.
 */
const thread = new WorkerQueue<PasswordTasks>({
  entry: new URL(`./password-worker${extname(import.meta.url)}`, import.meta.url),
  task: 'password',
  longestMs: limits.hashMost,
  tries: limits.hashTries,
  waitingMost: limits.hashesWaiting,
  longestWaitMs: limits.hashWaitMost,
  restShare: limits.hashRestShare,
  restMost: limits.hashRestMost,
})

/** Whether no hash is under way or waits. */
export const isIdle = (): boolean => thread.isIdle

/** A password was neither hashed nor checked: too many wait, or the thread died or hung over it. */
export class PasswordUnchecked extends Error {
  override readonly name = 'PasswordUnchecked'
}

/** The key that scrypt derives. Throws `PasswordUnchecked`. */
async function derive(password: string, salt: Buffer, cost: HashCost, length: number): Promise<Buffer> {
  const given = { password: password.normalize('NFKC'), salt, cost, length }
  try {
    return Buffer.from(await thread.ask('derive', given))
  } catch (cause) {
    if (!(cause instanceof WorkerQueueFull || cause instanceof WorkerLost)) throw cause
    throw new PasswordUnchecked(cause.message, { cause })
  }
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
