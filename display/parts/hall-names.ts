import { batch, signal } from '@preact/signals'
import type { Texts } from '../../server/hall/ids.ts'
import type { HallNames as Names } from '../../server/hall/views/view-types.ts'
import { longestWait } from '../../server/protocol/client/backoff.ts'
import { namesLimits } from '../limits.ts'

type Load = (hash: string, language: string) => Promise<Names>

interface NamesOptions {
  readonly load?: Load
  readonly after?: (ms: number, work: () => void) => void
  readonly random?: () => number
}

const fetchNames: Load = async (hash, language) => {
  const answer = await fetch(`/api/names/${hash}?lang=${encodeURIComponent(language)}`)
  if (!answer.ok) throw new Error(`names ${hash} in ${language}: ${answer.status}`)
  return (await answer.json()) as Names
}

/**
 * Names of the ids in views. They are fetched per language when it is first requested, and again when the hall changes
 * them. Until then the previous names stay, so that no page shows an id.
 */
export class HallNames {
  readonly #load: Load
  readonly #after: (ms: number, work: () => void) => void
  readonly #random: () => number
  /** All names in the loaded languages. */
  readonly #names = signal<Names | undefined>(undefined)
  readonly #wanted = new Set<string>()
  readonly #loaded = new Set<string>()
  /** Languages in which the page is shown. */
  readonly #shown = signal<readonly string[] | undefined>(undefined)
  #asked: readonly string[] = []
  #hash: string | undefined

  constructor(options: NamesOptions = {}) {
    this.#load = options.load ?? fetchNames
    this.#after = options.after ?? ((ms, work) => void setTimeout(work, ms))
    this.#random = options.random ?? Math.random
  }

  /** The names; undefined until those of the first shown languages are loaded. */
  get all(): Names | undefined {
    return this.#shown.value && this.#names.value
  }

  /** Loads the names under `hash` in every requested language, unless they are loaded. */
  follow(hash: string | undefined): void {
    if (hash === undefined || hash === this.#hash) return
    const isFirst = this.#hash === undefined
    this.#hash = hash
    for (const language of this.#wanted) {
      if (isFirst) void this.#fetch(hash, language)
      // Jitter, because thousands of screens learn of new names at once.
      else this.#after(this.#random() * namesLimits.spreadMs, () => void this.#fetch(hash, language))
    }
  }

  /** Requests the names in one more language. */
  want(language: string): void {
    if (this.#wanted.has(language)) return
    this.#wanted.add(language)
    if (this.#hash !== undefined) void this.#fetch(this.#hash, language)
  }

  /** Languages for the page: `asked` once its names are loaded, until then the previous ones. */
  shown(asked: readonly string[]): readonly string[] {
    this.#asked = asked
    for (const language of asked) this.want(language)
    this.#updateShown()
    return this.#shown.value ?? asked
  }

  #updateShown(): void {
    const isSame = this.#shown.peek()?.join() === this.#asked.join()
    if (!isSame && this.#asked.every((language) => this.#loaded.has(language)))
      this.#shown.value = this.#asked
  }

  async #fetch(hash: string, language: string, tries = 0): Promise<void> {
    if (hash !== this.#hash) return
    try {
      const names = await this.#load(hash, language)
      if (hash !== this.#hash) return
      this.#loaded.add(language)
      batch(() => {
        this.#names.value = mergeNames(this.#names.peek(), names, language)
        this.#updateShown()
      })
    } catch {
      const waitMs = this.#random() * longestWait(tries, Number.POSITIVE_INFINITY)
      this.#after(waitMs, () => void this.#fetch(hash, language, tries + 1))
    }
  }
}

type List = Readonly<Record<string, Texts>>

/** Merges the names of a document in `language` into the earlier ones. */
function mergeNames(before: Names | undefined, now: Names, language: string): Names {
  /** The present entries alone, because they are offered as choices. */
  const present = (known: List = {}, more: List) =>
    Object.fromEntries(
      Object.entries(more).map(([id, texts]) => [id, mergeTexts(known[id], texts, language)]),
    )
  /** Earlier entries too, because a ticket may still refer to them. */
  const withEarlier = (known: List = {}, more: List = {}) => ({ ...known, ...present(known, more) })
  const groups = withEarlier(before?.groups, now.groups)
  const { pause, hold, rating } = now.reasons
  return {
    hall: mergeTexts(before?.hall, now.hall, language),
    ...(Object.keys(groups).length > 0 ? { groups } : {}),
    services: withEarlier(before?.services, now.services),
    counters: withEarlier(before?.counters, now.counters),
    reasons: {
      pause: present(before?.reasons.pause, pause),
      hold: present(before?.reasons.hold, hold),
      rating: present(before?.reasons.rating, rating),
    },
  }
}

/** Adds a text. A text in another language than requested is the hall's fallback, so it comes first. */
function mergeTexts(known: Texts | undefined, texts: Texts, language: string): Texts {
  const [tag = ''] = Object.keys(texts)
  const isOther = tag.split('-')[0] !== language.split('-')[0]
  return isOther ? { ...texts, ...known, ...texts } : { ...known, ...texts }
}
