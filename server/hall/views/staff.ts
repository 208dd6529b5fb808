import { serviceTimeMs } from '../estimate.ts'
import type { Counter, Hall } from '../hall.ts'
import { limits } from '../limits.ts'
import { lineOf, waitingFor } from '../line.ts'
import { nextTickets, profileOf, tiersOf } from '../next-ticket.ts'
import { canUndo } from '../undo.ts'
import type { CounterView, ManagerView } from '../view-shapes.ts'
import type { CounterId } from '../words.ts'
import { activeOf, activeView, aside, letterOf, place, present, queues, staffTicket } from './audience.ts'

/** What staff see: one counter's console, and the whole floor. */

export function counterView(hall: Hall, id: CounterId): CounterView | undefined {
  const counter = hall.counters.get(id)
  if (!counter) return undefined
  const active = activeOf(hall, counter)
  const line = linesOf(hall, counter)
  const next = nextTickets(hall, counter, limits.nextShown)
  const { held, missed } = aside(
    hall,
    ({ stage }) =>
      stage.stage === 'missed' ||
      (stage.stage === 'held' && (stage.counter === id || stage.badge === counter.badge)),
  )
  return present({
    counter: id,
    ...place(hall),
    state: counter.state,
    badge: counter.badge,
    since: counter.since,
    reason: counter.reason,
    asked: counter.asked,
    profile: profileOf(hall.settings!, counter),
    active: activeView(active),
    why: active?.why,
    next: Object.fromEntries(
      next.map((ticket, position) => [ticket.id, { ...staffTicket(ticket), place: position + 1 }]),
    ),
    held,
    missed,
    waiting: line.waiting,
    longestSince: line.longestSince,
    servedToday: counter.servedToday,
    expectedMs: Object.fromEntries(
      Object.keys(hall.settings!.services).map((service) => [service, serviceTimeMs(hall, service)]),
    ),
    queues: queues(hall, (service) => ({
      letter: letterOf(hall, service),
      open: !hall.closedServices.has(service),
    })),
    counters: others(hall),
    undo: undoOf(hall, counter),
  })
}

function linesOf(hall: Hall, counter: Counter): { waiting: number; longestSince?: number } {
  const services = new Set(tiersOf(hall.settings!, counter).flatMap((tier) => tier.services))
  const lines = [...services].map((service) => waitingFor(hall, service))
  lines.push(lineOf(hall, `counter:${counter.id}`), lineOf(hall, `badge:${counter.badge}`))
  let waiting = 0
  let longestSince: number | undefined
  for (const line of lines) {
    waiting += line.length
    const joinedAt = line[0]?.joinedAt
    if (joinedAt !== undefined && (longestSince === undefined || joinedAt < longestSince))
      longestSince = joinedAt
  }
  return present({ waiting, longestSince })
}

function others(hall: Hall): CounterView['counters'] {
  const counters: CounterView['counters'] = {}
  for (const counter of hall.counters.values()) {
    counters[counter.id] = present({
      state: counter.state,
      badge: counter.badge,
      label: activeOf(hall, counter)?.label,
    })
  }
  return counters
}

/** The newest command of this counter's person that can still be taken back. */
function undoOf(hall: Hall, { badge }: Counter): CounterView['undo'] {
  if (badge === undefined) return undefined
  let newest: CounterView['undo']
  for (const former of hall.former.values()) {
    if (former.by !== `staff:${badge}` || !canUndo(hall, former)) continue
    const { command, type, at, tickets } = former
    newest = { command, type, until: at + limits.undoMs, labels: tickets.map((ticket) => ticket.label) }
  }
  return newest
}

export function managerView(hall: Hall): ManagerView {
  const counters: ManagerView['counters'] = {}
  let waiting = 0
  for (const line of hall.index.lines.values()) waiting += line.length
  for (const counter of hall.counters.values()) counters[counter.id] = managerCounter(hall, counter)
  return present({
    ...place(hall),
    day: hall.day?.id,
    queues: queues(hall, (service) => ({
      letter: letterOf(hall, service),
      open: !hall.closedServices.has(service),
      longestSince: waitingFor(hall, service)[0]?.joinedAt,
    })),
    counters,
    ...aside(hall, () => true),
    figures: { ...hall.figures },
    waiting,
    ...papers(hall),
  })
}

function managerCounter(hall: Hall, counter: Counter): ManagerView['counters'][string] {
  const { state, since, badge, reason, asked, unattended, linkLostAt, servedToday } = counter
  return present({
    state,
    since,
    badge,
    reason,
    asked,
    profile: profileOf(hall.settings!, counter),
    unattended,
    linkLostAt,
    active: activeView(activeOf(hall, counter)),
    waiting: linesOf(hall, counter).waiting,
    servedToday,
  })
}

const inDoubt: ReadonlySet<string> = new Set(['not-printed', 'unsure', 'held', 'expired'])

/** What somebody may have to look after: papers of people who still wait, and the printers. */
function papers(hall: Hall): Pick<ManagerView, 'paper' | 'printers'> {
  const { printingDevices, printers: settings } = hall.settings!
  const paper: ManagerView['paper'] = {}
  const printers: ManagerView['printers'] = {}
  for (const device of printingDevices) {
    const known = hall.printers.get(device) ?? { state: 'unknown' as const, usedMm: 0 }
    const { name, rollMm } = settings?.[device] ?? { name: device, rollMm: undefined }
    const left =
      rollMm === undefined ? undefined : Math.max(0, Math.floor((rollMm - known.usedMm) / limits.ticketMm))
    printers[device] = present({ name, ...known, left, queued: 0 })
  }
  for (const { id, label, device, printing, stage } of hall.live.values()) {
    if (printing.print === 'none') continue
    if (inDoubt.has(printing.print) && stage.stage === 'waiting') paper[id] = { label, device, printing }
    const printer = printers[device]
    if (printer && (printing.print === 'queued' || printing.print === 'not-printed')) printer.queued += 1
  }
  return { paper, printers }
}
