import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import { hallDate, hallTime } from './hall-time.ts'

export interface ClockProps {
  /** The server's time, never the screen's own. */
  now: ReadonlySignal<EpochMs>
  timeZone: string
  language: string
  withDate?: boolean
}

/** The hall's date and time. */
export const Clock = ({ now, timeZone, language, withDate = true }: ClockProps) => (
  <p class="clock">
    {withDate && <span class="clock-date">{hallDate(now.value, timeZone, language)}</span>}{' '}
    <time class="digits clock-time" dateTime={new Date(now.value).toISOString().slice(0, 16)}>
      {hallTime(now.value, timeZone)}
    </time>
  </p>
)
