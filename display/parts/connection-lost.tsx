import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import { hallTime } from './hall-time.ts'
import type { Tongues } from './bilingual.ts'

export interface InterruptionProps {
  heardAt: ReadonlySignal<EpochMs | undefined>
  timeZone: string | undefined
  words: Tongues<'lost' | 'lost.more' | 'lost.since'>
}

/** Stands where numbers stood once nobody can vouch for them any more. */
export function Interruption({ heardAt, timeZone, words }: InterruptionProps) {
  const { first, second } = words
  const time = heardAt.value === undefined ? undefined : hallTime(heardAt.value, timeZone ?? 'UTC')
  return (
    <section class="interruption" role="alert">
      <p class="interruption-what">{first('lost')}</p>
      <p class="interruption-do">{first('lost.more')}</p>
      <p class="interruption-else" lang={second.language}>
        {second('lost')} · {second('lost.more')}
      </p>
      {time && (
        <p class="interruption-since">
          {first('lost.since', { time })} <span lang={second.language}>{second('lost.since', { time })}</span>
        </p>
      )}
    </section>
  )
}
