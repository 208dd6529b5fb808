import { hallMoment } from '../../display/parts/hall-time.ts'
import type { Facts } from '../../display/words/translator.ts'
import type { Expect } from '../../server/hall/commands/command-shapes.ts'
import type { Badge, EpochMs } from '../../server/hall/ids.ts'
import type { CounterView } from '../../server/hall/views/view-types.ts'
import type { GivenCommand } from '../../server/protocol/commands.ts'

/** Phase of a counter as its clerk sees it. `taken`: open by another person. */
export type CounterPhase = 'closed' | 'taken' | 'paused' | 'free' | 'called' | 'serving'

/** Without `me` no counter is `taken`, because the page does not know who signed in; the server decides then. */
export function counterPhaseOf(view: CounterView, me: Badge | undefined): CounterPhase {
  if (view.state === 'closed') return 'closed'
  if (me !== undefined && view.badge !== undefined && view.badge !== me) return 'taken'
  if (view.active) return view.active.stage
  return view.state === 'paused' ? 'paused' : 'free'
}

/** `expect` of a command: the state that the clerk saw. Against another state the command is refused as stale. */
export const expectOf = (view: CounterView): Expect =>
  view.active ? { ticket: view.active.ticket, stage: view.active.stage } : {}

export type KeyName = 'recall' | 'no-show' | 'put-back' | 'hold' | 'transfer' | 'finish' | 'pause' | 'issue'

/** Keys in fixed order, so that a hand finds them without looking, with their shortcuts. */
export const keyLetters = {
  recall: 'R',
  'no-show': 'N',
  'put-back': 'B',
  pause: 'P',
  hold: 'H',
  transfer: 'T',
  finish: 'F',
  issue: 'I',
} as const satisfies Record<KeyName, string>
export const keyNames = Object.keys(keyLetters) as KeyName[]

/** Reason why a key is disabled; its message is `key.disabled.<reason>`. */
type DisabledReason =
  | 'needs-call'
  | 'needs-service'
  | 'needs-ticket'
  | 'is-paused'
  | 'needs-open'
  | 'not-yours'
  | NoTicketsReason

interface KeyState {
  enabled: boolean
  disabledBecause?: DisabledReason
  /** Seconds until the key is advised. Until then a recall is disabled, and any other key works. */
  inSeconds?: number
  /** True for the advised next action. */
  offered?: boolean
}

const on: KeyState = { enabled: true }
const off = (disabledBecause: DisabledReason): KeyState => ({ enabled: false, disabledBecause })
const secondsUntil = (at: EpochMs, now: EpochMs): number => Math.ceil(Math.max(0, at - now) / 1000)

/** `lastCallAt`: when this page saw the newest call of the active ticket. */
export function keyState(
  key: KeyName,
  view: CounterView,
  phase: CounterPhase,
  now: EpochMs,
  lastCallAt: EpochMs,
): KeyState {
  if (phase === 'taken') return off('not-yours')
  if (phase === 'closed') return off('needs-open')
  if (key === 'issue') {
    const none = noTicketsReason(view)
    return none ? off(none) : on
  }
  if (key === 'pause') return phase === 'paused' ? off('is-paused') : on
  if (key === 'recall') return recallState(view, phase, now, lastCallAt)
  if (key === 'no-show') return noShowState(view, phase, now)
  if (key === 'put-back' || key === 'transfer') return view.active ? on : off('needs-ticket')
  return phase === 'serving' ? on : off('needs-service')
}

function recallState(
  { guidance }: CounterView,
  phase: CounterPhase,
  now: EpochMs,
  lastCallAt: EpochMs,
): KeyState {
  if (phase !== 'called') return off('needs-call')
  const inSeconds = secondsUntil(lastCallAt + guidance.recallAfterMs, now)
  return inSeconds > 0 ? { enabled: false, inSeconds } : on
}

