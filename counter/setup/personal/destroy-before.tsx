import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { SectionProps } from '../section-props.ts'
import { Destruction, type Found } from './destruction.tsx'
import type { PersonalAnswer, PersonalPurpose } from './personal-query.ts'

interface DestroyBeforeProps extends SectionProps {
  stored: PersonalAnswer
  done: (texts: number) => void
}

/** Destroys all words of a purpose that were written before a business day. */
export function DestroyBefore(props: DestroyBeforeProps): JSX.Element {
  const { stored, translations } = props
  const { t } = translations
  const purposes = Object.keys(stored.purposes) as PersonalPurpose[]
  const [purpose, setPurpose] = useState<PersonalPurpose>(purposes[0]!)
  const [before, setBefore] = useState('')
  const find = (): Found => {
    if (before === '') return { fault: t('personal.fault.invalid') }
    const n = Object.entries(stored.purposes[purpose].days)
      .filter(([day]) => day < before)
      .reduce((sum, [, count]) => sum + count, 0)
    if (n === 0) return { fault: t('personal.fault.none-before', { day: before }) }
    return { order: { purpose, before }, question: t(`personal.before.ask.${purpose}`, { n, day: before }) }
  }
  return (
    <Destruction
      {...props}
      id="destroy-before"
      title={t('personal.before')}
      look={t('personal.count')}
      find={find}
    >
      <label class="field">
        <span>{t('personal.purpose')}</span>
        <select
          value={purpose}
          onChange={({ currentTarget }) => setPurpose(currentTarget.value as PersonalPurpose)}
        >
          {purposes.map((one) => (
            <option key={one} value={one}>
              {t(`personal.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{t('personal.before.day')}</span>
        <input type="date" value={before} onInput={({ currentTarget }) => setBefore(currentTarget.value)} />
      </label>
    </Destruction>
  )
}
