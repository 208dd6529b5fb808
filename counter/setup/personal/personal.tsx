import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { dayText } from '../devices/device-words.ts'
import type { SectionProps } from '../section-props.ts'
import { DestroyBefore } from './destroy-before.tsx'
import { DestroyOfTicket } from './destroy-of-ticket.tsx'
import { fetchPersonal, type PersonalAnswer, type PersonalPurpose } from './personal-query.ts'

/** Words of people that are stored, by purpose: how many and until when, never the words; and their destruction. */
export function Personal(props: SectionProps): JSX.Element {
  const { t } = props.translations
  const [stored, setStored] = useState<PersonalAnswer>()
  const [isLost, setLost] = useState(false)
  const [done, setDone] = useState<number>()
  const look = async (): Promise<void> => {
    const found = await fetchPersonal()
    setLost(!found)
    if (found) setStored(found)
  }
  useEffect(() => void look(), [])
  const destroyed = (texts: number): void => {
    setDone(texts)
    void look()
  }
  return (
    <section class="section" aria-labelledby="personal">
      <header class="section-head">
        <h2 id="personal">{t('section.personal')}</h2>
        <p>{t('personal.lead')}</p>
      </header>
      {isLost && (
        <p class="dialog-fault" role="alert">
          ▲ {t('personal.fault.unreachable')}
        </p>
      )}
      <p class="section-done" role="status">
        {done !== undefined && `✓ ${t('personal.done', { n: done })}`}
      </p>
      {stored &&
        Object.entries(stored.purposes).map(([purpose, facts]) => (
          <Purpose key={purpose} {...props} purpose={purpose as PersonalPurpose} facts={facts} />
        ))}
      {!stored && !isLost && <p role="status">{t('connection.joining')}</p>}
      {stored && props.roles.includes('administrator') && (
        <>
          <DestroyOfTicket {...props} done={destroyed} />
          <DestroyBefore {...props} stored={stored} done={destroyed} />
        </>
      )}
    </section>
  )
}

interface PurposeProps extends SectionProps {
  purpose: PersonalPurpose
  facts: PersonalAnswer['purposes'][PersonalPurpose]
}

function Purpose({ purpose, facts, ...says }: PurposeProps): JSX.Element {
  const { t } = says.translations
  const { texts, keptDays, endsWithTicket, endsAt, lastEndsAt } = facts
  return (
    <section class="section-card" aria-labelledby={`purpose-${purpose}`}>
      <h3 id={`purpose-${purpose}`}>{t(`personal.${purpose}`)}</h3>
      <p>{t(`personal.${purpose}.why`)}</p>
      <dl class="section-facts">
        <dt>{t('personal.texts')}</dt>
        <dd class="digits">{texts}</dd>
        <dt>{t('personal.kept')}</dt>
        <dd>{t(endsWithTicket ? 'personal.kept.ticket' : 'personal.kept.days', { n: keptDays })}</dd>
        {endsAt !== undefined && (
          <>
            <dt>{t('personal.ends')}</dt>
            <dd>{dayText(endsAt, says)}</dd>
          </>
        )}
        {lastEndsAt !== undefined && (
          <>
            <dt>{t('personal.last-ends')}</dt>
            <dd>{dayText(lastEndsAt, says)}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
