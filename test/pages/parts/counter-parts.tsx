import type { Cases, Look } from './cases.ts'
import { spoken } from './spoken.ts'
import '../../../counter/frame.css'
import '../../../counter/console/console.css'
import '../../../counter/console/card.css'
import '../../../counter/console/work.css'
import '../../../counter/console/sides/side.css'
import '../../../counter/console/panels/dialogs.css'
import { BottomBar } from '../../../counter/console/bottom-bar.tsx'
import { counterPhaseOf } from '../../../counter/console/counter-phase.ts'
import { HeadBar } from '../../../counter/console/head-bar.tsx'
import { KeyPad } from '../../../counter/console/key-pad.tsx'
import { Panel } from '../../../counter/console/panels/panels.tsx'
import { PhraseBar } from '../../../counter/console/phrase-bar.tsx'
import { SideLists } from '../../../counter/console/sides/side-lists.tsx'
import { TicketCard } from '../../../counter/console/ticket-card.tsx'
import type { ConsoleState } from '../../../counter/console/use-console.ts'
import { translationsWith } from '../../../counter/translations.ts'
import { TroubleBanner } from '../../../counter/trouble-banner.tsx'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { counterStates } from '../counter/counter-fixtures.ts'
import { nowAt } from '../fixtures.ts'

export function cases({ language, size }: Look): Cases {
  const translations = translationsWith(spoken(language, 'issuing', 'staff', 'console'))
  const preferences = {
    language,
    theme: 'auto',
    large: size === 'large',
    letters: true,
    phrases: true,
  } as const
  const nothing = async () => undefined
  const stateOf = (view: Drawn<'counter'>, more: Partial<ConsoleState> = {}): ConsoleState => ({
    view,
    me: '1003',
    phase: counterPhaseOf(view, '1003'),
    translations,
    preferences,
    now: nowAt,
    ready: true,
    sending: false,
    lastCallAt: 0,
    resumed: false,
    freeSince: undefined,
    notice: undefined,
    panel: undefined,
    takeOver: undefined,
    transferring: false,
    submit: nothing,
    here: { counter: view.counter, expect: {} },
    pressPrimary: () => undefined,
    pressKey: () => undefined,
    undo: () => undefined,
    openPanel: () => undefined,
    openTransfer: () => undefined,
    answerTakeOver: () => undefined,
    tell: () => undefined,
    dismiss: () => undefined,
    ...more,
  })
  const find = { typed: '', isHeld: false, type: () => undefined, submit: () => undefined }
  const inFrame = (width: number, part: preact.ComponentChildren, height = '') => ({
    at: `width: ${width}px; ${height}`,
    part: <div class="frame">{part}</div>,
  })
  const { serving, free } = counterStates
  const states = Object.entries(counterStates)
  return {
    ...Object.fromEntries(
      states.map(([name, view]) => [`card: ${name}`, inFrame(900, <TicketCard state={stateOf(view)} />)]),
    ),
    ...Object.fromEntries(
      (['free', 'called', 'serving', 'paused', 'closed', 'taken'] as const).map((name) => [
        `keys: ${name}`,
        inFrame(900, <KeyPad state={stateOf(counterStates[name])} strip={false} />),
      ]),
    ),
    'keys: no connection': inFrame(900, <KeyPad state={stateOf(serving, { ready: false })} strip={false} />),
    'keys: being sent': inFrame(900, <KeyPad state={stateOf(serving, { sending: true })} strip={false} />),
    head: inFrame(1300, <HeadBar state={stateOf(serving)} menu={<span />} />),
    banner: inFrame(900, <TroubleBanner trouble="disk-is-full" t={translations.t} />),
    'foot: guide': inFrame(900, <BottomBar state={stateOf(serving)} />),
    'foot: undo': inFrame(900, <BottomBar state={stateOf(counterStates.called)} />),
    'foot: refused': inFrame(
      900,
      <BottomBar
        state={stateOf(free, { notice: { kind: 'refused', text: translations.t('refusal.stale') } })}
      />,
    ),
    phrase: inFrame(900, <PhraseBar state={stateOf(serving)} strip={false} />),
    lists: inFrame(390, <SideLists state={stateOf(counterStates.crowded)} find={find} strip={false} />),
    ...Object.fromEntries(
      (['pause', 'hold', 'finish', 'issue'] as const).map((panel) => [
        `panel: ${panel}`,
        inFrame(900, <Panel state={stateOf(panel === 'issue' ? free : serving, { panel })} />),
      ]),
    ),
  }
}
