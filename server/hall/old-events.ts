import type { AnyEvent, EntryOf } from './entry.ts'
import { eventVersions, type HallEvent } from './events.ts'
import type { Hall } from './hall.ts'
import { type PlacementReason, type ReasonId, type ReasonKind, type ServiceId, usualReasons } from './ids.ts'
import { seriesOf } from './queue/numbering.ts'
import { changedSections, type Settings } from './settings.ts'
import { figureOf, quoteFigureOf, type ToldWait } from './waits/told-waits.ts'
import type { Quote } from './waits/wait-record.ts'

/**
 * Upcasting: events of earlier versions of this program are read as the present ones. Each kind has one function from
 * its earlier version to the present; the hall given is the one just before the entry.
 */

/** Version 1 took the series from the settings in force; version 2 had another name of a field. */
interface TicketIssued12 extends AnyEvent {
  readonly service: ServiceId
  readonly number: number
  readonly mark?: PlacementReason
}

function ticketIssued(hall: Hall, { v = 1, mark, ...event }: TicketIssued12): AnyEvent {
  const present = { ...event, v: 3, ...(mark === undefined ? {} : { placementReason: mark }) } as AnyEvent
  if (v === 2) return present
  const { prefix } = hall.settings!.services[event.service]!
  return { ...present, prefix, next: event.number + seriesOf(hall.settings!, prefix).step } as AnyEvent
}

/** Version 1 had other names of two fields. */
interface Placement1 extends AnyEvent {
  readonly tie: number
  readonly mark: PlacementReason
}

const placed = ({ tie, mark, ...event }: Placement1): AnyEvent =>
  ({ ...event, v: 2, tieBreak: tie, placementReason: mark }) as AnyEvent

/**
 * Before version 3 each counter had a round of alternation of its own, which no longer exists. The rounds of the queues
 * begin with the first call of version 3, whether the hall is read from its journal or from a checkpoint of that time.
 */
interface TicketCalled12 extends AnyEvent {
  readonly turn?: object
}

const ticketCalled = ({ turn: _, ...event }: TicketCalled12): AnyEvent => ({ ...event, v: 3 }) as AnyEvent

/** Version 1 repeated the whole undo record: tickets, counters and calls. */
interface CommandUndone1 extends AnyEvent {
  readonly command: string
}

const commandUndone = ({ type, command }: CommandUndone1): AnyEvent => ({ type, v: 2, command }) as AnyEvent

/** Version 1 took free text as reasons. Free text is no longer shown: only an id of a usual reason is kept. */
const listed = (kind: ReasonKind, reason: string): ReasonId | undefined =>
  usualReasons[kind].find((one) => one === reason)

interface CounterPaused1 extends AnyEvent {
  readonly reason: string
}

const counterPaused = ({ reason, ...event }: CounterPaused1): AnyEvent =>
  ({ ...event, v: 2, reason: listed('pause', reason) ?? 'other' }) as AnyEvent

/** Version 1 packed two facts into one string such as `copy/3`: an errand and the minutes agreed. */
interface TicketHeld1 extends AnyEvent {
  readonly reason?: string
}

function ticketHeld({ reason, ...event }: TicketHeld1): AnyEvent {
  if (reason === undefined) return { ...event, v: 2 }
  const [what = '', agreed] = reason.split('/')
  const errand = listed('hold', what)
  const minutes = errand === undefined ? 0 : Number(agreed)
  return { ...event, v: 2, for: errand ?? 'other', ...(minutes > 0 ? { minutes } : {}) } as AnyEvent
}

interface TicketRated1 extends AnyEvent {
  readonly reasons: readonly string[]
}

const ticketRated = ({ reasons, ...event }: TicketRated1): AnyEvent =>
  ({ ...event, v: 2, reasons: reasons.filter((reason) => listed('rating', reason)) }) as AnyEvent

/** Version 1 repeated all settings, and had none of devices, paper texts and addresses. */
interface SettingsChanged1 extends AnyEvent {
  readonly settings: Omit<Settings, keyof typeof unknownIn1>
}

