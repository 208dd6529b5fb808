import type { Counter, Hall } from '../../../server/hall/hall.ts'
import { limits } from '../../../server/hall/limits.ts'
import type { LiveTicket } from '../../../server/hall/ticket.ts'
import { type Audience, audienceKey, viewFor } from '../../../server/hall/views/views.ts'
import type { Floor } from './hall-floor.ts'
import { Recount } from './recount.ts'

/** Figures of a view by their path, such as `queues.a.waiting`. */
export type Figures = Record<string, number>

/** Numbers that are no figures: moments, times of the settings, and what an event said once. */
const notCounted = [
  /(?:^|\.)(?:\w+At|at|since|standsSince|linkLostAt|until|callsUntil)$/u,
  /^guidance\./u,
  /^times\./u,
  /^why\./u,
  /\.minutes$/u,
  /\.copies$/u,
  /^printers\..*\.(?:usedMm|test\..*)$/u,
]

/** Every figure in a view, so that a new one without a recount is a difference. */
export function figuresIn(view: unknown, path = ''): Figures {
  if (typeof view === 'number') return notCounted.some((one) => one.test(path)) ? {} : { [path]: view }
  if (typeof view !== 'object' || view === null) return {}
  const parts = Object.entries(view).map(([name, part]) =>
    figuresIn(part, path === '' ? name : `${path}.${name}`),
  )
  return Object.assign({}, ...parts) as Figures
}

/** The figures that views must show, counted plainly over all tickets and everything that happened. */
export class PlainFigures {
  readonly #floor: Floor
  #recount = new Recount()
  #taken: Floor['taken'] = []
  #followed = 0

  constructor(floor: Floor) {
    this.#floor = floor
  }

  /** The first difference between a view and the recount; undefined when there is none. */
  difference(): string | undefined {
    const { hall, taken } = this.#floor
    // After a crash there is another list of what was taken.
    if (taken !== this.#taken) {
      this.#taken = taken
      this.#recount = new Recount()
      this.#followed = 0
    }
    for (; this.#followed < taken.length; this.#followed += 1)
      this.#recount.follow(taken[this.#followed]!.entry)
    for (const audience of audiencesOf(hall)) {
      const shown = figuresIn(viewFor(hall, audience))
      const counted = this.#counted(hall, audience)
      for (const path of new Set([...Object.keys(shown), ...Object.keys(counted)]))
        if (shown[path] !== counted[path])
          return `${audienceKey(audience)}: ${path} is ${shown[path]}, counted ${counted[path]}`
    }
    return undefined
  }

  #counted(hall: Hall, audience: Audience): Figures {
    const counted = this.#ofView(hall, audience)
    const { unserved } = this.#recount.figures
    const isTold = audience.view !== 'ticket' && hall.day?.doors === 'closed' && unserved > 0
    return isTold ? { ...counted, 'unserved.count': unserved } : counted
  }

  #ofView(hall: Hall, audience: Audience): Figures {
    switch (audience.view) {
      case 'kiosk': {
        const offered = Object.entries(hall.settings!.services).flatMap(([id, { hidden }]) =>
          hidden ? [] : [id],
        )
        const waiting = waitingIn(hall).filter((ticket) => !ticket.sentTo && offered.includes(ticket.service))
        return { ...this.#queues(hall, offered), waiting: waiting.length }
      }
      case 'board':
        return this.#queues(hall, Object.keys(hall.settings!.services))
      case 'queue':
        return {
          waiting: waitingIn(hall).filter(
            ({ service, sentTo }) =>
              audience.service === undefined || (!sentTo && service === audience.service),
          ).length,
        }
      case 'window':
      case 'setup':
        return {}
      case 'rating':
        return { askMs: hall.settings!.rating?.askMs ?? limits.ratingAskMs }
      case 'counter':
        return this.#ofCounter(hall, hall.counters.get(audience.counter)!)
      case 'manager':
        return this.#ofManager(hall)
      case 'ticket':
        return this.#ofTicket(hall, audience.ticket)
      default:
        return audience satisfies never
    }
  }

