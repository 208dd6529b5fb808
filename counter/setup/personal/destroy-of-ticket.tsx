import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import { typedLabel } from '../../../server/protocol/typed-label.ts'
import { limits } from '../../limits.ts'
import { faultText } from '../devices/device-commands.ts'
import type { SectionProps } from '../section-props.ts'
import { Confirm } from './confirm.tsx'
import { fetchOfTicket, type OfTicket } from './personal-query.ts'

/** Destroys the words about one ticket, named by its business day and label. */
export function DestroyOfTicket(props: SectionProps & { done: (texts: number) => void }): JSX.Element {
  const { live, translations, done } = props
  const { t } = translations
  const [day, setDay] = useState('')
  const [label, setLabel] = useState('')
  const [found, setFound] = useState<OfTicket>()
  const [fault, setFault] = useState('')
  const look = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setFound(undefined)
    const answer = await fetchOfTicket(day, typedLabel(label))
    if (typeof answer === 'string') return setFault(t(`personal.fault.${answer}`))
    const isNone = Object.values(answer.texts).every((texts) => texts === 0)
    setFault(isNone ? t('personal.fault.nothing', { ticket: answer.label }) : '')
    if (!isNone) setFound(answer)
  }
  const destroy = async (): Promise<void> => {
    if (!found || !live.ready) return
    const answer = await live.act('destroy-words', { day: found.day, label: found.label })
    setFound(undefined)
    if (!answer.ok) return setFault(faultText(answer, t))
    setFault('')
    done(answer.result.texts)
  }
  return (
    <section class="trust-card" aria-labelledby="destroy-ticket">
      <h3 id="destroy-ticket">{t('personal.of-ticket')}</h3>
      <form class="trust-form" onSubmit={look}>
        <label class="trust-field">
          <span>{t('personal.day')}</span>
          <input type="date" value={day} onInput={({ currentTarget }) => setDay(currentTarget.value)} />
        </label>
        <label class="trust-field">
          <span>{t('personal.ticket')}</span>
          <input
            value={label}
            maxLength={limits.labelLength}
            autocomplete="off"
            spellcheck={false}
            onInput={({ currentTarget }) => setLabel(currentTarget.value)}
          />
        </label>
        <div class="trust-keys">
          <button type="submit" class="row-key">
            {t('personal.look')}
          </button>
        </div>
      </form>
      {fault && (
        <p class="trust-fault" role="alert">
          ▲ {fault}
        </p>
      )}
      {found && (
        <Confirm
          translations={translations}
          question={t('personal.of-ticket.ask', {
            ticket: found.label,
            day: found.day,
            notes: found.texts.note,
            ratings: found.texts.rating,
          })}
          cancel={() => setFound(undefined)}
          go={() => void destroy()}
        />
      )}
    </section>
  )
}
