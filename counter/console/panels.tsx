import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { inLanguage } from '../../display/words/languages.ts'
import { outcomes } from '../../server/hall/ids.ts'
import { holdMinutes, holdReason, pauseReason } from '../reasons.ts'
import { customerTranslations } from './console-translations.ts'
import { IssuePanel } from './issue-panel.tsx'
import { Choice, PanelFrame } from './panel-frame.tsx'
import type { ConsoleState } from './use-console.ts'

/** A choice that a key needs, in the place of the keys: no dialog, Escape puts it away. */
export function Panel({ desk }: { desk: ConsoleState }): JSX.Element | null {
  switch (desk.tray) {
    case undefined:
      return null
    case 'pause':
      return <PauseTray desk={desk} />
    case 'hold':
      return <HoldTray desk={desk} />
    case 'finish':
      return <FinishTray desk={desk} />
    case 'issue':
      return <IssuePanel desk={desk} />
    default:
      return desk.tray satisfies never
  }
}

function PauseTray({ desk }: { desk: ConsoleState }): JSX.Element {
  const { t } = desk.tongue
  const { words } = desk.view
  const pause = async (reason: string): Promise<void> => {
    await desk.give('pause-counter', { ...desk.here, reason })
    desk.openTray(undefined)
  }
  return (
    <PanelFrame desk={desk} title={t('tray.pause')} lead={t('tray.pause-say')}>
      <div class="choices">
        {Object.keys(words.reasons.pause).map((reason, at) => (
          <Choice
            key={reason}
            digit={at + 1}
            first={at === 0}
            letters={desk.preferences.letters && at < 9}
            press={() => void pause(reason)}
          >
            {pauseReason(reason, words, desk.tongue)}
          </Choice>
        ))}
      </div>
    </PanelFrame>
  )
}

/** First what for, then for how long; the sentence to say stands beside, because the customer must agree. */
function HoldTray({ desk }: { desk: ConsoleState }): JSX.Element {
  const { t } = desk.tongue
  const { words } = desk.view
  const [what, setWhat] = useState<string>()
  const [looked, setLooked] = useState<number>(holdMinutes[0])
  const heard = customerTranslations(desk.view.active?.language, desk.tongue)
  const hold = async (minutes: number): Promise<void> => {
    await desk.give('hold', { ...desk.here, ...(what === undefined ? {} : { for: what }), minutes })
    desk.openTray(undefined)
  }
  const letters = desk.preferences.letters
  if (what === undefined)
    return (
      <PanelFrame desk={desk} title={t('tray.hold-why')}>
        <div class="choices">
          {Object.keys(words.reasons.hold).map((reason, at) => (
            <Choice
              key={reason}
              digit={at + 1}
              first={at === 0}
              letters={letters && at < 9}
              press={() => setWhat(reason)}
            >
              {holdReason(reason, words, desk.tongue)}
            </Choice>
          ))}
        </div>
      </PanelFrame>
    )
  return (
    <PanelFrame key="minutes" desk={desk} title={t('tray.hold')}>
      <div class="choices choices-four">
        {holdMinutes.map((minutes, at) => (
          <Choice
            key={minutes}
            digit={at + 1}
            first={at === 0}
            letters={letters}
            look={() => setLooked(minutes)}
            press={() => void hold(minutes)}
          >
            {t('hold.minutes', { n: minutes })}
          </Choice>
        ))}
      </div>
      <p class="tray-say" {...inLanguage(heard.t.language)}>
        {heard.t('say.hold', { count: looked })}
      </p>
    </PanelFrame>
  )
}

function FinishTray({ desk }: { desk: ConsoleState }): JSX.Element {
  const { t } = desk.tongue
  const heard = customerTranslations(desk.view.active?.language, desk.tongue)
  return (
    <PanelFrame desk={desk} title={t('tray.finish')} lead={t('tray.finish-say')}>
      <div class="choices">
        {outcomes.map((outcome, at) => (
          <Choice
            key={outcome}
            digit={at + 1}
            first={at === 0}
            letters={desk.preferences.letters}
            press={() => void desk.give('finish', { ...desk.here, outcome, next: false })}
          >
            {t(`outcome.${outcome}`)}
          </Choice>
        ))}
      </div>
      <p class="tray-say">
        <small>{t('outcome.not-done')}</small>
        <span {...inLanguage(heard.t.language)}>{heard.t('say.not-done')}</span>
      </p>
    </PanelFrame>
  )
}
