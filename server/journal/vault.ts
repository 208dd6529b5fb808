import { createCipheriv, createDecipheriv } from 'node:crypto'
import { join } from 'node:path'
import pLimit, { type LimitFunction } from 'p-limit'
import { readWhole, unfinishedName, writeDurably } from './durable-file.ts'
import { DocumentDamaged, NewerFormat } from './errors.ts'
import type { FileSystem } from './file-system.ts'
import { parseJson } from './json-text.ts'
import { limits } from './limits.ts'

/**
 * Free text of people, stored apart from the journal, so that deleting it is possible (crypto-shredding). Each
 * *matter* (a ticket, a complaint) has an AES-256-GCM key, with purpose and end, in a file of its own. Without the
 * key the text is unreadable, also in a backup that lacks the keys.
 */
export interface Vault {
  /**
   * Stores a text and returns its reference; the text is durable before it resolves. A known matter keeps its purpose
   * and takes the later end.
   */
  keep(matter: string, purpose: string, endsAt: number, words: string): Promise<string>
  /** Undefined when the text is deleted or never existed. */
  read(ref: string): Promise<string | undefined>
  /** Deletes one text, and the matter with its last one. False when it was deleted already. */
  drop(ref: string): Promise<boolean>
  /** The matters that have a key and whose name begins so. */
  matters(beginning: string): Promise<readonly string[]>
  /** All matters that have a key, with the number of their texts; nothing is deciphered. */
  stored(): Promise<readonly Stored[]>
  /** Deletes the key first, then the texts, and syncs both directories. False when there was nothing. */
  forget(matter: string): Promise<boolean>
  /**
   * Deletes every matter that ended at `now` or before, and texts without a key. Returns their names. A file that cannot
   * be read keeps no other from its end: rejects after all others with the reasons.
   */
  purge(now: number): Promise<readonly string[]>
}

/** A matter of the vault, without its words. */
export interface Stored {
  readonly matter: string
  readonly purpose: string
  readonly endsAt: number
  readonly texts: number
}

interface VaultOptions {
  readonly fs: FileSystem
  /** The folder `vault/`; `keys/` and `words/` are created in it. */
  readonly directory: string
  readonly randomBytes: (count: number) => Uint8Array
}

/** The folders of a data directory that hold a vault: the texts, and their keys. */
export const vaultFolders = ['vault/words', 'vault/keys'] as const

const vaultFormat = 1
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
const refBytes = 16

/** Nobody can correct sealed words by hand. */
const remedy = 'Put the folder "vault" back from a backup with the vault; otherwise these words are lost.'

interface KeyFile {
  readonly format: number
  readonly matter: string
  readonly purpose: string
  readonly endsAt: number
  /** base64 */
  readonly key: string
}

interface WordsFile {
  readonly format: number
  /** By the random part of the reference: nonce, tag and encrypted text, base64. */
  readonly words: Readonly<Record<string, string>>
}

/** A file name that is safe everywhere and unique per matter: all but `a-z 0-9 - _` becomes `=xx` per byte. */
export function safeName(matter: string): string {
  const name = Array.from(Buffer.from(matter), (byte) => {
    const letter = String.fromCharCode(byte)
    return /[a-z0-9_-]/.test(letter) ? letter : `=${byte.toString(16).padStart(2, '0')}`
  }).join('')
  if (name === '' || name.length > limits.vaultNameBytes) {
    throw new RangeError(
      `a matter's name takes ${name.length} bytes, 1 to ${limits.vaultNameBytes} are possible`,
    )
  }
  return name
}

const plainName = /^(?:[a-z0-9_-]|=[0-9a-f]{2})+$/
const wholeRef = /^((?:[a-z0-9_-]|=[0-9a-f]{2})+)\.([A-Za-z0-9_-]{22})$/

function encipher(key: Buffer, nonce: Uint8Array, ref: string, words: string): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  // The reference is authenticated data, so that no text can be moved to another reference.
  cipher.setAAD(Buffer.from(ref))
  const body = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

