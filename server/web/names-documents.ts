import { createHash } from 'node:crypto'
import type { Settings } from '../hall/settings.ts'
import { namesIn, namesOf } from '../hall/views/names.ts'
import type { HallNames } from '../hall/views/view-types.ts'
import { limits } from './limits.ts'

/** The names of a hall under settings that are or were in force. */
export interface Names {
  /** Of the names in all languages: the same names have it again after a start. */
  readonly hash: string
  readonly all: HallNames
  /** `all` as JSON. */
  readonly text: string
}

interface Version extends Names {
  readonly firstLanguage: string
  readonly documents: Map<string, string>
}

/** `/api/names/<hash>?lang=`: what the ids of views stand for, one language at a time. */
export class NamesDocuments {
  readonly #ofSettings = new WeakMap<Settings, Version>()
  /** The newest last. */
  readonly #versions = new Map<string, Version>()

  /** The names under these settings. */
  of(settings: Settings): Names {
    const known = this.#ofSettings.get(settings)
    if (known) return known
    const all = namesOf(settings)
    const text = JSON.stringify(all)
    const [firstLanguage = ''] = settings.languages
    const hash = createHash('sha256').update(`${firstLanguage}\n${text}`).digest('base64url').slice(0, 16)
    const version = this.#versions.get(hash) ?? { hash, all, text, firstLanguage, documents: new Map() }
    this.#versions.delete(hash)
    this.#versions.set(hash, version)
    this.#ofSettings.set(settings, version)
    const [oldest] = this.#versions.keys()
    if (this.#versions.size > limits.namesVersions && oldest !== undefined) this.#versions.delete(oldest)
    return version
  }

  /** The document as JSON; without a language, or with none that is one, in the first of the hall. Undefined: no such hash, or no longer. */
  document(hash: string, language: unknown): string | undefined {
    const version = this.#versions.get(hash)
    if (!version) return undefined
    const isTag = typeof language === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u.test(language)
    const tag = isTag ? language : version.firstLanguage
    const known = version.documents.get(tag)
    if (known !== undefined) return known
    const document = JSON.stringify(namesIn(version.all, tag))
    // Tags are chosen by whoever asks: only so many are remembered.
    if (version.documents.size < limits.namesLanguages) version.documents.set(tag, document)
    return document
  }
}
