import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileCatalogue } from '../../display/words/catalogue-compiler.ts'
import type { Key } from '../../display/words/catalogue-keys.ts'
import { spokenFor } from '../../display/words/languages.ts'
import { type Translate, translator } from '../../display/words/translator.ts'
import { packageRoot } from '../package-root.ts'

const folder = join(packageRoot, 'display/words')
const fileOf = (language: string): string => join(folder, language, 'slip.json')

/** The languages that slips have texts for. Another language needs a `slip.json` in its folder, and nothing else. */
export const slipLanguages: readonly string[] = readdirSync(folder)
  .filter((language) => existsSync(fileOf(language)))
  .sort()

const made = new Map<string, Translate<Key<'slip'>>>()

/**
 * Returns the texts of slips in the language nearest to `asked`. Without any, in the first of the hall's languages
 * that has some.
 */
export function slipWords(asked: string, hall: readonly string[] = []): Translate<Key<'slip'>> {
  const language = spokenFor(slipLanguages, [asked, ...hall])
  const known = made.get(language)
  if (known) return known
  const messages: Record<Key<'slip'>, string> = JSON.parse(readFileSync(fileOf(language), 'utf8'))
  const t = translator(compileCatalogue(messages), language)
  made.set(language, t)
  return t
}
