import { createHash } from 'node:crypto'
import type { Settings } from '../hall/settings.ts'
import { namesIn, namesOf } from '../hall/views/names.ts'
import type { HallNames } from '../hall/views/view-types.ts'
import { language as languageTag } from '../protocol/fields.ts'
import { limits } from './limits.ts'

/** The names of a hall under present or earlier settings. */
export interface Names {
  /** A hash of the names in all languages; equal names have the same hash after a start. */
  readonly hash: string
  readonly all: HallNames
  /** `all` as JSON. */
  readonly text: string
}

interface Version extends Names {
  readonly firstLanguage: string
  readonly documents: Map<string, string>
}

/** `/api/names/<hash>?lang=`: the names for the ids of views, one language at a time. */
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

  /**
   * The document as JSON. Without a language, or with an unknown one, it is in the hall's first. Undefined: the hash
   * is unknown, or no longer kept.
   */
  document(hash: string, language: unknown): string | undefined {
    const version = this.#versions.get(hash)
    if (!version) return undefined
    const tag = languageTag.safeParse(language).data ?? version.firstLanguage
    const known = version.documents.get(tag)
    if (known !== undefined) return known
    const document = JSON.stringify(namesIn(version.all, tag))
    // A client chooses the tags, so the number of cached documents is limited.
    if (version.documents.size < limits.namesLanguages) version.documents.set(tag, document)
    return document
  }
}
