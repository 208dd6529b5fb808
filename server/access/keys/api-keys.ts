import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { EpochMs } from '../../hall/ids.ts'
import { checkedBy } from '../../journal/document-check.ts'
import { type Document, openDocument } from '../../journal/documents.ts'
import { orDelete } from '../../journal/errors.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { keyGrants, keyId } from '../../protocol/access/key-grants.ts'

/** `keys.json`: keys of other programs. A key has 256 random bits, so a plain SHA-256 of it cannot be reversed. */
const keysDocument = z.strictObject({
  format: z.literal(1),
  keys: z.record(
    keyId,
    keyGrants.extend({
      /** base64url of the SHA-256 of the key. */
      hash: z.string().length(43),
      addedAt: z.number().int(),
      /** `staff:<badge>`; absent for a key of the command line. */
      addedBy: z.string().optional(),
      usedAt: z.number().int().optional(),
      until: z.number().int(),
    }),
  ),
})
export type KeysDocument = z.output<typeof keysDocument>
export type ApiKey = KeysDocument['keys'][string]

export const openKeys = (fs: FileSystem, directory: string): Promise<Document<KeysDocument>> =>
  openDocument<KeysDocument>(
    fs,
    join(directory, 'keys.json'),
    { format: 1, keys: {} },
    checkedBy(keysDocument),
    orDelete('every program that had a key needs a new one', { inBackup: false }),
  )

/** A key as a program sends it. The prefix lets scanners of source code find one that was published. */
export interface NewKey {
  readonly id: string
  readonly key: string
  readonly hash: string
}

const prefix = 'nowserving_'
const hashOf = (key: string): string => hash('sha256', key, 'base64url')

function keyFrom(seed: Uint8Array): NewKey {
  const id = Buffer.from(seed.subarray(0, 6)).toString('hex')
  const key = `${prefix}${id}_${Buffer.from(seed.subarray(6, 38)).toString('base64url')}`
  return { id, key, hash: hashOf(key) }
}

/** A random key. */
export const randomKey = (): NewKey => keyFrom(randomBytes(38))

/** The key that a command makes: derived from its key, so that the same command has the same answer. */
export const keyOfCommand = (secret: Uint8Array, command: string): NewKey =>
  keyFrom(createHmac('sha512', secret).update(`api-key:${command}`).digest())

/** The keys of the hall, looked up at each request. */
export class ApiKeys {
  readonly #document: { readonly data: KeysDocument }
  readonly #now: () => EpochMs
  readonly #used: (id: string) => void

  /** `used` is called with each key that was right. */
  constructor(
    document: { readonly data: KeysDocument },
    now: () => EpochMs,
    used: (id: string) => void = () => {},
  ) {
    this.#document = document
    this.#now = now
    this.#used = used
  }

  /**
   * The key of an `Authorization` header: undefined when it has none; `unknown`, after the same time, for a key that never
   * was, that was revoked or that has ended.
   */
  find(header: string | undefined): { readonly id: string; readonly grants: ApiKey } | 'unknown' | undefined {
    const [, key] = /^Bearer (\S{1,200})$/iu.exec(header ?? '') ?? []
    if (key === undefined) return undefined
    const [, id = ''] = /^nowserving_([0-9a-f]{12})_[\w-]{43}$/u.exec(key) ?? []
    const { keys } = this.#document.data
    const grants = Object.hasOwn(keys, id) ? keys[id] : undefined
    const isRight = timingSafeEqual(Buffer.from(hashOf(key)), Buffer.from(grants?.hash ?? hashOf('')))
    if (!grants || !isRight || grants.until <= this.#now()) return 'unknown'
    this.#used(id)
    return { id, grants }
  }
}
