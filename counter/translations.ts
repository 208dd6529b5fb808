import { signal } from '@preact/signals'
import { languagesAtStart } from '../display/parts/page-translations.ts'
import type { Key } from '../display/words/catalogue-keys.ts'
import { languageName } from '../display/words/languages.ts'
import { localText, type Translate } from '../display/words/translator.ts'
import { withWholeNumbers } from '../display/words/whole-numbers.ts'
import type { Texts } from '../server/hall/ids.ts'
import type { StaffTicket } from '../server/hall/views/view-types.ts'

export type StaffKey = Key<'issuing' | 'staff'>

/** Messages of the staff's pages and texts of the hall, in one language. */
export interface Translations {
  /** A language of the hall, even where no catalogue of it exists. */
  readonly language: string
  /** Languages of the hall, in its order. */
  readonly languages: readonly string[]
  readonly t: Translate<StaffKey>
  /** A text of the hall; falls back to its first language. */
  readonly text: (texts: Texts | undefined) => string
}

/** Languages of the hall: from the page's document at first, then from the view. */
export const hallLanguages = signal(languagesAtStart())

/** The language chosen on this computer if the hall has it, otherwise the hall's first. */
export const staffLanguage = (chosen: string): string =>
  hallLanguages.value.includes(chosen) ? chosen : (hallLanguages.value[0] ?? '')

export const translationsWith = <T extends Translate<StaffKey>>(t: T): Translations & { readonly t: T } => ({
  language: t.asked,
  languages: hallLanguages.value,
  t,
  text: (texts) => withWholeNumbers(localText(texts, t.asked)),
})

export const minutesOf = (ms: number): number => Math.max(0, Math.floor(ms / 60_000))

/** `02:14`, from an hour on `1:02:14`. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** Category, placement reason, language, notes of a ticket, and that its number is unconfirmed, without the ordinary. */
export function traits(
  ticket: StaffTicket,
  hall: { languages: string[] },
  translations: Translations & { readonly t: Translate<'ticket.notes'> },
): string[] {
  const { t } = translations
  return [
    ...(ticket.category === 'ordinary' ? [] : [t(`category.${ticket.category}`)]),
    ...(ticket.mark && ticket.mark !== ticket.category ? [t(`mark.${ticket.mark}`)] : []),
    ...(ticket.language === (hall.languages[0] ?? translations.language)
      ? []
      : [languageName(ticket.language, hall.languages)]),
    ...(ticket.notes > 0 ? [t('ticket.notes', { n: ticket.notes })] : []),
    ...(ticket.unconfirmed ? [t('unconfirmed.trait')] : []),
  ]
}