  #ofCounter(hall: Hall, counter: Counter): Figures {
    const mine = waitingIn(hall).filter((ticket) => mayCall(hall, counter, ticket))
    const next = Object.values((viewFor(hall, { view: 'counter', counter: counter.id }) as CounterNext).next)
    const places = next.map(({ place }) => place).sort((a, b) => a - b)
    const shown = Math.min(limits.nextShown, mine.length)
    if (places.join() !== Array.from({ length: shown }, (_, at) => at + 1).join())
      throw new Error(`counter:${counter.id}: places ${places.join()} of ${mine.length} who wait`)
    const services = Object.keys(hall.settings!.services)
    return {
      ...this.#queues(hall, services),
      ...this.#total('', mine),
      servedToday: this.#recount.servedToday.get(counter.id) ?? 0,
      ...this.#active(hall, counter, 'active'),
      ...Object.assign({}, ...services.map((id) => ({ [`expectedMs.${id}`]: this.#expectedMs(hall, id) }))),
      ...Object.assign({}, ...next.map(({ ticket, place }) => ({ [`next.${ticket}.place`]: place }))),
      ...this.#tickets(
        'next',
        next.map(({ ticket }) => ticket),
      ),
      ...this.#tickets('missed', idsAt(hall, 'missed')),
      ...this.#tickets('unconfirmed', unconfirmedIn(hall)),
      ...this.#tickets(
        'held',
        idsAt(hall, 'held').filter((id) => {
          const { stage } = hall.live.get(id)!
          return stage.stage === 'held' && (stage.counter === counter.id || stage.badge === counter.badge)
        }),
      ),
    }
  }

  #ofManager(hall: Hall): Figures {
    const waiting = waitingIn(hall)
    const figures: Figures = {
      ...this.#queues(hall, Object.keys(hall.settings!.services)),
      ...this.#total(
        'sent.',
        waiting.filter(({ sentTo }) => sentTo),
      ),
      ...this.#total('', waiting),
      ...this.#tickets('held', idsAt(hall, 'held')),
      ...this.#tickets('missed', idsAt(hall, 'missed')),
      ...this.#tickets('unconfirmed', unconfirmedIn(hall)),
      ...prefixed('figures.', this.#recount.figures),
    }
    for (const id of Object.keys(hall.settings!.services)) {
      const { longestSince } = this.#total(
        '',
        waiting.filter((ticket) => stands(ticket, id)),
      )
      if (longestSince !== undefined) figures[`queues.${id}.longestSince`] = longestSince
    }
    for (const counter of hall.counters.values()) {
      const at = `counters.${counter.id}`
      figures[`${at}.waiting`] = waiting.filter((ticket) => mayCall(hall, counter, ticket)).length
      figures[`${at}.servedToday`] = this.#recount.servedToday.get(counter.id) ?? 0
      Object.assign(figures, this.#active(hall, counter, `${at}.active`))
    }
    for (const device of hall.settings!.printingDevices) {
      const toCome = ({ device: other, printing: { print } }: LiveTicket) =>
        other === device && (print === 'queued' || print === 'not-printed')
      figures[`printers.${device}.queued`] = [...hall.live.values()].filter(toCome).length
    }
    return figures
  }

  #ofTicket(hall: Hall, id: string): Figures {
    const live = hall.live.get(id)
    const figures: Figures = { calls: this.#recount.tickets.get(id)!.calls }
    if (live?.stage.stage !== 'waiting') return figures
    return { ...figures, ahead: this.#ahead(hall, live) }
  }

  /** Plainly, of a hall that was told no waits: who can be called before it and stands before it, or was sent there. */
  #ahead(hall: Hall, ticket: LiveTicket): number {
    const able = [...hall.counters.values()].filter(
      (counter) => counter.state === 'open' && mayCall(hall, counter, ticket),
    )
    const others = waitingIn(hall).filter(({ id }) => id !== ticket.id)
    const queue = (one: LiveTicket) => JSON.stringify(one.sentTo ?? one.service)
    if (able.length === 0)
      return others.filter((one) => queue(one) === queue(ticket) && isBefore(one, ticket)).length
    const rivals = others.filter((one) => able.some((counter) => mayCall(hall, counter, one)))
    const isBeforeIt = (one: LiveTicket) =>
      ticket.sentTo ? one.sentTo && isBefore(one, ticket) : one.sentTo || isBefore(one, ticket)
    return rivals.filter(isBeforeIt).length
  }

