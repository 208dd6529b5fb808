import type { Bilingual } from './bilingual.ts'
import { SecondLanguage } from './second-language.tsx'

/** Replaces the calls of a screen whose device or counter has left the settings of the hall. */
export function ScreenEnded({ translations }: { translations: Bilingual<'ended' | 'ended.more'> }) {
  const { first } = translations
  return (
    <section class="connection-lost" role="alert">
      <p class="connection-lost-what">{first('ended')}</p>
      <p class="connection-lost-do">{first('ended.more')}</p>
      <SecondLanguage
        translations={translations}
        text={(t) => `${t('ended')} · ${t('ended.more')}`}
        as="p"
        class="connection-lost-else"
      />
    </section>
  )
}
