import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { typedLabel } from '../../../server/protocol/typed-label.ts'
import { limits } from '../../limits.ts'
import type { SectionProps } from '../section-props.ts'
import { Destruction, type Found } from './destruction.tsx'
import { fetchOfTicket } from './personal-query.ts'

/** Destroys the words about one ticket, named by its business day and label. */
export function DestroyOfTicket(props: SectionProps & { done: (texts: number) => void }): JSX.Element {
  const { t } = props.translations
  const [typedDay, setDay] = useState('')
  const [typed, setTyped] = useState('')
  const find = async (): Promise<Found> => {
    const answer = await fetchOfTicket(typedDay, typedLabel(typed))
    if (typeof answer === 'string') return { fault: t(`personal.fault.${answer}`) }
    const { day, label, texts } = answer
    if (Object.values(texts).every((count) => count === 0))
      return { fault: t('personal.fault.nothing', { ticket: label }) }
    const facts = { ticket: label, day, notes: texts.note, ratings: texts.rating }
    return { order: { day, label }, question: t('personal.of-ticket.ask', facts) }
  }
  return (
    <Destruction
      {...props}
      id="destroy-ticket"
      title={t('personal.of-ticket')}
      look={t('personal.look')}
      find={find}
    >
      <label class="field">
        <span>{t('personal.day')}</span>
        <input type="date" value={typedDay} onInput={({ currentTarget }) => setDay(currentTarget.value)} />
      </label>
      <label class="field">
        <span>{t('personal.ticket')}</span>
        <input
          value={typed}
          maxLength={limits.labelLength}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
    </Destruction>
  )
}
