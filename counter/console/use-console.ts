import { useEffect, useRef, useState } from 'preact/hooks'
import type { Expect } from '../../server/hall/commands/command-shapes.ts'
import type { Badge, CounterId, EpochMs } from '../../server/hall/ids.ts'
import type { Refusal } from '../../server/hall/refusals.ts'
import type { BodyOf, ResultOf, WireCommandType } from '../../server/protocol/commands.ts'
import type { Answer, Drawn } from '../../server/protocol/messages.ts'
import { limits } from '../limits.ts'
import type { Preferences } from '../preferences.ts'
import type { LiveView } from '../use-live-view.ts'
import type { ConsoleTranslations } from './console-translations.ts'
import {
  type CounterPhase,
  counterPhaseOf,
  type KeyName,
  keyState,
  primaryAsk,
  primaryState,
  seen,
} from './counter-phase.ts'

export type PanelName = 'pause' | 'hold' | 'finish' | 'issue'

/** Something to read, not to answer. `refused` stays until the next press or a moment has gone. */
export interface Notice {
  kind: 'refused' | 'told'
  text: string
}

/** A counter that this person may still open, by taking it over. */
export interface TakeOver {
  refusal: Refusal
}

/** Everything the console's parts need: what is true, and the ways to act on it. */
export interface ConsoleState {
  view: Drawn<'counter'>
  me: Badge | undefined
  moment: CounterPhase
  tongue: ConsoleTranslations
  preferences: Preferences
  now: EpochMs
  ready: boolean
  sending: boolean
  lastCallAt: EpochMs
  resumed: boolean
  /** Since when this page saw the counter free; absent when it was free before the page looked. */
  freeSince: EpochMs | undefined
  notice: Notice | undefined
  tray: PanelName | undefined
  takeOver: TakeOver | undefined
  transferring: boolean
  /** For commands of this counter: which one, and what the clerk saw. */
  here: { counter: CounterId; expect: Expect }
  /** Gives a command, unless another one is on its way or the hall is not there: then undefined. */
  give<T extends WireCommandType>(command: T, body: BodyOf<T>): Promise<Answer<ResultOf<T>> | undefined>
  pressPrimary(): void
  pressKey(key: KeyName): void
  undo(): void
  openTray(tray: PanelName | undefined): void
  openTransfer(open: boolean): void
  answerTakeOver(yes: boolean): void
  dismiss(): void
}

/** What an answer means, in words; nothing when it was done. */
function wordsOf(answer: Answer, { t }: ConsoleTranslations): string | undefined {
  if (answer.ok) return undefined
  if ('refusal' in answer) return t(`refusal.${answer.refusal.reason}`)
  if ('unknown' in answer) return t('notice.unknown')
  if ('denied' in answer) return t('answer.denied')
  const first = answer.invalid[0]
  return t('notice.invalid', { path: first?.path ?? '', problem: first?.problem ?? '' })
}

export interface ConsoleOptions {
  live: LiveView<'counter'> & { view: Drawn<'counter'> }
  me: Badge | undefined
  tongue: ConsoleTranslations
  preferences: Preferences
  onSignedOut: () => void
}

