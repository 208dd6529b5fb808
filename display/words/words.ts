import type { Texts } from '../../server/hall/ids.ts'

/** Forms by the CLDR plural category of the fact `count`; `other` always. */
export type Plural = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string }
/** `{name}` stands for a fact. */
export type Entry = string | Plural
export type Catalogue = Readonly<Record<string, Entry>>
/** What another language must say, given the catalogue of the first: `satisfies Sayings<typeof first>`. */
export type Sayings<First> = Readonly<Record<keyof First, Entry>>
export type Facts = Readonly<Record<string, string | number>>

export interface Translate<Key> {
  (key: Key, facts?: Facts): string
  /** The language actually spoken, for `lang` attributes. */
  readonly language: string
}

/** The tag among `tags` that answers `language` best: the same, then the same language, then the first. */
export const closest = (tags: readonly string[], language: string): string | undefined =>
  tags.find((tag) => tag === language) ??
  tags.find((tag) => tag.split('-')[0] === language.split('-')[0]) ??
  tags[0]

/** A text of the hall in `language`; falls back to its first. */
export const localText = (texts: Texts | undefined, language: string): string =>
  texts?.[closest(Object.keys(texts), language) ?? ''] ?? ''

/** Between two Chinese signs stands no space, whatever was put together. */
export const closeUp = (text: string): string =>
  text.replace(/([\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff])/g, '$1')

/** Says entries of the catalogue closest to `language`. A fact that was not given stays visible as `{name}`. */
export function translator<Keys extends string>(
  catalogues: Readonly<Record<string, Readonly<Record<Keys, Entry>>>>,
  language: string,
): Translate<Keys> {
  const spoken = closest(Object.keys(catalogues), language) ?? language
  const catalogue = catalogues[spoken]
  const rules = new Intl.PluralRules(spoken)
  const say = (key: Keys, facts: Facts = {}): string => {
    const entry: Entry = catalogue?.[key] ?? key
    const text = typeof entry === 'string' ? entry : (entry[rules.select(Number(facts.count))] ?? entry.other)
    return closeUp(text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole)))
  }
  return Object.assign(say, { language: spoken })
}
