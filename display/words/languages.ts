const primary = (tag: string): string => tag.split('-')[0] ?? tag

/** The tag among `tags` that answers `language` best: the same, then the same language. */
const match = (tags: readonly string[], language: string): string | undefined =>
  tags.find((tag) => tag === language) ?? tags.find((tag) => primary(tag) === primary(language))

/** The tag among `tags` that answers `language` best: the same, then the same language, then the first. */
export const closest = (tags: readonly string[], language: string): string | undefined =>
  match(tags, language) ?? tags[0]

/**
 * The language among `known` for somebody who asks for the first of `wanted`, otherwise for the next; where none is
 * known, English, otherwise the first known.
 */
export function spokenFor(known: readonly string[], wanted: readonly string[]): string {
  for (const language of [...wanted, 'en']) {
    const found = match(known, language)
    if (found !== undefined) return found
  }
  return known[0] ?? 'en'
}

/** The language of the hall's list for somebody who prefers the first of `preferred`, otherwise the next; else its first. */
export function offeredFor(hall: readonly string[], preferred: readonly string[]): string {
  for (const language of preferred) {
    const found = match(hall, language)
    if (found !== undefined) return found
  }
  return hall[0] ?? preferred[0] ?? 'en'
}

/** The language after `shown` in the hall's list, round and round; undefined where there is no other. */
export function languageAfter(hall: readonly string[], shown: string): string | undefined {
  const next = hall[(hall.indexOf(shown) + 1) % hall.length]
  return next === shown ? undefined : next
}

/** Languages written from right to left, for browsers whose `Intl.Locale` does not tell. */
const rightToLeft = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/

interface LocaleWithText extends Intl.Locale {
  getTextInfo?(): { direction?: string }
  /** What `getTextInfo` was before it became a method. */
  textInfo?: { direction?: string }
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  let direction: string | undefined
  try {
    const locale: LocaleWithText = new Intl.Locale(language)
    direction = (locale.getTextInfo?.() ?? locale.textInfo)?.direction
  } catch {
    // No language tag: the list decides.
  }
  return (direction ?? (rightToLeft.test(language) ? 'rtl' : 'ltr')) === 'rtl' ? 'rtl' : 'ltr'
}

/** Attributes of an element whose text is in `language`. */
export const inLanguage = (language: string): { lang: string; dir: 'ltr' | 'rtl' } => ({
  lang: language,
  dir: directionOf(language),
})

/** A language in its own words; its region is said only where `among` has the language twice. */
export function languageName(tag: string, among: readonly string[] = []): string {
  const isTwice = among.some((other) => other !== tag && primary(other) === primary(tag))
  const named = isTwice ? tag : primary(tag)
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(named) ?? tag
  } catch {
    return tag
  }
}
