import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { inLanguage } from '../../../display/words/languages.ts'
import { outcomes } from '../../../server/hall/ids.ts'
import { holdMinutes, holdReason, pauseReason } from '../../reasons.ts'
import { customerTranslations } from '../console-translations.ts'
import type { ConsoleState } from '../use-console.ts'
import { IssuePanel } from './issue-panel.tsx'
import { Choice, PanelFrame } from './panel-frame.tsx'

/** A choice that a key needs. The panel replaces the keys instead of opening a dialog; Escape closes it. */
export function Panel({ state }: { state: ConsoleState }): JSX.Element | null {
  switch (state.panel) {
    case undefined:
      return null
    case 'pause':
      return <PausePanel state={state} />
    case 'hold':
      return <HoldPanel state={state} />
    case 'finish':
      return <FinishPanel state={state} />
    case 'issue':
      return <IssuePanel state={state} />
    default:
      return state.panel satisfies never
  }
}

function PausePanel({ state }: { state: ConsoleState }): JSX.Element {
  const { t } = state.translations
  const { words } = state.view
  const pause = async (reason: string): Promise<void> => {
    await state.submit('pause-counter', { ...state.here, reason })
    state.openPanel(undefined)
  }
  return (
    <PanelFrame
      state={state}
      title={t('panel.pause')}
      lead={t(state.view.active ? 'panel.pause-lead-after' : 'panel.pause-lead')}
    >
      <div class="choices">
        {Object.keys(words.reasons.pause).map((reason, at) => (
          <Choice
            key={reason}
            digit={at + 1}
            first={at === 0}
            letters={state.preferences.letters && at < 9}
            press={() => void pause(reason)}
          >
            {pauseReason(reason, words, state.translations)}
          </Choice>
        ))}
      </div>
    </PanelFrame>
  )
}

/** Asks for the reason, then for the minutes, with the sentence to say, because the customer must agree. */
function HoldPanel({ state }: { state: ConsoleState }): JSX.Element {
  const { t } = state.translations
  const { words } = state.view
  const [reason, setReason] = useState<string>()
  const [highlighted, setHighlighted] = useState<number>(holdMinutes[0])
  const customer = customerTranslations(state.view.active?.language, state.translations)
  const hold = async (minutes: number): Promise<void> => {
    await state.submit('hold', { ...state.here, ...(reason === undefined ? {} : { for: reason }), minutes })
    state.openPanel(undefined)
  }
  const letters = state.preferences.letters
  if (reason === undefined)
    return (
      <PanelFrame state={state} title={t('panel.hold-why')}>
        <div class="choices">
          {Object.keys(words.reasons.hold).map((reason, at) => (
            <Choice
              key={reason}
              digit={at + 1}
              first={at === 0}
              letters={letters && at < 9}
              press={() => setReason(reason)}
            >
              {holdReason(reason, words, state.translations)}
            </Choice>
          ))}
        </div>
      </PanelFrame>
    )
  return (
    <PanelFrame key="minutes" state={state} title={t('panel.hold')}>
      <div class="choices choices-four">
        {holdMinutes.map((minutes, at) => (
          <Choice
            key={minutes}
            digit={at + 1}
            first={at === 0}
            letters={letters}
            highlight={() => setHighlighted(minutes)}
            press={() => void hold(minutes)}
          >
            {t('hold.minutes', { n: minutes })}
          </Choice>
        ))}
      </div>
      <p class="panel-phrase" {...inLanguage(customer.t.language)}>
        {customer.t('phrase.hold', { count: highlighted })}
      </p>
    </PanelFrame>
  )
}

function FinishPanel({ state }: { state: ConsoleState }): JSX.Element {
  const { t } = state.translations
  const customer = customerTranslations(state.view.active?.language, state.translations)
  return (
    <PanelFrame state={state} title={t('panel.finish')} lead={t('panel.finish-lead')}>
      <div class="choices">
        {outcomes.map((outcome, at) => (
          <Choice
            key={outcome}
            digit={at + 1}
            first={at === 0}
            letters={state.preferences.letters}
            press={() => void state.submit('finish', { ...state.here, outcome, next: false })}
          >
            {t(`outcome.${outcome}`)}
          </Choice>
        ))}
      </div>
      <p class="panel-phrase">
        <small>{t('outcome.not-done')}</small>
        <span {...inLanguage(customer.t.language)}>{customer.t('phrase.not-done')}</span>
      </p>
    </PanelFrame>
  )
}
