import type { JSX } from 'preact'
import type { Trouble } from '../server/protocol/messages.ts'
import type { Translations } from './translations.ts'

/** Why the hall takes no commands just now: said before anybody presses a key in vain. */
export const TroubleBanner = ({
  trouble,
  t,
}: { trouble: Trouble } & Pick<Translations, 't'>): JSX.Element => (
  <p class="banner" role="alert">
    <strong>▲ {t(`refusal.${trouble}`)}</strong>
  </p>
)
