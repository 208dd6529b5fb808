import type { HallEvent } from '../../../server/hall/events.ts'
import type { Category } from '../../../server/hall/ids.ts'
import type { Settings } from '../../../server/hall/settings.ts'
import type { Why } from '../../../server/hall/ticket.ts'
import { RoundModel } from './round-model.ts'

/** One ticket as a slow and simple reading of the rules has it. */
export interface Modelled {
  id: string
  no: number
  service: string
  category: Category
  joinedAt: number
  issuedAt: number
  stands: number
  /** The ticket has a position of its own among equal times: returned, let others go, sent to the end. */
  placed: boolean
  /** A walk-in that was never moved: the bound on overtaking speaks of these. */
  plain: boolean
  sentTo: string
  waiting: boolean
  /** The counter of its last call. */
  counter?: string
  /** The hall manager brought it forward, so that it counts as one with a head start. */
  forward: boolean
  /** The counters that put it back since it joined otherwise. */
  putBackAt: readonly string[]
}

export interface AskedFor {
  type: string
  at: number
  body: object
}

/**
 * A model of who is next, from the written rules of the floor and not from the heart's code: a list of tickets,
 * gone through from end to end. Follows accepted commands; looks at events only for who was touched.
 */
export class HallModel {
  readonly tickets = new Map<string, Modelled>()
  readonly rounds = new RoundModel()
  readonly #former = new Map<string, Modelled[]>()

  /** After an accepted command. */
  follow(asked: AskedFor, key: string, events: readonly HallEvent[], settings: Settings): void {
    this.#remember(key, events)
    for (const event of events) this.#apply(event, asked, settings)
  }

