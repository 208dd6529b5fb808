import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SetupTranslations } from '../../../counter/setup/setup-translations.ts'
import { compileCatalogue } from '../../../display/words/catalogue-compiler.ts'
import { localText, translator } from '../../../display/words/translator.ts'

const words = join(import.meta.dirname, '../../../display/words')
/** The words of set-up in a language, without a page. */
export function saysIn(language: string): SetupTranslations {
  const catalogue = Object.assign(
    {},
    ...['issuing', 'staff', 'settings', 'setup'].map((page) =>
      JSON.parse(readFileSync(join(words, language, `${page}.json`), 'utf8')),
    ),
  )
  return {
    t: translator(compileCatalogue(catalogue), language),
    language,
    text: (texts: Record<string, string> | undefined) => localText(texts, language),
  } as unknown as SetupTranslations
}
