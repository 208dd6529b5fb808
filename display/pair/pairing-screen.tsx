import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { PairingView } from '../../server/protocol/messages.ts'
import type { Bilingual } from '../parts/bilingual.ts'
import { SecondLanguage } from '../parts/second-language.tsx'
import type { Key } from '../words/catalogue-keys.ts'
import type { Translate } from '../words/translator.ts'
import type { Pairing } from './pairing.ts'
import type { ScreenKind } from './screen-kind.ts'

type Text = (t: Translate<Key<'pair'>>) => string

interface PairingScreenProps {
  pairing: Pairing
  /** Of the page in whose place this one stands. */
  kind: ScreenKind | undefined
  /** Where this screen reaches the hall. */
  origin: string
  translations: Bilingual<Key<'pair'>>
}

/** Shown by a screen without a pairing: its code, where an administrator approves it, and what became of it. */
export function PairingScreen({ pairing, kind, origin, translations }: PairingScreenProps) {
  const view = pairing.view.value
  const { removed } = view ?? {}
  const { first, second } = translations
  const Both = useMemo(() => both({ first, second }), [first, second])
  return (
    <main class="pairing" data-stage={stageOf(pairing)} data-removed={removed}>
      <header class="pairing-head">
        {kind && <Both class="pairing-kind" text={(t) => t(`kind.${kind}`)} />}
        {removed === undefined ? (
          <Both as="h1" class="pairing-title" text={(t) => t('title')} />
        ) : (
          <div role="alert">
            <Both as="h1" class="pairing-title pairing-removed" text={(t) => t('removed')} />
            <Both class="pairing-more" text={(t) => t('removed.more', { device: removed })} />
          </div>
        )}
      </header>
      <Stage {...{ pairing, view, origin, Both }} />
    </main>
  )
}

type Both = ReturnType<typeof both>

/** A text in both languages of the screen, the second below the first. */
const both =
  (translations: Bilingual<Key<'pair'>>) =>
  ({ text, class: name, as: Tag = 'div' }: { text: Text; class: string; as?: 'div' | 'h1' }) => (
    <Tag class={name}>
      <span class="pairing-first">{text(translations.first)}</span>
      <SecondLanguage translations={translations} text={text} class="pairing-second" />
    </Tag>
  )

type ShownStage = PairingView['stage'] | 'connecting' | 'lost' | 'full' | 'failed'

function stageOf(pairing: Pairing): ShownStage {
  const { value: status } = pairing.status
  if (status === 'lost') return 'lost'
  if (pairing.hasFailed.value) return 'failed'
  if (pairing.isFull.value) return 'full'
  return pairing.view.value?.stage ?? 'connecting'
}

interface StageProps {
  pairing: Pairing
  view: PairingView | undefined
  origin: string
  Both: Both
}

function Stage({ pairing, view, origin, Both }: StageProps) {
  const stage = stageOf(pairing)
  switch (stage) {
    case 'waiting':
      return <Waiting view={view!} minutes={pairing.minutesLeft.value} origin={origin} Both={Both} />
    case 'approved':
      return (
        <Notice tone="good" Both={Both} what={(t) => t('approved')}>
          <Both class="pairing-more" text={(t) => t('approved.more', { device: view?.device ?? '' })} />
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="bad" Both={Both} what={(t) => t('refused')}>
          <Both class="pairing-more" text={(t) => t('refused.more')} />
          <Again pairing={pairing} Both={Both} />
        </Notice>
      )
    case 'expired':
    case 'failed':
      return (
        <Notice tone="bad" Both={Both} what={(t) => t(stage)}>
          <Again pairing={pairing} Both={Both} />
        </Notice>
      )
    case 'full':
    case 'lost':
      return (
        <Notice tone="bad" Both={Both} what={(t) => t(stage)}>
          <Both class="pairing-more" text={(t) => t(`${stage}.more`)} />
        </Notice>
      )
    case 'connecting':
      return <Notice tone="quiet" Both={Both} what={(t) => t('connecting')} />
    default:
      return stage satisfies never
  }
}

interface WaitingProps {
  view: PairingView
  /** Left of the life of the code. */
  minutes: number
  origin: string
  Both: Both
}

function Waiting({ view, minutes, origin, Both }: WaitingProps) {
  const { code = '', address = origin } = view
  return (
    <>
      <p class="pairing-code digits">{code}</p>
      <ol class="pairing-steps">
        <li>
          <Both class="pairing-step" text={(t) => t('step.open')} />
          <p class="pairing-address digits">{`${address.replace(/^https?:\/\//, '')}/setup`}</p>
        </li>
        <li>
          <Both class="pairing-step" text={(t) => t('step.type')} />
        </li>
      </ol>
      <div class="pairing-state" role="status">
        <span class="pairing-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <Both class="pairing-step" text={(t) => `${t('waiting')}\u00a0· ${t('left', { minutes })}`} />
      </div>
    </>
  )
}

function Notice({
  tone,
  what,
  Both,
  children,
}: {
  tone: 'good' | 'bad' | 'quiet'
  what: Text
  Both: Both
  children?: ComponentChildren
}) {
  return (
    <section class={`pairing-notice pairing-${tone}`} role="status">
      <Both class="pairing-what" text={what} />
      {children}
    </section>
  )
}

/** Seconds from which on the countdown is shown. */
const countdownFrom = 60

function Again({ pairing, Both }: { pairing: Pairing; Both: Both }) {
  const { value: seconds } = pairing.secondsLeft
  return (
    <>
      <button type="button" class="pairing-again" onClick={() => pairing.again()}>
        <Both class="pairing-step" text={(t) => t('again')} />
      </button>
      {seconds !== undefined && seconds <= countdownFrom && (
        <Both class="pairing-more" text={(t) => t('again.in', { seconds })} />
      )}
    </>
  )
}
