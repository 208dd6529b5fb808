import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Bilingual } from './bilingual.ts'
import { hallTime } from './hall-time.ts'
import { SecondLanguage } from './second-language.tsx'

interface ConnectionLostProps {
  heardAt: ReadonlySignal<EpochMs | undefined>
  timeZone: string | undefined
  translations: Bilingual<'lost' | 'lost.more' | 'lost.since'>
}

/** Replaces the calls of a disconnected screen, because they may be out of date. */
export function ConnectionLost({ heardAt, timeZone, translations }: ConnectionLostProps) {
  const { first } = translations
  const time = heardAt.value === undefined ? undefined : hallTime(heardAt.value, timeZone ?? 'UTC')
  return (
    <section class="screen-notice" role="alert">
      <p class="screen-notice-what">{first('lost')}</p>
      <p class="screen-notice-do">{first('lost.more')}</p>
      <SecondLanguage
        translations={translations}
        text={(t) => `${t('lost')}\u00a0· ${t('lost.more')}`}
        as="p"
        class="screen-notice-else"
      />
      {time && (
        <p class="screen-notice-since">
          {first('lost.since', { time })}{' '}
          <SecondLanguage translations={translations} text={(t) => t('lost.since', { time })} />
        </p>
      )}
    </section>
  )
}
