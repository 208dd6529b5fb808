import type { EpochMs } from '../../server/hall/ids.ts'
import { dateFormat } from '../words/intl.ts'

/** `HH:MM` in the hall's zone. */
export const hallTime = (at: EpochMs, timeZone: string): string =>
  format('en-GB', timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** `HH:MM:SS` in the hall's zone. */
export const hallClock = (at: EpochMs, timeZone: string): string =>
  format('en-GB', timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)

/** `HH:MM` of a close; midnight is written `24:00`, because `00:00` reads as the start of the day. */
export const closingTime = (at: EpochMs, timeZone: string): string =>
  hallTime(at, timeZone).replace('00:00', '24:00')

/** Day, month and weekday in the hall's zone, as `language` writes them. */
export const hallDate = (at: EpochMs, timeZone: string, language: string): string =>
  format(language, timeZone, { month: 'long', day: 'numeric', weekday: 'long' }).format(at)

/** Day, month and year in the hall's zone, for days that may be of another year. */
export const hallDay = (at: EpochMs, timeZone: string, language: string): string =>
  format(language, timeZone, { year: 'numeric', month: 'long', day: 'numeric' }).format(at)

/** `HH:MM`, with the date before it when that is not today. */
export function hallMoment(at: EpochMs, now: EpochMs, timeZone: string, language: string): string {
  const day = hallDate(at, timeZone, language)
  return (day === hallDate(now, timeZone, language) ? '' : `${day} `) + hallTime(at, timeZone)
}

const formats = new Map<string, ReturnType<typeof dateFormat>>()

/** Caches formats, because constructing one costs far more than using it, and clocks do so every second. */
function format(
  language: string,
  timeZone: string,
  how: Intl.DateTimeFormatOptions,
): ReturnType<typeof dateFormat> {
  const key = `${language} ${timeZone} ${Object.keys(how)}`
  const known = formats.get(key)
  if (known) return known
  const made = dateFormat(language, { ...how, timeZone })
  formats.set(key, made)
  return made
}
