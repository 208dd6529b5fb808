const primary = (tag: string): string => tag.split('-')[0] ?? tag

/** The tag among `tags` that is equal to `language`, otherwise the first with the same primary subtag. */
const match = (tags: readonly string[], language: string): string | undefined =>
  tags.find((tag) => tag === language) ?? tags.find((tag) => primary(tag) === primary(language))

/** The best match of `language` among `tags`: equal, then with the same primary subtag, then the first. */
export const closest = (tags: readonly string[], language: string): string | undefined =>
  match(tags, language) ?? tags[0]

/** The language among `known` that matches the first of `wanted`, otherwise the next; then English, then the first. */
export function spokenFor(known: readonly string[], wanted: readonly string[]): string {
  for (const language of [...wanted, 'en']) {
    const found = match(known, language)
    if (found !== undefined) return found
  }
  return known[0] ?? 'en'
}

/** The language of the hall that matches the first of `preferred`, otherwise the next; then the hall's first. */
export function offeredFor(hall: readonly string[], preferred: readonly string[]): string {
  for (const language of preferred) {
    const found = match(hall, language)
    if (found !== undefined) return found
  }
  return hall[0] ?? preferred[0] ?? 'en'
}

/** The language after `shown` in the hall's list, cyclic; undefined where there is no other. */
export function languageAfter(hall: readonly string[], shown: string): string | undefined {
  const next = hall[(hall.indexOf(shown) + 1) % hall.length]
  return next === shown ? undefined : next
}

/** Right-to-left languages, for browsers without `Intl.Locale` text info. */
const rightToLeft = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/

interface LocaleWithText extends Intl.Locale {
  getTextInfo?(): { direction?: string }
  /** The accessor that older browsers have instead of `getTextInfo`. */
  textInfo?: { direction?: string }
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  let direction: string | undefined
  try {
    const locale: LocaleWithText = new Intl.Locale(language)
    direction = (locale.getTextInfo?.() ?? locale.textInfo)?.direction
  } catch {
    // Not a valid language tag: the list decides.
  }
  return (direction ?? (rightToLeft.test(language) ? 'rtl' : 'ltr')) === 'rtl' ? 'rtl' : 'ltr'
}

/** Attributes of an element whose text is in `language`. */
export const inLanguage = (language: string): { lang: string; dir: 'ltr' | 'rtl' } => ({
  lang: language,
  dir: directionOf(language),
})

/** Name of a language in that language; with its region only where `among` has the language twice. */
export function languageName(tag: string, among: readonly string[] = []): string {
  const isTwice = among.some((other) => other !== tag && primary(other) === primary(tag))
  const named = isTwice ? tag : primary(tag)
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(named) ?? tag
  } catch {
    return tag
  }
}
