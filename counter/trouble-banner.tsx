import type { JSX } from 'preact'
import type { Trouble } from '../server/protocol/messages.ts'
import type { Translations } from './translations.ts'

/** Why the hall takes no commands just now: said before anybody presses a key in vain. */
export const TroubleBanner = ({
  trouble,
  say,
}: { trouble: Trouble } & Pick<Translations, 'say'>): JSX.Element => (
  <p class="banner" role="alert">
    <strong>▲ {say(`refusal.${trouble}`)}</strong>
  </p>
)
