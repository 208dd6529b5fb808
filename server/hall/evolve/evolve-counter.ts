import type { Entry, HallEvent } from '../events.ts'
import type { Counter, MutableHall } from '../hall.ts'
import { putCounter, removeCounter } from '../state-deadlines.ts'

type CounterEvent = Extract<
  HallEvent,
  {
    type:
      | 'hall-started'
      | 'counter-opened'
      | 'counter-closed'
      | 'counter-paused'
      | 'counter-asked-to-open'
      | 'profile-set'
      | 'link-lost'
      | 'link-restored'
      | 'counter-unattended'
  }
>

const closedCounter = (id: string): Counter => ({
  id,
  state: 'closed',
  since: 0,
  linked: false,
  turn: { priority: 0, ordinary: 0 },
  servedToday: 0,
  changedSeq: 0,
})

/** Counters as the settings name them; one with a person at it stays until it closes, also when it left the settings. */
export function seatCounters(hall: MutableHall): void {
  const known = hall.settings!.counters
  for (const id of Object.keys(known)) if (!hall.counters.has(id)) putCounter(hall, closedCounter(id))
  for (const counter of hall.counters.values()) {
    if (!Object.hasOwn(known, counter.id) && counter.state === 'closed') removeCounter(hall, counter)
  }
}

export function evolveCounter(hall: MutableHall, event: CounterEvent, { at, seq }: Entry): void {
  if (event.type === 'hall-started') {
    for (const counter of hall.counters.values()) {
      if (counter.linked) putCounter(hall, { ...counter, linked: false, linkLostAt: at })
    }
    return
  }
  const counter = hall.counters.get(event.counter)
  if (!counter)
    throw new Error(`event ${event.type} names counter ${event.counter}, which the hall does not have`)
  putCounter(hall, changed(counter, event, at, seq))
}

function changed(
  counter: Counter,
  event: Exclude<CounterEvent, { type: 'hall-started' }>,
  at: number,
  seq: number,
): Counter {
  const { id, active, profile, turn, servedToday, linked, linkLostAt } = counter
  const lasting = { id, ...(profile === undefined ? {} : { profile }), turn, servedToday }
  const glass = active === undefined ? {} : { active }
  switch (event.type) {
    case 'counter-opened': {
      const samePerson = counter.badge === event.badge
      const link = samePerson
        ? { linked, ...(linkLostAt === undefined ? {} : { linkLostAt }) }
        : { linked: false }
      return { ...lasting, ...glass, ...link, state: 'open', badge: event.badge, since: at, changedSeq: seq }
    }
    case 'counter-closed':
      return { ...lasting, state: 'closed', since: at, linked: false, changedSeq: seq }
    case 'counter-paused':
      return { ...counter, state: 'paused', since: at, reason: event.reason, changedSeq: seq }
    case 'counter-asked-to-open':
      return { ...counter, asked: true }
    case 'profile-set':
      return { ...counter, profile: event.profile, turn: { priority: 0, ordinary: 0 } }
    case 'link-lost':
      return { ...counter, linked: false, linkLostAt: at }
    case 'link-restored': {
      const { linkLostAt: _lost, unattended: _asked, ...rest } = counter
      return { ...rest, linked: true }
    }
    case 'counter-unattended':
      return { ...counter, unattended: true }
    default:
      return event satisfies never
  }
}
