import { counter as counterEn } from '../display/words/counter.en.ts'
import { counter as counterZh } from '../display/words/counter.zh-CN.ts'
import { desk as deskEn } from '../display/words/desk.en.ts'
import { desk as deskZh } from '../display/words/desk.zh-CN.ts'
import { floor as floorEn } from '../display/words/floor.en.ts'
import { floor as floorZh } from '../display/words/floor.zh-CN.ts'
import { localText, type Translate, translator } from '../display/words/words.ts'
import type { Texts } from '../server/hall/ids.ts'
import type { StaffTicket } from '../server/hall/views/view-types.ts'

export const counterWords = { 'zh-CN': counterZh, en: counterEn }
export const floorWords = { 'zh-CN': { ...floorZh, ...deskZh }, en: { ...floorEn, ...deskEn } }
/** The languages that staff pages speak. */
export const staffLanguages = ['zh-CN', 'en'] as const
/** Each language in its own words. */
export const languageNames: Readonly<Record<string, string>> = { 'zh-CN': '中文', en: 'English' }

export type CounterKey = keyof typeof counterZh
export type FloorKey = keyof typeof floorZh | keyof typeof deskZh

/** How a page speaks: its own catalogue, the floor's, and the hall's own texts, in one language. */
export interface Translations {
  readonly language: string
  readonly say: Translate<CounterKey>
  readonly floor: Translate<FloorKey>
  /** A text of the hall; never empty when the hall has any. */
  readonly text: (texts: Texts | undefined) => string
}

export function translationsOf(language: string): Translations {
  return {
    language,
    say: translator<CounterKey>(counterWords, language),
    floor: translator<FloorKey>(floorWords, language),
    text: (texts) => localText(texts, language),
  }
}

export const minutesOf = (ms: number): number => Math.max(0, Math.floor(ms / 60_000))

/** `02:14`, and `1:02:14` from an hour on. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** What a colleague should know about a ticket at a glance: category, mark, language (when it is not the hall's own), notes; the ordinary is silent. */
export function traits(ticket: StaffTicket, hall: { languages: string[] }, tongue: Translations): string[] {
  const { floor, say } = tongue
  return [
    ...(ticket.category === 'ordinary' ? [] : [floor(`category.${ticket.category}`)]),
    ...(ticket.mark && ticket.mark !== ticket.category ? [floor(`mark.${ticket.mark}`)] : []),
    ...(ticket.language === (hall.languages[0] ?? tongue.language) ? [] : [languageName(ticket.language)]),
    ...(ticket.notes > 0 ? [say('ticket.notes', { n: ticket.notes })] : []),
  ]
}

export const languageName = (tag: string): string => languageNames[tag] ?? tag
