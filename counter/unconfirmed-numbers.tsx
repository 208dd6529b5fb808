import type { JSX } from 'preact'
import { hallTime } from '../display/parts/hall-time.ts'
import type { CounterView } from '../server/hall/views/view-types.ts'
import { limits } from './limits.ts'
import type { Translations } from './translations.ts'

interface Props {
  view: Pick<CounterView, 'unconfirmed' | 'timeZone'>
  translations: Pick<Translations, 't'>
}

/** Names the waiting tickets whose customers may not know the number, and says what to do. */
export function UnconfirmedNumbers({ view, translations }: Props): JSX.Element | null {
  const { t } = translations
  const all = Object.values(view.unconfirmed).sort((a, b) => a.issuedAt - b.issuedAt)
  if (all.length === 0) return null
  const named = all
    .slice(0, limits.unconfirmedShown)
    .map(({ label, issuedAt }) => t('unconfirmed.ticket', { label, time: hallTime(issuedAt, view.timeZone) }))
    .join(' · ')
  const tickets =
    all.length > limits.unconfirmedShown ? t('unconfirmed.more', { tickets: named, n: all.length }) : named
  return (
    <p class="unconfirmed" role="status">
      ▲ {t('unconfirmed.waiting', { tickets })}
    </p>
  )
}
