import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import { faultText } from '../devices/device-commands.ts'
import type { SectionProps } from '../section-props.ts'
import { Confirm } from './confirm.tsx'
import type { PersonalAnswer, PersonalPurpose } from './personal-query.ts'

interface DestroyBeforeProps extends SectionProps {
  stored: PersonalAnswer
  done: (texts: number) => void
}

interface Asked {
  readonly purpose: PersonalPurpose
  readonly before: string
  readonly texts: number
}

/** Destroys all words of a purpose that were written before a business day. */
export function DestroyBefore({ stored, done, live, translations }: DestroyBeforeProps): JSX.Element {
  const { t } = translations
  const purposes = Object.keys(stored.purposes) as PersonalPurpose[]
  const [purpose, setPurpose] = useState<PersonalPurpose>(purposes[0]!)
  const [before, setBefore] = useState('')
  const [asked, setAsked] = useState<Asked>()
  const [fault, setFault] = useState('')
  const ask = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    setAsked(undefined)
    if (before === '') return setFault(t('personal.fault.invalid'))
    const texts = Object.entries(stored.purposes[purpose].days)
      .filter(([day]) => day < before)
      .reduce((sum, [, count]) => sum + count, 0)
    setFault(texts === 0 ? t('personal.fault.none-before', { day: before }) : '')
    if (texts > 0) setAsked({ purpose, before, texts })
  }
  const destroy = async (): Promise<void> => {
    if (!asked || !live.ready) return
    const answer = await live.act('destroy-words', { purpose: asked.purpose, before: asked.before })
    setAsked(undefined)
    if (!answer.ok) return setFault(faultText(answer, t))
    setFault('')
    done(answer.result.texts)
  }
  return (
    <section class="trust-card" aria-labelledby="destroy-before">
      <h3 id="destroy-before">{t('personal.before')}</h3>
      <form class="trust-form" onSubmit={ask}>
        <label class="trust-field">
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
        <label class="trust-field">
          <span>{t('personal.before.day')}</span>
          <input type="date" value={before} onInput={({ currentTarget }) => setBefore(currentTarget.value)} />
        </label>
        <div class="trust-keys">
          <button type="submit" class="row-key">
            {t('personal.count')}
          </button>
        </div>
      </form>
      {fault && (
        <p class="trust-fault" role="alert">
          ▲ {fault}
        </p>
      )}
      {asked && (
        <Confirm
          translations={translations}
          question={t(`personal.before.ask.${asked.purpose}`, { n: asked.texts, day: asked.before })}
          cancel={() => setAsked(undefined)}
          go={() => void destroy()}
        />
      )}
    </section>
  )
}
