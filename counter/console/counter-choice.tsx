import type { JSX, TargetedSubmitEvent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Drawn } from '../../server/protocol/messages.ts'
import { typedId } from '../../server/protocol/typed-label.ts'
import { limits } from '../limits.ts'
import { type FetchedView, fetchView } from '../sign-in/session.ts'
import type { ConsoleTranslations } from './console-translations.ts'

interface CounterChoiceProps {
  translations: ConsoleTranslations
  me: string | undefined
  /** The counter that was asked for and that the hall does not have. */
  missing: string | undefined
  choose: (counter: string) => void
  onSignedOut: () => void
}

/** The choice of this computer's counter. The list comes from counter 1, because each counter's view names all. */
export function CounterChoice({
  translations,
  me,
  missing,
  choose,
  onSignedOut,
}: CounterChoiceProps): JSX.Element {
  const { t, text } = translations
  const [fetched, setFetched] = useState<FetchedView<Drawn<'counter'>>>()
  useEffect(() => {
    void fetchView<Drawn<'counter'>>('counter?counter=1').then((found) => {
      if ('status' in found && found.status === 401) onSignedOut()
      else setFetched(found)
    })
  }, [])
  const view = fetched && 'view' in fetched ? fetched.view : undefined
  return (
    <main class="sign-in">
      <div class="sign-in-ticket">
        <div class="sign-in-stub" aria-hidden="true">
          <span>{me === undefined ? t('choose.number') : t('counter.me', { badge: me })}</span>
        </div>
        <div class="sign-in-body">
          <h1>{t('choose.title')}</h1>
          <p class="sign-in-lead">{me ? t('choose.lead', { badge: me }) : t('choose.lead-unknown')}</p>
          <p class="sign-in-fault" role="alert">
            {missing !== undefined && `▲ ${t('choose.none', { counter: missing })}`}
          </p>
          {fetched === undefined && <p role="status">{t('choose.waiting')}</p>}
          {view && (
            <ul class="counter-options" data-scrolls>
              {Object.entries(view.counters).map(([id, { state, badge }]) => (
                <li key={id}>
                  <button type="button" class="counter-option" onClick={() => choose(id)}>
                    <b>{text(view.words.counters[id]) || id}</b>
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
          {fetched && !view && <NumberForm translations={translations} choose={choose} />}
        </div>
      </div>
    </main>
  )
}

/** The counter is typed in halls that have no counter 1. */
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
    const counter = typedId(String(new FormData(event.currentTarget).get('counter') ?? ''))
    if (counter !== '') choose(counter)
  }
  return (
    <form class="sign-in-form" onSubmit={onSubmit}>
      <label>
        <span>{t('choose.number')}</span>
        <input name="counter" maxLength={limits.counterLength} autofocus autocomplete="off" />
      </label>
      <button type="submit" class="sign-in-go">
        {t('choose.go')}
      </button>
    </form>
  )
}
