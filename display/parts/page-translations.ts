import { signal } from '@preact/signals'
import { catalogueRetryMs } from '../limits.ts'
import { preloadFonts } from '../theme/preload-fonts.ts'
import { directionOf, spokenFor } from '../words/languages.ts'
import { type Catalogue, type Translate, translator } from '../words/translator.ts'

/**
 * URLs of a page's compiled catalogues by source path, `…/words/<lang>/<page>.json`, as `import.meta.glob` returns
 * them. No two catalogues of a page share a key.
 */
type CatalogueUrls = Readonly<Record<string, string>>

/** The messages of a page. A language's catalogue is fetched when it is first requested. */
export class PageTranslations<Key extends string> {
  /** Languages with a catalogue. */
  readonly languages: readonly string[]
  readonly #urls: readonly (readonly [language: string, url: string])[]
  readonly #loaded = signal<Readonly<Record<string, Catalogue<Key>>>>({})
  readonly #pending = new Set<string>()
  readonly #translators = new Map<string, Translate<Key>>()
  #shown: readonly Translate<Key>[] = []

  constructor(urls: CatalogueUrls) {
    this.#urls = Object.entries(urls).map(([source, url]) => [source.split('/').slice(-2)[0] ?? '', url])
    this.languages = [...new Set(this.#urls.map(([language]) => language))]
  }

  /**
   * Messages in the language nearest to `asked`, otherwise the first of `hall` with a catalogue; undefined until
   * loaded. Reads a signal, so that the component is rendered again then.
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

  /** Messages in all of `asked`; until each is loaded the previous ones, at first none. */
  shown(asked: readonly string[], hall: readonly string[]): readonly Translate<Key>[] {
    const wanted = asked.map((language) => this.in(language, hall))
    if (wanted.every((one) => one !== undefined)) this.#shown = wanted
    return this.#shown
  }

  /** Fetches a catalogue, again after `catalogueRetryMs` when it fails. */
  async #load(language: string): Promise<void> {
    if (this.#pending.has(language)) return
    this.#pending.add(language)
    try {
      const urls = this.#urls.filter((one) => one[0] === language)
      const parts = await Promise.all(urls.map(([, url]) => fetchCatalogue<Key>(url)))
      const catalogue: Catalogue<Key> = Object.assign({}, ...parts)
      void preloadFonts(catalogue)
      this.#loaded.value = { ...this.#loaded.value, [language]: catalogue }
    } catch {
      setTimeout(() => {
        this.#pending.delete(language)
        void this.#load(language)
      }, catalogueRetryMs)
    }
  }
}

async function fetchCatalogue<Key extends string>(url: string): Promise<Catalogue<Key>> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return (await answer.json()) as Catalogue<Key>
}

/** Languages of the hall as the server wrote them into the document, otherwise the browser's. */
export const languagesAtStart = (): readonly string[] =>
  document.documentElement.dataset.languages?.split(' ') ?? navigator.languages

/** Sets language, direction and title of the document. */
export function applyLanguage({ language }: { readonly language: string }, title: string): void {
  const root = document.documentElement
  root.lang = language
  root.dir = directionOf(language)
  document.title = title
}
