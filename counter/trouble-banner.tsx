import type { JSX } from 'preact'
import type { Trouble } from '../server/protocol/messages.ts'
import type { Translations } from './translations.ts'

/** Shows why the hall takes no commands at present. */
export const TroubleBanner = ({
  trouble,
  t,
}: { trouble: Trouble } & Pick<Translations, 't'>): JSX.Element => (
  <p class="banner" role="alert">
    <strong>▲ {t(`refusal.${trouble}`)}</strong>
  </p>
)
