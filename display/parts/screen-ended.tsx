import type { Bilingual } from './bilingual.ts'
import { SecondLanguage } from './second-language.tsx'

/** Replaces the calls of a screen whose device or counter has left the settings of the hall. */
export function ScreenEnded({ translations }: { translations: Bilingual<'ended' | 'ended.more'> }) {
  const { first } = translations
  return (
    <section class="screen-notice" role="alert">
      <p class="screen-notice-what">{first('ended')}</p>
      <p class="screen-notice-do">{first('ended.more')}</p>
      <SecondLanguage
        translations={translations}
        text={(t) => `${t('ended')}\u00a0· ${t('ended.more')}`}
        as="p"
        class="screen-notice-else"
      />
    </section>
  )
}
