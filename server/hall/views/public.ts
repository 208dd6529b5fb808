import { nextOpenTimes, startOfDay } from '../business-day.ts'
import { whyNotTaken } from '../commands/issuing.ts'
import type { Call, Counter, Hall } from '../hall.ts'
import type { CounterId, DeviceId, Label, ServiceId, TicketId } from '../ids.ts'
import { limits } from '../limits.ts'
import { lastServedAt, visitOf } from '../queue/last-served.ts'
import type { EndedTicket, LiveTicket, PrintState } from '../ticket.ts'
import { standingOf } from '../waits/standing.ts'
import { activeOf, letteredQueues, ofCounters, omitUndefined, place, queues, servicesOf } from './audience.ts'
import { memoByIdentity, memoBySeq, memoListBySeq } from './memo.ts'
import { totalOf } from './queue-figures.ts'
import type {
  BoardView,
  KioskService,
  KioskView,
  PaperState,
  RatingView,
  TicketView,
  WindowView,
} from './view-types.ts'

/** Views of customers: the kiosk, the board, the screen over a counter, their own ticket. */

export function kioskView(hall: Hall, device: DeviceId): KioskView {
  const tickets = ticketsOf(hall, device)
  const last = tickets.at(-1)
  return omitUndefined({
    device,
    diagonal: screenOf(hall, device)?.diagonal,
    ...place(hall),
    ...offer(hall),
    last: last && { label: last.label, at: last.issuedAt, printing: paperState(last.printing) },
    printStates: Object.fromEntries(tickets.map(({ label, printing }) => [label, paperState(printing)])),
    printer: hall.settings!.printingDevices.includes(device)
      ? (hall.printers.get(device)?.state ?? 'unknown')
      : undefined,
  })
}

const paperState = memoByIdentity((printing: PrintState): PaperState => {
  if (printing.print === 'none') return printing
  const { job: _, ...state } = printing
  return state
})

/** The latest tickets of a device, newest last. */
const ticketsOf = (hall: Hall, device: DeviceId): (LiveTicket | EndedTicket)[] =>
  (hall.index.latestOfDevice.get(device) ?? []).flatMap((id) => hall.live.get(id) ?? hall.ended.get(id) ?? [])

/** The part of the view that all kiosks share. */
const offer = memoBySeq((hall) => {
  const queues = offeredQueues(hall)
  return {
    services: Object.values(kioskServices(hall)),
    queues,
    times: hall.settings!.kiosk,
    categories: [...hall.settings!.freeCategories],
    waiting: totalOf(Object.values(queues)).waiting,
  }
})

const offered = ({ settings }: Hall): ServiceId[] =>
  Object.keys(settings!.services).filter((id) => !settings!.services[id]!.hidden)

const kioskServices = memoListBySeq((hall) =>
  Object.fromEntries(offered(hall).map((id) => [id, kioskService(hall, id)])),
)

const offeredQueues = memoListBySeq((hall) =>
  Object.fromEntries(offered(hall).map((id) => [id, queues(hall)[id]!])),
)

function kioskService(hall: Hall, id: ServiceId): KioskService {
  const { prefix, pictogram, group } = hall.settings!.services[id]!
  const refusal = whyNotTaken(hall, hall.settings!, id)?.refusal.reason as KioskService['why']
  const stopped = hall.areTicketsStopped ? 'tickets-are-stopped' : undefined
  const doors = hall.serviceDoors.get(id)
  const isOver = doors?.doors === 'closed' ? 'service-is-closed' : undefined
  const why = refusal ?? (hall.day?.doors === 'open' ? (stopped ?? isOver) : 'hall-is-closed')
  const opensAt = why === isOver && doors?.doors === 'closed' ? doors.opensAt : undefined
  return omitUndefined({ id, letter: prefix, open: why === undefined, why, opensAt, pictogram, group })
}

const screenOf = ({ settings }: Hall, device: DeviceId | undefined) =>
  settings!.devices.find(({ id }) => id === device)

/** The view of a board: of the counters in its zone, and of all without a zone. */
export function boardView(hall: Hall, device?: DeviceId): BoardView {
  const { zone, diagonal } = screenOf(hall, device) ?? {}
  const all = { calls: callsOfDay(hall), queues: letteredQueues(hall), counters: boardCounters(hall) }
  const hours = hall.day ? nextOpenTimes(hall.day, hall.settings!) : []
  return omitUndefined({
    ...place(hall),
    diagonal,
    hours: hours.length > 0 ? hours : undefined,
    ...(zone === undefined ? { ...all, calls: newest(all.calls) } : inZone(hall, zone, all)),
  })
}

