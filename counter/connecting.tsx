import type { JSX } from 'preact'
import type { Translations } from './translations.ts'

/** The page before it has a view. */
export const Connecting = ({ translations }: { translations: Translations }): JSX.Element => (
  <main class="sign-in">
    <p role="status">{translations.t('connection.joining')}</p>
  </main>
)
