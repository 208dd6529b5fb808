import type { JSX } from 'preact'
import { useOutsideView } from '../../use-live-view.ts'
import type { SectionProps } from '../section-props.ts'

/** The accounts of staff. */
export function People({ live, translations }: SectionProps): JSX.Element {
  const { t } = translations
  const staff = useOutsideView(live.client, 'staff')?.staff
  if (!staff) return <p role="status">{t('connection.joining')}</p>
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t('section.people')}</h2>
      <ul class="people">
        {Object.entries(staff).map(([badge, { name, roles }]) => (
          <li key={badge} class="person">
            <b class="digits">{badge}</b> <span>{name}</span>{' '}
            <span>{roles.map((role) => t(`role.${role}`)).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