  #remember(key: string, events: readonly HallEvent[]): void {
    const touched = new Map<string, Modelled>()
    for (const event of events) {
      const known = 'ticket' in event ? this.tickets.get(event.ticket) : undefined
      if (known && !touched.has(known.id)) touched.set(known.id, { ...known })
    }
    this.#former.set(key, [...touched.values()])
  }

  #apply(event: HallEvent, asked: AskedFor, settings: Settings): void {
    const { at } = asked
    const body = asked.body as Record<string, unknown>
    if (event.type === 'ticket-issued') {
      const { ticket: id, no, service } = event
      const appointment = body.appointment as number | undefined
      const category = (body.category ?? (appointment === undefined ? 'ordinary' : 'appointment')) as Category
      const inTime = appointment !== undefined && at <= appointment + settings.appointmentToleranceMs
      const stands = (inTime ? appointment : at) - (settings.headStartMs[category] ?? 0)
      const plain = appointment === undefined
      const place = {
        joinedAt: at,
        issuedAt: at,
        stands,
        placed: false,
        plain,
        sentTo: '',
        waiting: true,
        forward: false,
        putBackAt: [],
      }
      this.tickets.set(id, { id, no, service, category, ...place })
      return
    }
    if (event.type === 'command-undone') {
      for (const ticket of this.#former.get(event.command) ?? []) this.tickets.set(ticket.id, { ...ticket })
      this.rounds.undo(event.command)
      return
    }
    const ticket = 'ticket' in event ? this.tickets.get(event.ticket) : undefined
    if (!ticket) return
    if (event.type === 'ticket-ended') this.tickets.delete(ticket.id)
    else this.#move(ticket, event, at, body, settings)
  }

  #move(ticket: Modelled, event: HallEvent, at: number, body: Record<string, unknown>, settings: Settings) {
    const rejoin = (putBackAt: readonly string[] = []) => {
      if (!ticket.waiting) ticket.joinedAt = at
      ticket.waiting = true
      ticket.plain = false
      ticket.forward = event.type === 'ticket-brought-forward'
      ticket.putBackAt = putBackAt
    }
    switch (event.type) {
      case 'ticket-called':
      case 'ticket-resumed':
      case 'ticket-moved':
        ticket.waiting = false
        ticket.counter = event.counter
        return
      case 'ticket-put-back':
        return rejoin([...ticket.putBackAt, ticket.counter!])
      case 'ticket-recategorised':
        ticket.stands +=
          (settings.headStartMs[ticket.category] ?? 0) - (settings.headStartMs[event.category] ?? 0)
        ticket.category = event.category
        ticket.plain = false
        return
      case 'ticket-brought-forward':
      case 'ticket-returned':
      case 'ticket-let-others-go':
        ticket.stands = event.standsSince
        ticket.placed = true
        return rejoin()
      case 'ticket-transferred': {
        const to = body.to as { service?: string; counter?: string; badge?: string }
        ticket.service = to.service ?? ticket.service
        ticket.sentTo = to.counter ? `counter:${to.counter}` : to.badge ? `badge:${to.badge}` : ''
        if ((body.place ?? settings.transferPlace) === 'end') {
          ticket.stands = Math.max(ticket.stands, at)
          ticket.placed = true
        }
        return rejoin()
      }
      default:
    }
  }

  shift(ms: number): void {
    if (ms === 0) return
    for (const ticket of this.tickets.values()) {
      ticket.stands += ms
      ticket.joinedAt += ms
      ticket.issuedAt += ms
    }
    this.#former.clear()
  }

  waitingIn(services: readonly string[]): Modelled[] {
    return [...this.tickets.values()].filter(
      ({ waiting, sentTo, service }) => waiting && sentTo === '' && services.includes(service),
    )
  }

  sentTo(...names: string[]): Modelled[] {
    return [...this.tickets.values()].filter(({ waiting, sentTo }) => waiting && names.includes(sentTo))
  }

  /** May `first` be called while `other` waits? Longest standing first; equal moments: issued first. */
  static mayGoBefore(first: Modelled, other: Modelled): boolean {
    if (first.stands !== other.stands) return first.stands < other.stands
    return first.placed || other.placed || first.no <= other.no
  }

  /** The fault of this call by the hall's policy, if it has one. Asked before the model follows the call. */
  objection(id: string, why: Why, tiers: readonly Tiered[], at: number, asking: Asking): string | undefined {
    if (why.rule !== 'after-put-back') return this.#objection(id, why.rule, tiers, at, asking)
    // Without a ticket that this counter put back the call is by one of the usual rules.
    for (const passedOver of this.tickets.values()) {
      if (!passedOver.waiting || !passedOver.putBackAt.includes(asking.counter)) continue
      passedOver.waiting = false
      const objections = usualRules.map((rule) => this.#objection(id, rule, tiers, at, asking))
      passedOver.waiting = true
      if (objections.includes(undefined)) return undefined
    }
    return `${id} goes before none that counter ${asking.counter} put back`
  }

  #objection(
    id: string,
    rule: Why['rule'],
    tiers: readonly Tiered[],
    at: number,
    { counter, badge, settings }: Asking,
  ): string | undefined {
    const called = this.tickets.get(id)
    if (!called?.waiting) return `${id} was called but does not wait`
    const sent = this.sentTo(`counter:${counter}`, `badge:${badge}`)
    if (sent.length > 0) return rule === 'sent-here' ? passed(called, sent) : 'who was sent here comes first'
    const filled = tiers
      .map((tier) => ({ ...tier, waiting: this.waitingIn(tier.services) }))
      .filter((tier) => tier.waiting.length > 0)
    const mine = filled.filter((tier) => tier.waiting.includes(called))
    const top = filled[0]
    if (!top || mine.length === 0) return `${id} is of no tier of this counter`
    const firsts = (waiting: readonly Modelled[]) => this.#firsts(waiting, settings)
    if (rule === 'over-threshold')
      return mine.some((tier) => overdue(tier, at) && firsts(tier.waiting).includes(called))
        ? undefined
        : `${id} is not the first of a tier past its threshold`
    if (rule === 'brought-forward' && mine.some((tier) => firsts(tier.waiting).includes(called)))
      return undefined
    const due = filled
      .slice(1)
      .find((tier) => overdue(tier, at) && before(firsts(tier.waiting), firsts(top.waiting)))
    if (due) return 'a lower tier waited past its threshold and stands longer'
    if (!firsts(top.waiting).includes(called)) return `${id} is not the first of its tier by the policy`
    const isFirst = passed(called, top.waiting) === undefined
    if (rule === 'stands-longest') return isFirst ? undefined : passed(called, top.waiting)
    const isMoved = top.waiting.some((other) => other !== called && HallModel.mayGoBefore(other, called))
    return rule === settings.policy.kind && isMoved ? undefined : `unexpected rule ${rule}`
  }

  hasHeadStart({ forward, category }: Modelled, settings: Settings): boolean {
    return forward || (settings.headStartMs[category] ?? 0) > 0
  }

  /** Those of them that may be called first by the policy; more than one where equal moments leave it open. */
  #firsts(waiting: readonly Modelled[], settings: Settings): Modelled[] {
    const { policy } = settings
    const leading = (some: readonly Modelled[]) =>
      some.filter((one) => some.every((other) => HallModel.mayGoBefore(one, other)))
    const priority = leading(waiting.filter((one) => this.hasHeadStart(one, settings)))
    const ordinary = leading(waiting.filter((one) => !this.hasHeadStart(one, settings)))
    if (policy.kind === 'head-start') return leading(waiting)
    if (priority.length === 0 || ordinary.length === 0) return [...priority, ...ordinary]
    if (policy.kind === 'precedence') return priority
    const due = ordinary.filter(({ service }) => this.rounds.isOrdinaryDue(service, policy.priority))
    return due.length === ordinary.length ? due : due.length === 0 ? priority : [...due, ...priority]
  }
}

/** The counter that calls, and who sits there. */
interface Asking {
  readonly counter: string
  readonly badge: string | undefined
  readonly settings: Settings
}

const usualRules = ['stands-longest', 'over-threshold', 'sent-here', 'precedence', 'alternation'] as const

export interface Tiered {
  services: readonly string[]
  afterMs?: number
}

/** Whether each of these stands since an earlier moment than each of those. */
const before = (these: readonly Modelled[], those: readonly Modelled[]): boolean =>
  these.every((one) => those.every((other) => one.stands < other.stands))

const overdue = ({ waiting, afterMs }: Tiered & { waiting: readonly Modelled[] }, at: number): boolean =>
  afterMs !== undefined && waiting.some((ticket) => at - ticket.joinedAt > afterMs)

function passed(called: Modelled, waiting: readonly Modelled[]): string | undefined {
  const other = waiting.find((ticket) => !HallModel.mayGoBefore(called, ticket))
  return other && `${called.id} stands since ${called.stands}, yet ${other.id} since ${other.stands}`
}
