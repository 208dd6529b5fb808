import { putCounter, removeCounter } from '../deadlines/state-deadlines.ts'
import type { AnyEvent, EntryOf } from '../entry.ts'
import type { Counter, Link, MutableHall, SeatedCounter } from '../hall.ts'
import type { Badge, CounterId, EpochMs, ReasonId } from '../ids.ts'
import { recordOpening, recordRest } from '../waits/wait-evolution.ts'
import { attended, withLink } from './counter-link.ts'
import type { TicketMoved } from './ticket-events.ts'

/** Events of counters. */
export type CounterEvent =
  /** The process started: every console has lost its connection. */
  | { type: 'hall-started' }
  /** `from`: the person who was taken over from; their session ends with that reason. */
  | { type: 'counter-opened'; counter: CounterId; badge: Badge; from?: Badge }
  /** `moved`: its person signed in at another counter. */
  | { type: 'counter-closed'; counter: CounterId; badge: Badge; why: 'closed' | 'taken-over' | 'moved' }
  | { type: 'counter-paused'; v: 2; counter: CounterId; reason: ReasonId }
  | { type: 'counter-asked-to-open'; counter: CounterId }
  | { type: 'profile-set'; counter: CounterId; profile: string }
  /** `locked`: because the sign-in of its person was locked. */
  | { type: 'link-lost'; counter: CounterId; locked?: true }
  | { type: 'link-restored'; counter: CounterId }
  | { type: 'counter-unattended'; counter: CounterId; since: EpochMs }

export const counterEventVersions = {
  'hall-started': 1,
  'counter-opened': 1,
  'counter-closed': 1,
  'counter-paused': 2,
  'counter-asked-to-open': 1,
  'profile-set': 1,
  'link-lost': 1,
  'link-restored': 1,
  'counter-unattended': 1,
} as const satisfies Record<CounterEvent['type'], number>

const closedCounter = (id: string): Counter => ({
  id,
  state: 'closed',
  since: 0,
  servedToday: 0,
  changedSeq: 0,
})

/**
 * Counters of the settings. A counter that left the settings stays until the person at it closes it. A profile that
 * left them is no longer that of any counter.
 */
export function seatCounters(hall: MutableHall): void {
  const { counters: known, profiles } = hall.settings!
  for (const id of Object.keys(known)) if (!hall.counters.has(id)) putCounter(hall, closedCounter(id))
  for (const counter of hall.counters.values()) {
    const { profile, ...rest } = counter
    if (!Object.hasOwn(known, counter.id) && counter.state === 'closed') removeCounter(hall, counter)
    else if (profile !== undefined && !Object.hasOwn(profiles, profile)) putCounter(hall, rest)
  }
}

export function evolveCounter(hall: MutableHall, event: CounterEvent, entry: EntryOf<AnyEvent>): void {
  const { at } = entry
  if (event.type === 'hall-started') {
    for (const counter of hall.counters.values())
      if (counter.state !== 'closed' && counter.link.link === 'up')
        putCounter(hall, withLink(counter, { link: 'lost', since: at }))
    return
  }
  const counter = hall.counters.get(event.counter)
  if (!counter)
    throw new Error(`event ${event.type} names counter ${event.counter}, which the hall does not have`)
  if (event.type === 'counter-opened') recordOpening(hall, counter.id, at)
  if (event.type === 'counter-paused') recordRest(hall, counter.id, true)
  if (event.type === 'counter-closed') recordRest(hall, counter.id, false)
  putCounter(hall, changed(counter, event, entry))
}

type OfOneCounter = Exclude<CounterEvent, { type: 'hall-started' }>

function changed(counter: Counter, event: OfOneCounter, { at, seq, events }: EntryOf<AnyEvent>): Counter {
  const { id, profile, servedToday } = counter
  const lasting = {
    id,
    since: at,
    ...(profile === undefined ? {} : { profile }),
    servedToday,
    changedSeq: seq,
  }
  switch (event.type) {
    case 'counter-opened':
      return { ...lasting, ...seated(counter, event.badge, events), state: 'open' }
    case 'counter-closed':
      return { ...lasting, state: 'closed' }
    case 'profile-set':
      return { ...counter, profile: event.profile }
    case 'counter-asked-to-open':
      return counter.state === 'open' ? counter : { ...counter, asked: true }
    case 'counter-paused':
      return {
        ...personAt(counter, event),
        state: 'paused',
        since: at,
        reason: event.reason,
        changedSeq: seq,
      }
    case 'link-lost':
      return withLink(personAt(counter, event), {
        link: 'lost',
        since: at,
        ...(event.locked && { locked: true }),
      })
    case 'link-restored':
      return withLink(personAt(counter, event), { link: 'up' })
    case 'counter-unattended':
      return unattended(personAt(counter, event), event.since)
    default:
      return event satisfies never
  }
}

/**
 * The state of a counter that a person opens, with the ticket that is there or moves along with them. The connection
 * of their own console is unchanged.
 */
function seated(
  counter: Counter,
  badge: Badge,
  events: readonly AnyEvent[],
): Pick<SeatedCounter, 'badge' | 'active' | 'link' | 'putBack'> {
  const moved = events.filter(isMove).find((event) => event.counter === counter.id)
  const active = counter.active ?? moved?.ticket
  const isSame = counter.state !== 'closed' && counter.badge === badge
  const link: Link = isSame ? attended(counter.link) : { link: 'none' }
  const putBack = isSame && counter.putBack !== undefined ? { putBack: counter.putBack } : {}
  return { badge, link, ...putBack, ...(active === undefined ? {} : { active }) }
}

const isMove = (event: AnyEvent): event is TicketMoved => event.type === 'ticket-moved'

function personAt(counter: Counter, event: OfOneCounter): SeatedCounter {
  if (counter.state === 'closed')
    throw new Error(`event ${event.type} names counter ${counter.id}, which is closed`)
  return counter
}

function unattended(counter: SeatedCounter, since: EpochMs): SeatedCounter {
  const isLocked = counter.link.link === 'lost' && counter.link.locked
  return withLink(counter, { link: 'lost', since, ...(isLocked && { locked: true }), unattended: true })
}