/** Counters of a zone with their calls, and the services that one of them takes. */
function inZone(hall: Hall, zone: string, all: Pick<BoardView, 'calls' | 'queues' | 'counters'>): typeof all {
  const { settings } = hall
  const counters = [...hall.counters.values()].filter(({ id }) => settings!.counters[id]?.zone === zone)
  const ids = new Set(counters.map(({ id }) => id))
  const services = new Set(counters.flatMap((counter) => servicesOf(hall, counter)))
  const picked = <V>(list: Record<string, V>, wanted: ReadonlySet<string>): Record<string, V> =>
    Object.fromEntries(Object.entries(list).filter(([id]) => wanted.has(id)))
  return {
    calls: all.calls.filter(({ counter }) => ids.has(counter)).slice(0, limits.callsShown),
    queues: picked(all.queues, services),
    counters: picked(all.counters, ids),
  }
}

const boardCalls = memoByIdentity((calls: readonly Call[]): BoardView['calls'] =>
  calls.map(({ id, label, counter, at, again }) => ({ id, label, counter, at, again })),
)

/** The calls of the present business day, and those before whose ticket is still called. */
const callsOfDay = memoBySeq((hall): BoardView['calls'] => {
  const calls = boardCalls(hall.calls)
  const since = hall.day ? startOfDay(hall.day.id, hall.settings!) : Number.NEGATIVE_INFINITY
  const isPresent = ({ ticket, at }: Call) => at >= since || hall.live.get(ticket)?.stage.stage === 'called'
  return hall.calls.every(isPresent) ? calls : calls.filter((_, place) => isPresent(hall.calls[place]!))
})

const newest = memoByIdentity((calls: BoardView['calls']): BoardView['calls'] =>
  calls.slice(0, limits.callsShown),
)

const boardCounters = ofCounters((hall, counter): BoardView['counters'][string] =>
  omitUndefined<BoardView['counters'][string]>({ state: counter.state, ...activeStage(hall, counter) }),
)

function activeStage(hall: Hall, counter: Counter): { label?: Label; stage?: 'called' | 'serving' } {
  const ticket = activeOf(hall, counter)
  if (!ticket) return {}
  return { label: ticket.label, stage: ticket.stage.stage === 'called' ? 'called' : 'serving' }
}

/** Open counters, of which the window screens tell. */
const openCounters = memoBySeq(({ counters }) =>
  [...counters.values()].filter(({ state }) => state === 'open').map(({ id }) => id),
)

export function windowView(hall: Hall, id: CounterId): WindowView | undefined {
  const counter = hall.counters.get(id)
  if (!counter) return undefined
  const ticket = activeOf(hall, counter)
  const called = ticket?.stage.stage === 'called' ? ticket.stage : undefined
  const activeState = called ? 'called' : ticket ? 'serving' : undefined
  const idle = counter.state === 'open' ? 'free' : counter.state
  return omitUndefined<WindowView>({
    counter: id,
    ...place(hall),
    state: activeState ?? idle,
    label: ticket?.label,
    call: called && ticket ? `${ticket.day}/${ticket.label}/${ticket.calls}` : undefined,
    calledAt: called?.calledAt,
    reason: counter.state === 'paused' ? counter.reason : undefined,
    others: openCounters(hall).some((other) => other !== id) || undefined,
    services: servicesOf(hall, counter),
  })
}

export function ratingView(hall: Hall, id: CounterId): RatingView | undefined {
  const counter = hall.counters.get(id)
  if (!counter) return undefined
  const ended = lastServedAt(hall, id)
  const isNextServed = activeOf(hall, counter)?.stage.stage === 'serving'
  return omitUndefined<RatingView>({
    counter: id,
    ...place(hall),
    state: counter.state,
    askMs: hall.settings!.rating?.askMs ?? limits.ratingAskMs,
    visit: ended && !ended.rated && !isNextServed ? visitView(ended) : undefined,
  })
}

const visitView = memoByIdentity((ended: EndedTicket): NonNullable<RatingView['visit']> => {
  const { label, language, endedAt } = ended
  return { id: visitOf(ended), label, language, endedAt }
})

/** The view of the phone page; undefined when the ticket is no longer known. */
export function ticketView(hall: Hall, id: TicketId): TicketView | undefined {
  const live = hall.live.get(id)
  const ended = hall.ended.get(id)
  const ticket = live ?? ended
  if (!ticket) return undefined
  const { languages, timeZone } = place(hall)
  const { label, day, service, language, issuedAt, calls } = ticket
  const base = { label, day, service, languages, language, timeZone, issuedAt, calls }
  if (ended) {
    const { how, outcome, endedAt, counter, rated } = ended
    return omitUndefined<TicketView>({
      ...base,
      stage: 'ended',
      counter,
      how,
      outcome,
      endedAt,
      canRate: how === 'served' && !rated,
      rated,
    })
  }
  const { stage } = live!
  const notYet = { canRate: false, rated: false }
  if (stage.stage === 'waiting') {
    return omitUndefined<TicketView>({
      ...base,
      stage: 'waiting',
      ...standingOf(hall, live!),
      callsUntil: hall.day?.doors === 'open' ? undefined : hall.callableUntil.get(day),
      ...notYet,
    })
  }
  const calledAt = stage.stage === 'called' ? stage.calledAt : undefined
  return omitUndefined<TicketView>({
    ...base,
    stage: stage.stage,
    counter: stage.counter,
    calledAt,
    ...notYet,
  })
}
