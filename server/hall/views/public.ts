import { waitFor } from '../estimate.ts'
import type { Hall } from '../hall.ts'
import { whyNotTaken } from '../issuing.ts'
import { countBefore, lineName, lineOf } from '../line.ts'
import { tiersOf } from '../next-ticket.ts'
import type { BoardView, KioskService, KioskView, TicketView, WindowView } from '../view-shapes.ts'
import type { CounterId, DeviceId, ServiceId, TicketId } from '../words.ts'
import { activeOf, letterOf, place, present, queueOf, queues } from './audience.ts'

/** What customers see: the kiosk, the board, the screen over a counter, their own ticket. */

export function kioskView(hall: Hall, device: DeviceId): KioskView {
  const settings = hall.settings!
  const offered = Object.keys(settings.services).filter((id) => !settings.services[id]!.hidden)
  const last = hall.index.lastOfDevice.get(device)
  const ticket = last === undefined ? undefined : (hall.live.get(last) ?? hall.ended.get(last))
  let waiting = 0
  for (const [name, line] of hall.index.lines) if (name.startsWith('service:')) waiting += line.length
  return present({
    device,
    ...place(hall),
    services: offered.map((id) => kioskService(hall, id)),
    queues: Object.fromEntries(offered.map((id) => [id, queueOf(hall, id)])),
    categories: [...settings.freeCategories],
    waiting,
    last: ticket && { label: ticket.label, at: ticket.issuedAt, printing: ticket.printing },
  })
}

function kioskService(hall: Hall, id: ServiceId): KioskService {
  const { prefix, pictogram, group } = hall.settings!.services[id]!
  const refusal = whyNotTaken(hall, hall.settings!, id)?.refusal.reason as KioskService['why']
  const why = refusal ?? (hall.day?.doors === 'open' ? undefined : 'hall-is-closed')
  return present({ id, letter: prefix, open: why === undefined, why, pictogram, group })
}

export function boardView(hall: Hall): BoardView {
  const counters: BoardView['counters'] = {}
  for (const counter of hall.counters.values()) {
    counters[counter.id] = present({ state: counter.state, label: activeOf(hall, counter)?.label })
  }
  return {
    ...place(hall),
    calls: hall.calls.map(({ id, label, counter, at, again }) => ({ id, label, counter, at, again })),
    queues: queues(hall, (id) => ({ letter: letterOf(hall, id) })),
    counters,
  }
}

export function windowView(hall: Hall, id: CounterId): WindowView | undefined {
  const counter = hall.counters.get(id)
  if (!counter) return undefined
  const { words, languages, timeZone } = place(hall)
  const ticket = activeOf(hall, counter)
  const called = ticket?.stage.stage === 'called' ? ticket.stage : undefined
  const atGlass = called ? 'called' : ticket ? 'serving' : undefined
  const idle = counter.state === 'open' ? 'free' : counter.state
  return present<WindowView>({
    counter: id,
    words,
    languages,
    timeZone,
    state: atGlass ?? idle,
    label: ticket?.label,
    call: called && ticket ? `${ticket.day}/${ticket.label}/${ticket.calls}` : undefined,
    calledAt: called?.calledAt,
    reason: counter.reason,
    badge: counter.badge,
    services: [...new Set(tiersOf(hall.settings!, counter).flatMap((tier) => tier.services))],
  })
}

/** The phone page; undefined when the ticket is not known any more. */
export function ticketView(hall: Hall, id: TicketId): TicketView | undefined {
  const live = hall.live.get(id)
  const ended = hall.ended.get(id)
  const ticket = live ?? ended
  if (!ticket) return undefined
  const { words, languages, timeZone } = place(hall)
  const { label, day, service, language, issuedAt, calls } = ticket
  const base = { label, day, service, words, languages, language, timeZone, issuedAt, calls }
  if (ended) {
    const { how, outcome, endedAt, counter, rated } = ended
    return present<TicketView>({
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
    const ahead = countBefore(lineOf(hall, lineName(live!)), live!)
    return present<TicketView>({
      ...base,
      stage: 'waiting',
      ahead,
      wait: live!.sentTo ? undefined : waitFor(hall, service, ahead),
      ...notYet,
    })
  }
  const calledAt = stage.stage === 'called' ? stage.calledAt : undefined
  return present<TicketView>({ ...base, stage: stage.stage, counter: stage.counter, calledAt, ...notYet })
}
