import { useEffect, useRef, useState } from 'preact/hooks'
import type { Expect } from '../../server/hall/commands/command-shapes.ts'
import type { Badge, CounterId, EpochMs } from '../../server/hall/ids.ts'
import type { Refusal } from '../../server/hall/refusals.ts'
import type { BodyOf, ResultOf, WireCommandType } from '../../server/protocol/commands.ts'
import type { Answer, Drawn } from '../../server/protocol/messages.ts'
import { deniedKey } from '../denied-key.ts'
import { limits } from '../limits.ts'
import type { Preferences } from '../preferences.ts'
import type { SignInFault } from '../sign-in/sign-in-fault.ts'
import type { LiveView } from '../use-live-view.ts'
import type { ConsoleTranslations } from './console-translations.ts'
import {
  type CounterPhase,
  counterPhaseOf,
  expectOf,
  type KeyName,
  keyState,
  primaryCommand,
  primaryState,
} from './counter-phase.ts'

type PanelName = 'pause' | 'hold' | 'finish' | 'issue'

/** A message in the status line; it is removed by the next command and after `noticeMs`. */
export interface Notice {
  kind: 'refused' | 'info'
  text: string
}

/** The refusal that a takeover would overcome. */
interface TakeOver {
  refusal: Refusal
}

/** State of the console, and the actions on it. */
export interface ConsoleState {
  view: Drawn<'counter'>
  me: Badge | undefined
  phase: CounterPhase
  translations: ConsoleTranslations
  preferences: Preferences
  now: EpochMs
  ready: boolean
  sending: boolean
  lastCallAt: EpochMs
  resumed: boolean
  /** Since when this page has seen the counter free; absent when it was free at the first view. */
  freeSince: EpochMs | undefined
  notice: Notice | undefined
  panel: PanelName | undefined
  takeOver: TakeOver | undefined
  transferring: boolean
  /** Fields of every command of this counter: the counter, and the state that the clerk saw (`expect`). */
  here: { counter: CounterId; expect: Expect }
  /** Submits a command. Resolves to undefined, without sending, while another command is pending or the link is down. */
  submit<T extends WireCommandType>(command: T, body: BodyOf<T>): Promise<Answer<ResultOf<T>> | undefined>
  pressPrimary(): void
  pressKey(key: KeyName): void
  undo(): void
  openPanel(panel: PanelName | undefined): void
  openTransfer(open: boolean): void
  answerTakeOver(yes: boolean): void
  tell(notice: Notice): void
  dismiss(): void
}

/** The message for an answer; undefined when the command was accepted. */
function sentenceFor(answer: Answer, { t }: ConsoleTranslations): string | undefined {
  if (answer.ok) return undefined
  if ('refusal' in answer) return t(`refusal.${answer.refusal.reason}`)
  if ('unknown' in answer) return t('notice.unknown')
  if ('denied' in answer) return t(deniedKey(answer.denied, 'answer.denied'))
  const first = answer.invalid[0]
  return t('notice.invalid', { path: first?.path ?? '', problem: first?.problem ?? '' })
}

interface ConsoleOptions {
  live: LiveView<'counter'> & { view: Drawn<'counter'> }
  me: Badge | undefined
  translations: ConsoleTranslations
  preferences: Preferences
  onSignedOut: (why: SignInFault) => void
}

export function useConsole({
  live,
  me,
  translations,
  preferences,
  onSignedOut,
}: ConsoleOptions): ConsoleState {
  const { view } = live
  const now = live.now()
  const phase = counterPhaseOf(view, me)
  const [notice, setNotice] = useNotice()
  const { panel, openPanel, transferring, openTransfer, takeOver, setTakeOver } = useOverlays(view, phase)
  const { lastCallAt, resumed, freeSince, noteCommand } = useMemory(view, phase, now)
  const primary = primaryState(view, phase)
  const guard = usePressGuard(primary.name)
  const { sending, submit } = useSubmit(live, {
    submitted: () => setNotice(undefined),
    done: noteCommand,
    signedOut: () => onSignedOut({ fault: 'ended' }),
    occupied: setTakeOver,
    refused: (answer) => setNotice({ kind: 'refused', text: sentenceFor(answer, translations) ?? '' }),
  })
  const here = { counter: view.counter, expect: expectOf(view) }

  return {
    view,
    me,
    phase,
    translations,
    preferences,
    now,
    ready: live.ready,
    sending,
    lastCallAt,
    resumed,
    freeSince,
    notice,
    panel,
    takeOver,
    transferring,
    submit,
    here,
    pressPrimary: () => {
      if (!live.ready || !primary.enabled || !guard()) return
      const { command, body } = primaryCommand(view, primary.name)
      void submit(command, body)
    },
    pressKey: (key) => {
      if (!live.ready || !keyState(key, view, phase, now, lastCallAt).enabled) return
      setNotice(undefined)
      if (key === 'recall') void submit('recall', here)
      else if (key === 'no-show') void submit('mark-no-show', here)
      else if (key === 'put-back') void submit('put-back', here)
      else if (key === 'transfer') openTransfer(true)
      else if (key === 'pause' && view.state === 'paused') void submit('open-counter', here)
      else openPanel((open) => (open === key ? undefined : key))
    },
    undo: () => {
      if (!live.ready || !view.undo) return
      void submit('undo', { command: view.undo.command }).then((answer) => {
        if (answer?.ok) setNotice({ kind: 'info', text: translations.t('undo.done') })
      })
    },
    openPanel,
    openTransfer,
    answerTakeOver: (yes) => {
      setTakeOver(undefined)
      if (!yes || !takeOver) return
      void submit('open-counter', { ...here, takeOver: true })
    },
    tell: setNotice,
    dismiss: () => setNotice(undefined),
  }
}