  #queues(hall: Hall, services: readonly string[]): Figures {
    const figures: Figures = {}
    for (const id of services) {
      const waiting = waitingIn(hall).filter((ticket) => stands(ticket, id)).length
      figures[`queues.${id}.waiting`] = waiting
    }
    return figures
  }

  #expectedMs(hall: Hall, service: string): number {
    const measured = [...(this.#recount.durations.get(service) ?? [])].sort((a, b) => a - b)
    if (measured.length === 0) return hall.settings!.services[service]!.expectedMs
    return (measured[(measured.length - 1) >> 1]! + measured[measured.length >> 1]!) / 2
  }

  #total(at: string, waiting: readonly LiveTicket[]): Figures {
    const since = waiting.map(({ id }) => this.#recount.tickets.get(id)!.waitsSince!)
    return {
      [`${at}waiting`]: waiting.length,
      ...(since.length === 0 ? {} : { [`${at}longestSince`]: Math.min(...since) }),
    }
  }

  #active(hall: Hall, counter: Counter, path: string): Figures {
    const ticket = [...hall.live.values()].find(
      ({ stage }) => (stage.stage === 'called' || stage.stage === 'serving') && stage.counter === counter.id,
    )
    if (!ticket) return {}
    const { callsHere, waitedMs } = this.#recount.tickets.get(ticket.id)!
    const own = { [`${path}.callsHere`]: callsHere, [`${path}.waitedMs`]: waitedMs }
    return { ...own, ...this.#ticket(path, ticket.id) }
  }

  #tickets(list: string, ids: readonly string[]): Figures {
    return Object.assign({}, ...ids.map((id) => this.#ticket(`${list}.${id}`, id))) as Figures
  }

  #ticket(path: string, id: string): Figures {
    const { calls, misses, notes } = this.#recount.tickets.get(id)!
    return { [`${path}.calls`]: calls, [`${path}.misses`]: misses, [`${path}.notes`]: notes }
  }
}

type CounterNext = { next: Record<string, { ticket: string; place: number }> }

const audiencesOf = ({ live, ended, counters }: Hall): Audience[] => [
  { view: 'kiosk', device: 'kiosk-1' },
  { view: 'board', device: 'board-1' },
  { view: 'manager' },
  ...[...counters.keys()].flatMap((counter): Audience[] => [
    { view: 'window', counter },
    { view: 'rating', counter },
    { view: 'counter', counter },
  ]),
  ...[...live.keys(), ...ended.keys()].map((ticket): Audience => ({ view: 'ticket', ticket })),
]

const prefixed = (at: string, figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [at + name, value]))

const waitingIn = ({ live }: Hall): LiveTicket[] =>
  [...live.values()].filter(({ stage }) => stage.stage === 'waiting')

const idsAt = ({ live }: Hall, stage: 'held' | 'missed'): string[] =>
  [...live.values()].flatMap((ticket) => (ticket.stage.stage === stage ? [ticket.id] : []))

const unconfirmedIn = (hall: Hall): string[] =>
  waitingIn(hall).flatMap(({ id, unconfirmed }) => (unconfirmed ? [id] : []))

const stands = (ticket: LiveTicket, service: string): boolean => !ticket.sentTo && ticket.service === service

const isBefore = (a: LiveTicket, b: LiveTicket): boolean =>
  a.standsSince - b.standsSince || a.tieBreak - b.tieBreak || a.no - b.no
    ? [a.standsSince - b.standsSince, a.tieBreak - b.tieBreak, a.no - b.no].find((apart) => apart !== 0)! < 0
    : false

/** Whether a counter's profile and its person take a service. */
function takes({ settings }: Hall, { id, profile, badge }: Counter, service: string): boolean {
  const tiers = settings!.profiles[profile ?? settings!.counters[id]!.profile] ?? []
  const skills = badge === undefined ? 'all' : (settings!.staff[badge]?.skills ?? 'all')
  const isAble = skills === 'all' || skills.includes(service)
  return isAble && tiers.some(({ services }) => services === 'all' || services.includes(service))
}

function mayCall(hall: Hall, counter: Counter, { sentTo, service }: LiveTicket): boolean {
  if (!sentTo) return takes(hall, counter, service)
  return 'counter' in sentTo ? sentTo.counter === counter.id : sentTo.badge === counter.badge
}
