import { batch, signal } from '@preact/signals'
import type { Texts } from '../../server/hall/ids.ts'
import type { HallNames as Names } from '../../server/hall/views/view-types.ts'
import { longestWait } from '../../server/protocol/backoff.ts'
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
 * What the ids of views stand for. A document of them is fetched per language when the language is first asked for, and
 * anew when the hall changes its names; until it is there the names before it stay, so that no id is shown in their place.
 */
export class HallNames {
  readonly #load: Load
  readonly #after: (ms: number, work: () => void) => void
  readonly #random: () => number
  /** Every name known so far, in the languages that were loaded. */
  readonly #names = signal<Names | undefined>(undefined)
  readonly #wanted = new Set<string>()
  readonly #loaded = new Set<string>()
  /** Languages that pages are shown in. */
  readonly #shown = signal<readonly string[] | undefined>(undefined)
  #asked: readonly string[] = []
  #hash: string | undefined

  constructor(options: NamesOptions = {}) {
    this.#load = options.load ?? fetchNames
    this.#after = options.after ?? ((ms, work) => void setTimeout(work, ms))
    this.#random = options.random ?? Math.random
  }

  /** The names, once those that are shown first are there. */
  get all(): Names | undefined {
    return this.#shown.value && this.#names.value
  }

  /** The hash under which the newest names stand. */
  follow(hash: string | undefined): void {
    if (hash === undefined || hash === this.#hash) return
    const isFirst = this.#hash === undefined
    this.#hash = hash
    for (const language of this.#wanted) {
      if (isFirst) void this.#fetch(hash, language)
      // Thousands of screens learn of new names in the same moment: they ask for them spread over a second.
      else this.#after(this.#random() * namesLimits.spread, () => void this.#fetch(hash, language))
    }
  }

  /** Wants the names in one more language, without waiting for them. */
  want(language: string): void {
    if (this.#wanted.has(language)) return
    this.#wanted.add(language)
    if (this.#hash !== undefined) void this.#fetch(this.#hash, language)
  }

  /** Languages to show a page in: `asked` once their names are there, until then the ones before; at first `asked`. */
  shown(asked: readonly string[]): readonly string[] {
    this.#asked = asked
    for (const language of asked) this.want(language)
    this.#settle()
    return this.#shown.value ?? asked
  }

  #settle(): void {
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
        this.#names.value = merged(this.#names.peek(), names, language)
        this.#settle()
      })
    } catch {
      const waitMs = this.#random() * longestWait(tries, Number.POSITIVE_INFINITY)
      this.#after(waitMs, () => void this.#fetch(hash, language, tries + 1))
    }
  }
}

type List = Readonly<Record<string, Texts>>

/** Names as before, with those of a document in `language` in their place or beside them. */
function merged(before: Names | undefined, now: Names, language: string): Names {
  /** Only what there is now, because somebody chooses from it. */
  const fresh = (known: List = {}, more: List) =>
    Object.fromEntries(Object.entries(more).map(([id, texts]) => [id, together(known[id], texts, language)]))
  /** Also what there was: a ticket may still name it. */
  const kept = (known: List = {}, more: List = {}) => ({ ...known, ...fresh(known, more) })
  const groups = kept(before?.groups, now.groups)
  const { pause, hold, rating } = now.reasons
  return {
    hall: together(before?.hall, now.hall, language),
    ...(Object.keys(groups).length > 0 ? { groups } : {}),
    services: kept(before?.services, now.services),
    counters: kept(before?.counters, now.counters),
    reasons: {
      pause: fresh(before?.reasons.pause, pause),
      hold: fresh(before?.reasons.hold, hold),
      rating: fresh(before?.reasons.rating, rating),
    },
  }
}

/** A text that is not in the language asked for is the first of the hall's texts, to which every other language falls back. */
function together(known: Texts | undefined, texts: Texts, language: string): Texts {
  const [tag = ''] = Object.keys(texts)
  const isOther = tag.split('-')[0] !== language.split('-')[0]
  return isOther ? { ...texts, ...known, ...texts } : { ...known, ...texts }
}