interface SubmitHandlers {
  submitted: () => void
  done: (command: WireCommandType, body: BodyOf<WireCommandType>) => void
  signedOut: () => void
  occupied: (takeOver: TakeOver) => void
  refused: (answer: Answer) => void
}

/** One command at a time, and only while connected: a command that cannot be sent now is dropped, not queued. */
function useSubmit(
  live: LiveView<'counter'>,
  handlers: SubmitHandlers,
): Pick<ConsoleState, 'sending' | 'submit'> {
  const [sending, setSending] = useState(false)
  const submit: ConsoleState['submit'] = async (command, body) => {
    if (!live.ready || sending) return undefined
    setSending(true)
    handlers.submitted()
    const answer = await live.act(command, body)
    setSending(false)
    if (answer.ok) handlers.done(command, body)
    else if ('denied' in answer && answer.denied === 'not-signed-in') handlers.signedOut()
    else if ('refusal' in answer && isAboutOccupancy(answer.refusal) && command === 'open-counter')
      handlers.occupied({ refusal: answer.refusal })
    else handlers.refused(answer)
    return answer
  }
  return { sending, submit }
}

/** Panel and dialogs. They close when the ticket or the phase changes, so that none acts on another ticket. */
function useOverlays(view: Drawn<'counter'>, phase: CounterPhase) {
  const [panel, openPanel] = useState<PanelName>()
  const [transferring, openTransfer] = useState(false)
  const [takeOver, setTakeOver] = useState<TakeOver>()
  const subject = `${phase}/${view.active?.ticket ?? ''}`
  useEffect(() => {
    openPanel((open) => (open === 'issue' ? open : undefined))
    openTransfer(false)
    setTakeOver(undefined)
  }, [subject])
  return { panel, openPanel, transferring, openTransfer, takeOver, setTakeOver }
}

const isAboutOccupancy = ({ reason }: Refusal): boolean =>
  reason === 'counter-is-taken' || reason === 'you-are-elsewhere'

/** A notice disappears by itself, so that an old one is never read as new. */
function useNotice(): [Notice | undefined, (notice: Notice | undefined) => void] {
  const [notice, setNotice] = useState<Notice>()
  useEffect(() => {
    if (!notice) return undefined
    const timer = setTimeout(() => setNotice(undefined), limits.noticeMs)
    return () => clearTimeout(timer)
  }, [notice])
  return [notice, setNotice]
}

/** Facts that the view does not hold: time of the newest call, since when the counter is free, the resumed ticket. */
function useMemory(view: Drawn<'counter'>, phase: CounterPhase, now: EpochMs) {
  const memory = useRef<{
    call: string
    callAt: EpochMs
    phase?: CounterPhase
    freeSince?: EpochMs
    back?: string
  }>({
    call: '',
    callAt: 0,
  })
  const known = memory.current
  const { active } = view
  const call = active ? `${active.ticket}/${active.callsHere}` : ''
  if (active && known.call !== call) {
    // The view has the time of the first call only, so a recall counts from when this page saw it.
    known.call = call
    known.callAt = active.callsHere === 1 ? active.calledAt : now
  }
  if (known.phase !== phase) {
    if (phase !== 'free' || known.phase === undefined) delete known.freeSince
    else known.freeSince = now
    known.phase = phase
  }
  return {
    lastCallAt: known.callAt,
    freeSince: known.freeSince,
    resumed: known.back !== undefined && known.back === active?.ticket,
    noteCommand: (command: WireCommandType, body: BodyOf<WireCommandType>): void => {
      if (command === 'resume' && 'ticket' in body) known.back = body.ticket
    },
  }
}

/** Debounce: true unless the last press, or a change of the key's action, is less than `doubleTapMs` ago. */
function usePressGuard(meaning: string): () => boolean {
  const since = useRef(Number.NEGATIVE_INFINITY)
  const pressed = useRef(meaning)
  if (pressed.current !== meaning) {
    pressed.current = meaning
    since.current = performance.now()
  }
  return () => {
    const now = performance.now()
    if (now - since.current < limits.doubleTapMs) return false
    since.current = now
    return true
  }
}
