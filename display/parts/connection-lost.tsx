import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Bilingual } from './bilingual.ts'
import { hallTime } from './hall-time.ts'
import { SecondLanguage } from './second-language.tsx'

export interface ConnectionLostProps {
  heardAt: ReadonlySignal<EpochMs | undefined>
  timeZone: string | undefined
  words: Bilingual<'lost' | 'lost.more' | 'lost.since'>
}

/** Stands where numbers stood once nobody can vouch for them any more. */
export function ConnectionLost({ heardAt, timeZone, words }: ConnectionLostProps) {
  const { first } = words
  const time = heardAt.value === undefined ? undefined : hallTime(heardAt.value, timeZone ?? 'UTC')
  return (
    <section class="interruption" role="alert">
      <p class="interruption-what">{first('lost')}</p>
      <p class="interruption-do">{first('lost.more')}</p>
      <SecondLanguage
        words={words}
        text={(t) => `${t('lost')} · ${t('lost.more')}`}
        as="p"
        class="interruption-else"
      />
      {time && (
        <p class="interruption-since">
          {first('lost.since', { time })}{' '}
          <SecondLanguage words={words} text={(t) => t('lost.since', { time })} />
        </p>
      )}
    </section>
  )
}
