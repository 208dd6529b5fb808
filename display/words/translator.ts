import format, { type CompiledMessage, type FormatOptions } from 'icu-minify/format'
import type { Texts } from '../../server/hall/ids.ts'
import { dateFormat, numberFormat, pluralRules } from './intl.ts'
import { closest, directionOf, inLanguage } from './languages.ts'

/** The compiled messages of one page in one language; `compileCatalogue` makes them of `<lang>/<page>.json`. */
export type Catalogue<Key extends string = string> = Readonly<Record<Key, CompiledMessage>>
/** Arguments of a message by name. */
export type Facts = Readonly<Record<string, string | number>>

export interface Translate<Key> {
  (key: Key, facts?: Facts): string
  /** The language of these messages, for `lang` attributes. */
  readonly language: string
  /** The requested language, in which the hall's own texts are shown; not `language` where it has no catalogue. */
  readonly asked: string
}

/** A text of the hall in `language`, with its long words breakable; falls back to its first. */
export const localText = (texts: Texts | undefined, language: string): string =>
  breakingLongWords(texts?.[closest(Object.keys(texts), language) ?? ''] ?? '')

/**
 * Soft hyphens in words of more than 16 signs, which are longer than a line of a narrow box; none before a combining
 * mark. Shorter words stay whole, because a browser breaks at a soft hyphen whenever that fills the line. Scripts from
 * U+0E00 on, such as Thai and Chinese, break by themselves.
 */
export const breakingLongWords = (text: string): string =>
  text.replace(/[!-\u0dff]{17,}/g, (word) => word.replace(/.{4}(?=\P{M}.{2})/gu, '$&\u00ad'))

/** `lang` and `dir` of an element with a text of the hall; none where it has the language of the messages around it. */
export function textLanguage(
  texts: Texts | undefined,
  t: Pick<Translate<never>, 'language' | 'asked'>,
): { lang?: string; dir?: 'ltr' | 'rtl' } {
  const language = closest(Object.keys(texts ?? {}), t.asked) ?? t.language
  return language === t.language ? {} : inLanguage(language)
}

/** Removes spaces between Chinese characters, which concatenated messages leave. */
export const closeUp = (text: string): string =>
  text.replace(/([\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff])/g, '$1')

const rightToLeftSign = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
/** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE of the bidirectional algorithm. */
const isolates = ['\u2068', '\u2069'] as const

/**
 * A text inside a sentence, isolated where it may be of another direction. Otherwise digits and signs beside a Latin
 * name in an Arabic sentence, or an Arabic one in a Latin sentence, change places.
 */
export const isolated = (text: string, direction: 'ltr' | 'rtl'): string =>
  (direction === 'rtl' && !selector.test(text)) || rightToLeftSign.test(text) ? isolates.join(text) : text
/** A word of small Latin letters may choose among the branches of a `select`, and has nothing that changes places. */
const selector = /^[a-z-]+$/

/** Formats messages of a catalogue. A missing argument is shown as `{name}`. */
export function translator<Key extends string>(
  catalogue: Catalogue<Key>,
  language: string,
  asked = language,
): Translate<Key> {
  const plural = pluralRules(language)
  const direction = directionOf(language)
  const options: FormatOptions = {
    formatters: {
      getPluralRules: (locale, rules) => (rules?.type === 'ordinal' ? pluralRules(locale, rules) : plural),
      getNumberFormat: numberFormat,
      getDateTimeFormat: (...how) => dateFormat(...how) as Intl.DateTimeFormat,
    },
  }
  const t = (key: Key, facts: Facts = {}): string =>
    closeUp(String(format(catalogue[key] ?? key, language, visible(facts, direction), options)))
  return Object.assign(t, { language, asked })
}

const visible = (facts: Facts, direction: 'ltr' | 'rtl'): Record<string, string | number> =>
  new Proxy(facts, {
    has: () => true,
    get(given, name) {
      const fact: string | number = Reflect.get(given, name) ?? `{${String(name)}}`
      return typeof fact === 'string' ? isolated(fact, direction) : fact
    },
  })
