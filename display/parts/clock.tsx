import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import { hallDate, hallTime } from './hall-time.ts'

interface ClockProps {
  /** The server's time, because a screen's own clock may be wrong. */
  now: ReadonlySignal<EpochMs>
  timeZone: string
  language: string
  withDate?: boolean
}

/** Date and time in the hall's zone. */
export const Clock = ({ now, timeZone, language, withDate = true }: ClockProps) => (
  <p class="clock">
    {withDate && <span class="clock-date">{hallDate(now.value, timeZone, language)}</span>}{' '}
    <time class="digits clock-time" dateTime={new Date(now.value).toISOString().slice(0, 16)}>
      {hallTime(now.value, timeZone)}
    </time>
  </p>
)