export function useConsole({ live, me, tongue, preferences, onSignedOut }: ConsoleOptions): ConsoleState {
  const { view } = live
  const now = live.now()
  const moment = counterPhaseOf(view, me)
  const [notice, setNotice] = useNotice()
  const { tray, openTray, transferring, openTransfer, takeOver, setTakeOver } = useOverlays(view, moment)
  const { lastCallAt, resumed, freeSince, noteCommand } = useMemory(view, moment, now)
  const primary = primaryState(view, moment)
  const guard = usePressGuard(primary.name)
  const { sending, give } = useGiving(live, {
    given: () => setNotice(undefined),
    done: noteCommand,
    signedOut: onSignedOut,
    seats: setTakeOver,
    refused: (answer) => setNotice({ kind: 'refused', text: wordsOf(answer, tongue) ?? '' }),
  })
  const here = { counter: view.counter, expect: seen(view) }

  return {
    view,
    me,
    moment,
    tongue,
    preferences,
    now,
    ready: live.ready,
    sending,
    lastCallAt,
    resumed,
    freeSince,
    notice,
    tray,
    takeOver,
    transferring,
    give,
    here,
    pressPrimary: () => {
      if (!live.ready || !primary.enabled || !guard()) return
      const { command, body } = primaryAsk(view, primary.name)
      void give(command, body)
    },
    pressKey: (key) => {
      if (!live.ready || !keyState(key, view, moment, now, lastCallAt).enabled) return
      setNotice(undefined)
      if (key === 'recall') void give('recall', here)
      else if (key === 'no-show') void give('mark-no-show', here)
      else if (key === 'put-back') void give('put-back', here)
      else if (key === 'transfer') openTransfer(true)
      else if (key === 'pause' && view.state === 'paused') void give('open-counter', here)
      else openTray((open) => (open === key ? undefined : key))
    },
    undo: () => {
      if (!live.ready || !view.undo) return
      void give('undo', { command: view.undo.command }).then((answer) => {
        if (answer?.ok) setNotice({ kind: 'told', text: tongue.t('undo.done') })
      })
    },
    openTray,
    openTransfer,
    answerTakeOver: (yes) => {
      setTakeOver(undefined)
      if (!yes || !takeOver) return
      void give('open-counter', { ...here, takeOver: true })
    },
    dismiss: () => setNotice(undefined),
  }
}

interface Heard {
  given: () => void
  done: (command: WireCommandType, body: BodyOf<WireCommandType>) => void
  signedOut: () => void
  seats: (takeOver: TakeOver) => void
  refused: (answer: Answer) => void
}

/** One command at a time, and only while the link is there: what cannot be given now is not given later. */
function useGiving(live: LiveView<'counter'>, heard: Heard): Pick<ConsoleState, 'sending' | 'give'> {
  const [sending, setSending] = useState(false)
  const give: ConsoleState['give'] = async (command, body) => {
    if (!live.ready || sending) return undefined
    setSending(true)
    heard.given()
    const answer = await live.act(command, body)
    setSending(false)
    if (answer.ok) heard.done(command, body)
    else if ('denied' in answer && answer.denied === 'not-signed-in') heard.signedOut()
    else if ('refusal' in answer && isAboutSeats(answer.refusal) && command === 'open-counter')
      heard.seats({ refusal: answer.refusal })
    else heard.refused(answer)
    return answer
  }
  return { sending, give }
}

/** Trays and dialogs. What one was opened for may be gone; then it must not act on something else. */
function useOverlays(view: Drawn<'counter'>, moment: CounterPhase) {
  const [tray, openTray] = useState<PanelName>()
  const [transferring, openTransfer] = useState(false)
  const [takeOver, setTakeOver] = useState<TakeOver>()
  const subject = `${moment}/${view.active?.ticket ?? ''}`
  useEffect(() => {
    openTray((open) => (open === 'issue' ? open : undefined))
    openTransfer(false)
    setTakeOver(undefined)
  }, [subject])
  return { tray, openTray, transferring, openTransfer, takeOver, setTakeOver }
}

const isAboutSeats = ({ reason }: Refusal): boolean =>
  reason === 'counter-is-taken' || reason === 'you-are-elsewhere'

/** A notice goes by itself, so that an old one is never read as new. */
function useNotice(): [Notice | undefined, (notice: Notice | undefined) => void] {
  const [notice, setNotice] = useState<Notice>()
  useEffect(() => {
    if (!notice) return undefined
    const timer = setTimeout(() => setNotice(undefined), limits.noticeMs)
    return () => clearTimeout(timer)
  }, [notice])
  return [notice, setNotice]
}

/** What the view does not say: when the newest call was seen, since when it is free, and what came back from a hold. */
function useMemory(view: Drawn<'counter'>, moment: CounterPhase, now: EpochMs) {
  const memory = useRef<{
    call: string
    callAt: EpochMs
    moment?: CounterPhase
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
    // The view keeps the time of the first call only; a recall is as new as this page's look at it.
    known.call = call
    known.callAt = active.callsHere === 1 ? active.calledAt : now
  }
  if (known.moment !== moment) {
    if (moment !== 'free' || known.moment === undefined) delete known.freeSince
    else known.freeSince = now
    known.moment = moment
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

/** True when a press may count: not within a double tap of the last press or of a change of meaning. */
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