function decipher(key: Buffer, ref: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
  cipher.setAAD(Buffer.from(ref))
  cipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  return cipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + cipher.final('utf8')
}

class FileVault implements Vault {
  readonly #fs: FileSystem
  readonly #keys: string
  readonly #words: string
  readonly #randomBytes: VaultOptions['randomBytes']
  /** A mutex per matter, kept while an operation is under way. */
  readonly #mutexes = new Map<string, LimitFunction>()

  constructor({ fs, directory, randomBytes }: VaultOptions) {
    this.#fs = fs
    this.#keys = join(directory, 'keys')
    this.#words = join(directory, 'words')
    this.#randomBytes = randomBytes
  }

  async open(): Promise<void> {
    for (const directory of [this.#keys, this.#words]) {
      await this.#fs.makeDirectory(directory)
      const left = (await this.#fs.list(directory)).filter((name) => name.endsWith(unfinishedName('')))
      for (const name of left) await this.#fs.remove(join(directory, name))
      await this.#fs.syncDirectory(directory)
    }
  }

  keep(matter: string, purpose: string, endsAt: number, words: string): Promise<string> {
    const name = safeName(matter)
    const bytes = Buffer.byteLength(words)
    if (bytes > limits.vaultWordsBytes)
      throw new RangeError(`${bytes} bytes of words, the limit is ${limits.vaultWordsBytes}`)
    if (!Number.isFinite(endsAt)) throw new RangeError('words are kept with an end: endsAt is missing')
    return this.#inTurn(name, async () => {
      const { words: kept } = (await this.#readWords(name)) ?? { words: {} }
      if (Object.keys(kept).length >= limits.vaultWordsPerMatter) {
        throw new RangeError(`${matter} holds ${limits.vaultWordsPerMatter} texts already`)
      }
      const old = await this.#readKey(name)
      const fresh = () => Buffer.from(this.#randomBytes(keyBytes)).toString('base64')
      const key: KeyFile = old ?? { format: vaultFormat, matter, purpose, endsAt, key: fresh() }
      const newest: KeyFile = { ...key, endsAt: Math.max(key.endsAt, endsAt) }
      if (!old || newest.endsAt !== old.endsAt) await this.#write(this.#keys, name, newest)
      const id = Buffer.from(this.#randomBytes(refBytes)).toString('base64url')
      const ref = `${name}.${id}`
      const sealed = encipher(Buffer.from(key.key, 'base64'), this.#randomBytes(nonceBytes), ref, words)
      await this.#write(this.#words, name, { format: vaultFormat, words: { ...kept, [id]: sealed } })
      return ref
    })
  }

  async read(ref: string): Promise<string | undefined> {
    const [, name, id] = wholeRef.exec(ref) ?? []
    if (!name || !id) return undefined
    return this.#inTurn(name, async () => {
      const key = await this.#readKey(name)
      const sealed = (await this.#readWords(name))?.words[id]
      if (!key || sealed === undefined) return undefined
      try {
        return decipher(Buffer.from(key.key, 'base64'), ref, sealed)
      } catch (cause) {
        const what = `the words of ${ref} do not fit their key: the file was changed or mixed up`
        const file = { path: this.#path(this.#words, name), remedy }
        throw Object.assign(new DocumentDamaged(file, { line: 1, column: 1, field: id, what }), { cause })
      }
    })
  }

  async drop(ref: string): Promise<boolean> {
    const [, name, id] = wholeRef.exec(ref) ?? []
    if (!name || !id) return false
    return this.#inTurn(name, async () => {
      const kept = (await this.#readWords(name))?.words ?? {}
      const { [id]: gone, ...others } = kept
      if (gone === undefined) return false
      if (Object.keys(others).length === 0) return this.#forget(name)
      await this.#write(this.#words, name, { format: vaultFormat, words: others })
      return true
    })
  }

  forget(matter: string): Promise<boolean> {
    const name = safeName(matter)
    return this.#inTurn(name, () => this.#forget(name))
  }

  async matters(beginning: string): Promise<string[]> {
    const found: string[] = []
    const names = (await this.#names(this.#keys)).filter((name) => name.startsWith(safeName(beginning)))
    for (const name of names) {
      const key = await this.#inTurn(name, () => this.#readKey(name))
      if (key) found.push(key.matter)
    }
    return found
  }

  async stored(): Promise<Stored[]> {
    const found: Stored[] = []
    for (const name of await this.#names(this.#keys)) {
      const { key, words } = await this.#inTurn(name, async () => ({
        key: await this.#readKey(name),
        words: await this.#readWords(name),
      }))
      const texts = Object.keys(words?.words ?? {}).length
      if (key && texts > 0)
        found.push({ matter: key.matter, purpose: key.purpose, endsAt: key.endsAt, texts })
    }
    return found
  }

  async purge(now: number): Promise<readonly string[]> {
    const gone: string[] = []
    const failed: unknown[] = []
    const each = async (directory: string, end: (name: string) => Promise<void>): Promise<void> => {
      for (const name of await this.#names(directory))
        await this.#inTurn(name, () => end(name)).catch((error: unknown) => failed.push(error))
    }
    await each(this.#keys, async (name) => {
      const key = await this.#readKey(name)
      if (!key || key.endsAt > now) return
      await this.#forget(name)
      gone.push(key.matter)
    })
    await each(this.#words, async (name) => {
      if (!(await this.#readKey(name)) && (await this.#forget(name))) gone.push(name)
    })
    const reasons = new Set(failed.map((error) => (error instanceof Error ? error.message : String(error))))
    if (reasons.size > 0) throw new AggregateError(failed, [...reasons].join(' '))
    return gone
  }

  async #names(directory: string): Promise<string[]> {
    const names = (await this.#fs.list(directory)).filter((name) => name.endsWith('.json'))
    return names.map((name) => name.slice(0, -'.json'.length)).filter((name) => plainName.test(name))
  }

  /** Also removes a leftover of a failed write. */
  async #forget(name: string): Promise<boolean> {
    let found = false
    for (const directory of [this.#keys, this.#words]) {
      const path = this.#path(directory, name)
      for (const file of [path, unfinishedName(path)]) if (await this.#fs.remove(file)) found = true
      await this.#fs.syncDirectory(directory)
    }
    return found
  }

  #path(directory: string, name: string): string {
    return join(directory, `${name}.json`)
  }

  async #write(directory: string, name: string, content: KeyFile | WordsFile): Promise<void> {
    await writeDurably(this.#fs, this.#path(directory, name), [Buffer.from(`${JSON.stringify(content)}\n`)])
  }

  #readKey(name: string): Promise<KeyFile | undefined> {
    return this.#read<KeyFile>(this.#path(this.#keys, name))
  }

  #readWords(name: string): Promise<WordsFile | undefined> {
    return this.#read<WordsFile>(this.#path(this.#words, name))
  }

  async #read<T extends { readonly format: number }>(path: string): Promise<T | undefined> {
    const bytes = await readWhole(this.#fs, path, limits.documentBytes)
    if (!bytes) return undefined
    const parsed = parseJson(bytes.toString('utf8'))
    if ('mistake' in parsed) throw new DocumentDamaged({ path, remedy }, { ...parsed.mistake, field: '' })
    const content = parsed.value as T
    if (content.format > vaultFormat) throw new NewerFormat(path, content.format, vaultFormat)
    return content
  }

  async #inTurn<R>(name: string, work: () => Promise<R>): Promise<R> {
    const mutex = this.#mutexes.get(name) ?? pLimit(1)
    this.#mutexes.set(name, mutex)
    try {
      return await mutex(work)
    } finally {
      if (mutex.activeCount + mutex.pendingCount === 0) this.#mutexes.delete(name)
    }
  }
}

/** Opens the vault and removes leftovers of a stopped write. Only one process may change it. */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const vault = new FileVault(options)
  await vault.open()
  return vault
}