function noShowState(view: CounterView, phase: CounterPhase, now: EpochMs): KeyState {
  const { active, guidance } = view
  if (phase !== 'called' || !active) return off('needs-call')
  const inSeconds = secondsUntil(active.calledAt + guidance.noShowAfterMs, now)
  if (active.callsHere >= guidance.noShowAfterCalls || inSeconds === 0)
    return { enabled: true, offered: true }
  return { enabled: true, inSeconds }
}

/** Actions of the primary key, each with a label of its own. */
type PrimaryName = 'open' | 'take-over' | 'resume-counter' | 'call-next' | 'start' | 'finish-next' | 'finish'

interface PrimaryState {
  name: PrimaryName
  enabled: boolean
  /** Reason why the key is disabled, or its effect, as a catalogue key. */
  note: 'nobody-waits' | 'who-is-next' | 'nobody-after' | 'none'
}

export function primaryState(view: CounterView, phase: CounterPhase): PrimaryState {
  const waits = view.waiting > 0
  switch (phase) {
    case 'closed':
      return { name: 'open', enabled: true, note: 'none' }
    case 'taken':
      return { name: 'take-over', enabled: true, note: 'none' }
    case 'paused':
      return { name: 'resume-counter', enabled: true, note: 'none' }
    case 'free':
      return { name: 'call-next', enabled: waits, note: waits ? 'who-is-next' : 'nobody-waits' }
    case 'called':
      return { name: 'start', enabled: true, note: 'none' }
    case 'serving':
      if (view.state === 'paused') return { name: 'finish', enabled: true, note: 'none' }
      return {
        name: waits ? 'finish-next' : 'finish',
        enabled: true,
        note: waits ? 'who-is-next' : 'nobody-after',
      }
    default:
      return phase satisfies never
  }
}

type PrimaryCommand = Extract<
  GivenCommand,
  { command: 'open-counter' | 'call-next' | 'start-service' | 'finish' }
>

/** The command of the primary key. */
export function primaryCommand(view: CounterView, name: PrimaryName): PrimaryCommand {
  const at = { counter: view.counter, expect: expectOf(view) }
  switch (name) {
    case 'open':
    case 'take-over':
    case 'resume-counter':
      return { command: 'open-counter', body: at }
    case 'call-next':
      return { command: 'call-next', body: at }
    case 'start':
      return { command: 'start-service', body: at }
    case 'finish-next':
      return { command: 'finish', body: { ...at, outcome: 'done', next: true } }
    case 'finish':
      return { command: 'finish', body: { ...at, outcome: 'done', next: false } }
    default:
      return name satisfies never
  }
}

export type Pace = 'neutral' | 'amber' | 'red'

/** Compares a service time with the expected one. */
export function paceOf(
  spentMs: number,
  expectedMs: number | undefined,
  { amberAt, redAt }: CounterView['guidance'],
): Pace {
  if (expectedMs === undefined || expectedMs <= 0) return 'neutral'
  if (spentMs >= expectedMs * redAt) return 'red'
  return spentMs >= expectedMs * amberAt ? 'amber' : 'neutral'
}

/** The reason why nobody can take a ticket in this hall now: its doors, or every service is closed. */
type NoTicketsReason = 'hall-closed' | 'none-given'

function noTicketsReason({ doors, queues }: CounterView): NoTicketsReason | undefined {
  if (doors === 'closed') return 'hall-closed'
  return Object.values(queues).some(({ open }) => open) ? undefined : 'none-given'
}

interface NoTickets {
  /** Last part of the keys `ticket.lead.` and `phrase.`. */
  reason: NoTicketsReason | 'hall-closed-until'
  facts: Facts
}

/** The sentence about a hall in which nobody can take a ticket now; undefined when somebody can. */
export function whyNoTickets(view: CounterView, now: EpochMs, language: string): NoTickets | undefined {
  const reason = noTicketsReason(view)
  const { opensAt, timeZone } = view
  if (reason !== 'hall-closed' || opensAt === undefined) return reason && { reason, facts: {} }
  return { reason: 'hall-closed-until', facts: { time: hallMoment(opensAt, now, timeZone, language) } }
}
