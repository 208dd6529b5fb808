import type { Key } from '../../../display/words/catalogue-keys.ts'
import { type Catalogue, type Translate, translator } from '../../../display/words/translator.ts'

type Page = 'board' | 'window' | 'issuing' | 'kiosk' | 'phone' | 'staff' | 'console' | 'manager'

const urls = import.meta.glob<string>('../../../display/words/*/*.json', {
  query: '?url',
  import: 'default',
  eager: true,
})
/** All catalogues, before the first part is drawn. */
const catalogues = new Map(
  await Promise.all(
    Object.entries(urls).map(
      async ([source, url]) =>
        [source.split('/').slice(-2).join('/'), (await (await fetch(url)).json()) as Catalogue] as const,
    ),
  ),
)

/** The texts of these pages' parts in `language`. */
export function spoken<One extends Page>(language: string, ...pages: One[]): Translate<Key<One>> {
  const all = pages.map((page) => catalogues.get(`${language}/${page}.json`))
  return translator<Key<One>>(Object.assign({}, ...all), language)
}
