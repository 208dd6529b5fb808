/**
 * `Intl` as far as this browser has it. A browser may lack a constructor, a language or a time zone, and then throws;
 * each is replaced by the nearest that works, because a text with a plainer figure is better than an empty page.
 */

/** The result of the first of `ways` that does not throw, otherwise `last`. */
function firstOf<T>(ways: readonly (() => T)[], last: T): T {
  for (const way of ways)
    try {
      return way()
    } catch {
      // The next way asks less of the browser.
    }
  return last
}

type DateFormat = Pick<Intl.DateTimeFormat, 'format'>

/** Formats dates in `language`; otherwise in English, in the browser's own time zone, or in digits. */
export function dateFormat(
  language: Intl.LocalesArgument,
  options: Intl.DateTimeFormatOptions = {},
): DateFormat {
  const { timeZone: _, ...local } = options
  return firstOf<DateFormat>(
    [
      () => new Intl.DateTimeFormat(language, options),
      () => new Intl.DateTimeFormat('en', options),
      () => new Intl.DateTimeFormat(language, local),
      () => new Intl.DateTimeFormat('en', local),
    ],
    { format: (at) => inDigits(new Date(at ?? Date.now()), 'hour' in options) },
  )
}

const two = (n: number): string => String(n).padStart(2, '0')

const inDigits = (at: Date, isTime: boolean): string =>
  isTime
    ? `${two(at.getHours())}:${two(at.getMinutes())}`
    : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`

/** Whether this browser knows the time zone. */
export const knowsTimeZone = (timeZone: string): boolean =>
  firstOf([() => new Intl.DateTimeFormat('en', { timeZone }) !== undefined], false)

/** Whether this browser writes dates in the language. */
export const knowsLanguage = (language: string): boolean =>
  firstOf([() => Intl.DateTimeFormat.supportedLocalesOf([language]).length > 0], false)

/** The time zone of this machine. */
export const localTimeZone = (): string =>
  firstOf([() => Intl.DateTimeFormat().resolvedOptions().timeZone], 'UTC')

/** Plural categories of `language`; otherwise `other`, which every message has. */
export const pluralRules = (
  language: Intl.LocalesArgument,
  options?: Intl.PluralRulesOptions,
): Intl.PluralRules =>
  firstOf([() => new Intl.PluralRules(language, options)], {
    select: () => 'other',
  } as Partial<Intl.PluralRules> as Intl.PluralRules)

export const numberFormat = (
  language?: Intl.LocalesArgument,
  options?: Intl.NumberFormatOptions,
): Intl.NumberFormat =>
  firstOf([() => new Intl.NumberFormat(language, options)], {
    format: String,
  } as Partial<Intl.NumberFormat> as Intl.NumberFormat)

/** Words of a text; undefined where the browser has no segmenter. */
export const wordSegmenter = (language: string): Intl.Segmenter | undefined =>
  firstOf([() => new Intl.Segmenter(language, { granularity: 'word' })], undefined)
