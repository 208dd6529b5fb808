import type { JSX, TargetedSubmitEvent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Drawn } from '../../server/protocol/messages.ts'
import { limits } from '../limits.ts'
import { type Looked, lookAt } from '../sign-in/session.ts'
import type { ConsoleTranslations } from './console-translations.ts'

export interface CounterChoiceProps {
  translations: ConsoleTranslations
  me: string | undefined
  /** A counter that was asked for and is not there. */
  missing: string | undefined
  choose: (counter: string) => void
  onSignedOut: () => void
}

/** Which counter this computer is; every counter's view names them all, the first one's is asked. */
export function CounterChoice({
  translations,
  me,
  missing,
  choose,
  onSignedOut,
}: CounterChoiceProps): JSX.Element {
  const { t, text } = translations
  const [looked, setLooked] = useState<Looked<Drawn<'counter'>>>()
  useEffect(() => {
    void lookAt<Drawn<'counter'>>('counter?counter=1').then((found) => {
      if ('status' in found && found.status === 401) onSignedOut()
      else setLooked(found)
    })
  }, [])
  const view = looked && 'view' in looked ? looked.view : undefined
  return (
    <main class="door">
      <div class="door-ticket">
        <div class="door-stub" aria-hidden="true">
          <span>{me === undefined ? t('choose.number') : t('counter.me', { badge: me })}</span>
        </div>
        <div class="door-body">
          <h1>{t('choose.title')}</h1>
          <p class="door-lead">{me ? t('choose.lead', { badge: me }) : t('choose.lead-unknown')}</p>
          <p class="door-fault" role="alert">
            {missing !== undefined && `▲ ${t('choose.none', { counter: missing })}`}
          </p>
          {looked === undefined && <p role="status">{t('choose.waiting')}</p>}
          {view && (
            <ul class="seats" data-scrolls>
              {Object.entries(view.counters).map(([id, { state, badge }]) => (
                <li key={id}>
                  <button type="button" class="seat" onClick={() => choose(id)}>
                    <b>{text(view.words.counters[id]) || t('counter.name', { counter: id })}</b>
                    <span>
                      {state === 'closed' || badge === undefined
                        ? t('choose.free')
                        : t('choose.taken', { badge })}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {looked && !view && <NumberForm translations={translations} choose={choose} />}
        </div>
      </div>
    </main>
  )
}

/** A hall whose counters have other names: the number is typed. */
function NumberForm({
  translations,
  choose,
}: {
  translations: ConsoleTranslations
  choose: (counter: string) => void
}): JSX.Element {
  const { t } = translations
  const onSubmit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const counter = String(new FormData(event.currentTarget).get('counter') ?? '').trim()
    if (counter !== '') choose(counter)
  }
  return (
    <form class="door-form" onSubmit={onSubmit}>
      <label>
        <span>{t('choose.number')}</span>
        <input name="counter" maxLength={limits.labelLength} autofocus autocomplete="off" />
      </label>
      <button type="submit" class="door-go">
        {t('choose.go')}
      </button>
    </form>
  )
}
