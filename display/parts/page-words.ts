import { signal } from '@preact/signals'
import { wordsRetry } from '../limits.ts'
import { preloadFonts } from '../theme/preload-fonts.ts'
import { directionOf, spokenFor } from '../words/languages.ts'
import { type Catalogue, type Translate, translator } from '../words/words.ts'

/**
 * Addresses of the compiled catalogues of a page by the paths of their sources, `…/words/<lang>/<page>.json`, as
 * `import.meta.glob` gives them. No two catalogues of a page have the same key.
 */
export type CatalogueUrls = Readonly<Record<string, string>>

/** The messages of a page. The catalogue of a language is fetched when the language is first asked for. */
export class PageWords<Key extends string> {
  /** The languages that there are catalogues of. */
  readonly languages: readonly string[]
  readonly #urls: readonly (readonly [language: string, url: string])[]
  readonly #loaded = signal<Readonly<Record<string, Catalogue<Key>>>>({})
  readonly #pending = new Set<string>()
  readonly #translators = new Map<string, Translate<Key>>()
  #shown: readonly Translate<Key>[] = []

  constructor(urls: CatalogueUrls) {
    this.#urls = Object.entries(urls).map(([source, url]) => [source.split('/').at(-2) ?? '', url])
    this.languages = [...new Set(this.#urls.map(([language]) => language))]
  }

  /**
   * Translations into the language nearest to `asked`, otherwise into the first known of `hall`; undefined until they
   * are there. A component that asks is drawn again when they come.
   */
  in(asked: string, hall: readonly string[]): Translate<Key> | undefined {
    const language = spokenFor(this.languages, [asked, ...hall])
    const catalogue = this.#loaded.value[language]
    if (!catalogue) {
      void this.#load(language)
      return undefined
    }
    const name = `${language} ${asked}`
    const known = this.#translators.get(name)
    if (known) return known
    const made = translator(catalogue, language, asked)
    this.#translators.set(name, made)
    return made
  }

  /** What the page shows: translations into all of `asked`; until each of them is there, the ones before; at first none. */
  shown(asked: readonly string[], hall: readonly string[]): readonly Translate<Key>[] {
    const wanted = asked.map((language) => this.in(language, hall))
    if (wanted.every((one) => one !== undefined)) this.#shown = wanted
    return this.#shown
  }

  /** A catalogue that does not come is fetched again: the network may be away for a moment. */
  async #load(language: string): Promise<void> {
    if (this.#pending.has(language)) return
    this.#pending.add(language)
    try {
      const urls = this.#urls.filter((one) => one[0] === language)
      const parts = await Promise.all(urls.map(([, url]) => fetchCatalogue<Key>(url)))
      const catalogue: Catalogue<Key> = Object.assign({}, ...parts)
      preloadFonts(catalogue)
      this.#loaded.value = { ...this.#loaded.value, [language]: catalogue }
    } catch {
      setTimeout(() => {
        this.#pending.delete(language)
        void this.#load(language)
      }, wordsRetry)
    }
  }
}

async function fetchCatalogue<Key extends string>(url: string): Promise<Catalogue<Key>> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return (await answer.json()) as Catalogue<Key>
}

/** The languages of the hall as the server wrote them into the page; without them, what the reader's browser prefers. */
export const languagesAtStart = (): readonly string[] =>
  document.documentElement.dataset.languages?.split(' ') ?? navigator.languages

/** Says in which language the document is, and to which side it runs. */
export function applyLanguage({ language }: { readonly language: string }, title: string): void {
  const root = document.documentElement
  root.lang = language
  root.dir = directionOf(language)
  document.title = title
}