function settingsChanged(hall: Hall, { type, settings }: SettingsChanged1): AnyEvent {
  const present: Settings = { ...unknownIn1, ...settings }
  const sections = changedSections(hall.settings, present)
  return { type, v: 2, version: hall.settingsRecord.version + 1, sections } as AnyEvent
}

/** Times that the pages had built in when no settings named them. */
const timesOf1: Pick<Settings, 'guidance' | 'kiosk'> = {
  guidance: {
    recallAfterMs: 5_000,
    noShowAfterCalls: 2,
    noShowAfterMs: 20_000,
    apologyAfterMs: 60_000,
    longWaitMs: 20 * 60_000,
    holdReminderMs: 60_000,
    idleReminderMs: 60_000,
    amberAt: 1,
    redAt: 2,
  },
  kiosk: {
    idleAfterMs: 45_000,
    idleCountdownMs: 20_000,
    idleAfterAssistedMs: 90_000,
    idleCountdownAssistedMs: 30_000,
    homeAfterPrintedMs: 15_000,
    attractAfterMs: 60_000,
  },
}
const usualOf = (kind: ReasonKind) => Object.fromEntries(usualReasons[kind].map((reason) => [reason, {}]))
const unknownIn1 = {
  devices: [],
  printing: true,
  slips: { services: {} },
  reasons: { pause: usualOf('pause'), hold: usualOf('hold'), rating: usualOf('rating') },
  ...timesOf1,
} as const

/** Version 1 had minutes from the entry's time, and quotes in ms with a time of their own. */
interface WaitsTold1 extends AnyEvent {
  readonly tickets?: Readonly<Record<string, ToldWait>>
  readonly newcomers?: Readonly<Record<string, ToldWait>>
  readonly quotes?: Readonly<Record<string, Quote>>
}

function waitsTold({ type, tickets, newcomers, quotes }: WaitsTold1): AnyEvent {
  const each = <A, B>(list: Readonly<Record<string, A>>, of: (one: A) => B) =>
    Object.fromEntries(Object.entries(list).map(([key, one]) => [key, of(one)]))
  const figure = ({ ahead, now, wait, why }: ToldWait) =>
    figureOf({
      ...{ ahead, isNext: true, isNow: now === true },
      ...(wait && { bounds: { low: wait.from * 60_000, high: wait.to * 60_000 } }),
      ...(why !== undefined && { why }),
    })
  const quote = ({ middles, ...rest }: Quote) =>
    quoteFigureOf({ ...rest, middles: middles.map((one) => one ?? undefined) })
  return {
    ...{ type, v: 2 },
    ...(tickets && { tickets: each(tickets, figure) }),
    ...(newcomers && { newcomers: each(newcomers, figure) }),
    ...(quotes && { quotes: each(quotes, quote) }),
  } as AnyEvent
}

/** The entry with its events in their present versions. */
export function upcast(hall: Hall, entry: EntryOf<AnyEvent>): EntryOf<AnyEvent> {
  if (!entry.events.some(isOld)) return entry
  return { ...entry, events: entry.events.map((event) => (isOld(event) ? present(hall, event) : event)) }
}

const isOld = ({ type, v = 1 }: AnyEvent): boolean =>
  Object.hasOwn(eventVersions, type) && v < eventVersions[type as HallEvent['type']]

function present(hall: Hall, event: AnyEvent): AnyEvent {
  switch (event.type) {
    case 'ticket-issued':
      return ticketIssued(hall, event as TicketIssued12)
    case 'ticket-put-back':
    case 'ticket-transferred':
    case 'ticket-returned':
    case 'ticket-let-others-go':
      return placed(event as Placement1)
    case 'ticket-called':
      return ticketCalled(event)
    case 'command-undone':
      return commandUndone(event as CommandUndone1)
    case 'counter-paused':
      return counterPaused(event as CounterPaused1)
    case 'ticket-held':
      return ticketHeld(event as TicketHeld1)
    case 'settings-changed':
      return settingsChanged(hall, event as SettingsChanged1)
    case 'waits-told':
      return waitsTold(event as WaitsTold1)
    case 'ticket-rated':
      return ticketRated(event as TicketRated1)
    default:
      throw new Error(`nothing reads version ${event.v ?? 1} of ${event.type}`)
  }
}
