import { canUndo } from '../commands/undo.ts'
import type { Counter, Hall } from '../hall.ts'
import type { CounterId } from '../ids.ts'
import { limits } from '../limits.ts'
import { needsAttention } from '../print-job.ts'
import { nextTickets, profileOf, servicesCalledBy } from '../queue/next-ticket.ts'
import { serviceTimeMs } from '../queue/service-time.ts'
import type { Settings } from '../settings.ts'
import type { LiveTicket } from '../ticket.ts'
import {
  activeOf,
  activeView,
  held,
  missed,
  ofCounters,
  ofServices,
  omitUndefined,
  place,
  staffQueues,
  staffTicket,
  unconfirmed,
} from './audience.ts'
import { memoByIdentity } from './memo.ts'
import { counterFigures, figuresOfQueue, sentFigures, totalOf } from './queue-figures.ts'
import type { CounterView, ManagerView, SetupView } from './view-types.ts'

/** Views of staff: one counter's console, and the whole floor. */

export function counterView(hall: Hall, id: CounterId): CounterView | undefined {
  const counter = hall.counters.get(id)
  if (!counter) return undefined
  const active = activeOf(hall, counter)
  const { waiting, longestSince } = counterFigures(hall, counter)
  const next = nextTickets(hall, counter, limits.nextShown)
  const view: CounterView = {
    counter: id,
    ...place(hall),
    state: counter.state,
    since: counter.since,
    profile: profileOf(hall.settings!, counter),
    next: Object.fromEntries(next.map((ticket, position) => [ticket.id, standing(ticket, position + 1)])),
    held: heldAt(hall, counter),
    missed: missed(hall),
    unconfirmed: unconfirmed(hall),
    waiting,
    servedToday: counter.servedToday,
    guidance: hall.settings!.guidance,
    expectedMs: expectedMs(hall),
    queues: staffQueues(hall),
    counters: others(hall),
  }
  const shown = active && activeView(active)
  const undo = undoOf(hall, counter)
  if (counter.badge !== undefined) view.badge = counter.badge
  if (counter.state === 'paused') view.reason = counter.reason
  if (counter.state !== 'open' && counter.asked) view.asked = counter.asked
  if (shown) view.active = shown
  if (active?.why) view.why = active.why
  if (longestSince !== undefined) view.longestSince = longestSince
  if (undo) view.undo = undo
  return view
}

const expectedMs = ofServices(serviceTimeMs)

/** The views of a ticket, one per place among the next tickets. */
const places = memoByIdentity((_ticket: LiveTicket): CounterView['next'][string][] => [])

function standing(ticket: LiveTicket, place: number): CounterView['next'][string] {
  const known = places(ticket)
  known[place] ??= { ...staffTicket(ticket), place }
  return known[place]
}

/** Held at this counter, or by its person. */
function heldAt(hall: Hall, { id, badge }: Counter): CounterView['held'] {
  const here: CounterView['held'] = {}
  for (const [ticket, view] of Object.entries(held(hall)))
    if (view.counter === id || view.badge === badge) here[ticket] = view
  return here
}

const others = ofCounters((hall, counter): CounterView['counters'][string] =>
  omitUndefined({ state: counter.state, badge: counter.badge, label: activeOf(hall, counter)?.label }),
)

/** The newest command of this counter's person that can still be undone. */
function undoOf(hall: Hall, { badge }: Counter): CounterView['undo'] {
  if (badge === undefined) return undefined
  let newest: CounterView['undo']
  for (const former of hall.undoRecords.values()) {
    if (former.by !== `staff:${badge}` || !canUndo(hall, former)) continue
    const { command, type, at, tickets } = former
    newest = { command, type, until: at + limits.undoMs, labels: tickets.map((ticket) => ticket.label) }
  }
  return newest
}

export function setupView(hall: Hall): SetupView {
  const { languages, timeZone } = place(hall)
  return {
    languages,
    timeZone,
    settings: hall.settingsRecord.version,
    plans: hall.settingsRecord.plansSeq ?? 0,
  }
}

export function managerView(hall: Hall): ManagerView {
  const queues = managerQueues(hall)
  const sent = sentFigures(hall)
  return omitUndefined({
    ...place(hall),
    day: hall.day?.id,
    guidance: hall.settings!.guidance,
    areTicketsStopped: hall.areTicketsStopped || undefined,
    profiles: profilesOf(hall.settings!),
    queues,
    sent,
    counters: managerCounters(hall),
    held: held(hall),
    missed: missed(hall),
    unconfirmed: unconfirmed(hall),
    figures: { ...hall.figures },
    ...totalOf([...Object.values(queues), sent]),
    ...papers(hall),
  })
}

const profilesOf = memoByIdentity((settings: Settings): ManagerView['profiles'] =>
  Object.fromEntries(
    Object.keys(settings.profiles).map((profile) => [profile, [...servicesCalledBy(settings, profile)]]),
  ),
)

const managerQueues = ofServices((hall, service) => ({
  ...staffQueues(hall)[service]!,
  ...figuresOfQueue(hall, `service:${service}`),
}))

const managerCounters = ofCounters((hall, counter): ManagerView['counters'][string] => {
  const { state, since, badge, servedToday } = counter
  const lost = state !== 'closed' && counter.link.link === 'lost' ? counter.link : undefined
  const active = activeOf(hall, counter)
  return omitUndefined({
    state,
    since,
    badge,
    reason: counter.state === 'paused' ? counter.reason : undefined,
    asked: counter.state === 'open' ? undefined : counter.asked,
    profile: profileOf(hall.settings!, counter),
    unattended: lost?.unattended,
    linkLostAt: lost?.since,
    locked: lost?.locked,
    active: active && activeView(active),
    waiting: counterFigures(hall, counter).waiting,
    servedToday,
  })
})

/** Papers and printers that may need attention: papers of customers who still wait, and the printers. */
function papers(hall: Hall): Pick<ManagerView, 'paper' | 'printers'> {
  const { printingDevices, printers: settings } = hall.settings!
  const paper: ManagerView['paper'] = {}
  const printers: ManagerView['printers'] = {}
  for (const device of printingDevices) {
    const known = hall.printers.get(device) ?? { state: 'unknown' as const, usedMm: 0 }
    const { name, rollMm } = settings?.[device] ?? { name: device, rollMm: undefined }
    const left =
      rollMm === undefined ? undefined : Math.max(0, Math.floor((rollMm - known.usedMm) / limits.ticketMm))
    printers[device] = omitUndefined({ name, ...known, left, queued: 0 })
  }
  for (const { id, label, device, printing, stage } of hall.live.values()) {
    if (printing.print === 'none') continue
    if (needsAttention(printing) && stage.stage === 'waiting') paper[id] = { label, device, printing }
    const printer = printers[device]
    if (printer && (printing.print === 'queued' || printing.print === 'not-printed')) printer.queued += 1
  }
  return { paper, printers }
}
