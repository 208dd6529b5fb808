import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Bilingual } from './bilingual.ts'
import { hallTime } from './hall-time.ts'
import { SecondLanguage } from './second-language.tsx'

export interface ConnectionLostProps {
  heardAt: ReadonlySignal<EpochMs | undefined>
  timeZone: string | undefined
  translations: Bilingual<'lost' | 'lost.more' | 'lost.since'>
}

/** Replaces the calls of a disconnected screen, because they may be out of date. */
export function ConnectionLost({ heardAt, timeZone, translations }: ConnectionLostProps) {
  const { first } = translations
  const time = heardAt.value === undefined ? undefined : hallTime(heardAt.value, timeZone ?? 'UTC')
  return (
    <section class="connection-lost" role="alert">
      <p class="connection-lost-what">{first('lost')}</p>
      <p class="connection-lost-do">{first('lost.more')}</p>
      <SecondLanguage
        translations={translations}
        text={(t) => `${t('lost')} · ${t('lost.more')}`}
        as="p"
        class="connection-lost-else"
      />
      {time && (
        <p class="connection-lost-since">
          {first('lost.since', { time })}{' '}
          <SecondLanguage translations={translations} text={(t) => t('lost.since', { time })} />
        </p>
      )}
    </section>
  )
}
