import { nextDeadline } from '../../../server/hall/deadlines/timers.ts'
import type { Entry, HallEvent } from '../../../server/hall/events.ts'
import { figureOf } from '../../../server/hall/evolve/figures.ts'
import type { Hall } from '../../../server/hall/hall.ts'
import { type End, ends } from '../../../server/hall/ids.ts'
import { nextTicket, tiersOf } from '../../../server/hall/queue/next-ticket.ts'
import { type Settings, withSections } from '../../../server/hall/settings.ts'
import { fromSnapshot, toSnapshot } from '../../../server/hall/snapshot.ts'
import type { LiveTicket } from '../../../server/hall/ticket.ts'
import type { CounterView } from '../../../server/hall/views/view-types.ts'
import { viewFor } from '../../../server/hall/views/views.ts'
import { plainDeadline } from '../plain-deadline.ts'
import { canonical, type Floor, type FloorAnswer, type Given, indexText, replay } from './hall-floor.ts'
import { HallModel } from './hall-model.ts'
import { returnFault } from './return-place.ts'
import { same } from './same-value.ts'

const never = (invariant: string, problem: string): never => {
  throw new Error(`${invariant}: ${problem}`)
}

const counted = { served: 0, cancelled: 0, left: 0, 'no-show': 0, unserved: 0 }

/** The invariants of every hall, as checks. */
export class HallChecks {
  readonly #floor: Floor
  #model = new HallModel()
  #followed = 0
  #settings: Settings | undefined
  #labels = new Set<string>()
  #issued = new Set<string>()
  #heard = new Set<string>()
  /** How each ticket ended, and on which day that was counted. */
  #ended = new Map<string, { how: End; day: number }>()
  #figures = { issued: 0, ratings: 0, ...counted }
  #day = 0
  /** The live tickets before the newest entry, and before each command that may be undone. */
  #before = new Map<string, LiveTicket>()
  #formerTickets = new Map<string, Map<string, LiveTicket>>()
  #replaying = false
  #steps = 0

  constructor(floor: Floor) {
    this.#floor = floor
  }

  /** Goes through what was newly accepted. */
  follow(): void {
    const { taken, hall } = this.#floor
    for (; this.#followed < taken.length; this.#followed += 1) {
      const { entry, body } = taken[this.#followed]!
      const { seq, at, key, actor, device, command, events } = entry
      if (seq !== this.#followed + 1) never('I8', `entry ${seq} at line ${this.#followed + 1}`)
      if (!actor || !device || !key || !(at > 0)) never('I8', `entry ${seq} lacks actor, device, key or time`)
      if (!this.#replaying) this.#formerTickets.set(key, this.#before)
      for (const event of events) this.#note(event, entry)
      if (this.#settings) this.#model.follow({ type: command, at, body }, key, events, this.#settings)
    }
    this.#before = new Map(hall.live)
  }

  #note(event: HallEvent, entry: Entry): void {
    switch (event.type) {
      case 'settings-changed':
        this.#settings = withSections(this.#settings, event.sections)
        if (event.sections.policy) this.#model.rounds.beginAnew()
        return
      case 'day-started':
        this.#day += 1
        this.#figures = { issued: 0, ratings: 0, ...counted }
        return
      case 'clock-accepted':
        return this.#model.shift(event.shiftMs)
      case 'ticket-issued': {
        const name = `${event.day}/${event.label}`
        if (this.#labels.has(name)) never('I2', `${name} was given twice`)
        if (this.#issued.has(event.ticket)) never('I2', `${event.ticket} was given twice`)
        this.#labels.add(name)
        this.#issued.add(event.ticket)
        this.#figures.issued += 1
        return
      }
      case 'ticket-rated':
        this.#figures.ratings += 1
        return
      case 'ticket-ended':
        if (this.#ended.has(event.ticket)) never('I7', `${event.ticket} ended twice`)
        this.#ended.set(event.ticket, { how: event.how, day: this.#day })
        this.#figures[event.how] += 1
        return
      case 'command-undone':
        return this.#undone(event)
      default:
        if ('ticket' in event && this.#ended.has(event.ticket) && event.type !== 'print-reported')
          never('I7', `${event.type} moves ${event.ticket}, which has ended`)
        if (event.type === 'ticket-called' || event.type === 'ticket-recalled') this.#heardOnce(event)
        if (event.type === 'ticket-called' && this.#replaying)
          this.#model.rounds.adopt(event.rounds ?? {}, entry.key)
        else if (event.type === 'ticket-called') this.#called(event, entry)
        if (event.type === 'ticket-returned' && !this.#replaying) this.#behind(event.ticket)
    }
  }

  /** An announced call is known by ticket and count, and never announced again. */
  #heardOnce({ ticket, calls }: { ticket: string; calls: number }): void {
    const call = `${ticket}/${calls}`
    if (this.#heard.has(call)) never('C12', `call ${call} was given twice`)
    this.#heard.add(call)
  }

  #behind(id: string): void {
    const fault = returnFault(this.#floor, id)
    if (fault) never('RETURN-1', fault)
  }

  #undone(event: Extract<HallEvent, { type: 'command-undone' }>): void {
    const former = this.#formerTickets.get(event.command)
    const undone = this.#floor.taken.findLast(({ entry }) => entry.key === event.command)?.entry.events ?? []
    for (const id of new Set(undone.flatMap((one) => ('ticket' in one ? [one.ticket] : [])))) {
      const ended = this.#ended.get(id)
      if (ended?.day === this.#day) this.#figures[ended.how] -= 1
      this.#ended.delete(id)
      // After a crash nobody remembers how it stood before; the replayed hall is compared as a whole.
      if (this.#replaying || !former) continue
      const now = this.#floor.hall.live.get(id)
      const then = former.get(id)
      if (!now || !then) return never('C19', `${id} is not back after the undo`)
      const { calls, printing: _, unconfirmed: __, ...rest } = now
      const { calls: callsThen, printing: ___, unconfirmed: ____, ...restThen } = then
      if (JSON.stringify(rest) !== JSON.stringify(restThen))
        never('C19', `${id} stands otherwise after the undo`)
      if (calls < callsThen) never('C19', `${id} has lost a call that was heard`)
    }
  }

  /**
   * A ticket called by rule is the one that the written rules name, and takes its turn of the round; by head starts
   * nobody is overtaken beyond one.
   */
  #called(
    { ticket, counter, why }: Extract<HallEvent, { type: 'ticket-called' }>,
    { at, key, events }: Entry,
  ): void {
    const settings = this.#settings!
    // `finish` with `next` ends one ticket first; it did not wait, so it changes nobody's turn.
    if (events.length > 2) never('I3', 'one command called more than one ticket')
    const seat = this.#floor.counter(counter)
    const tiers = tiersOf(settings, seat)
    const called = this.#model.tickets.get(ticket)!
    if (why.rule !== 'chosen') {
      const objection = this.#model.objection(ticket, why, tiers, at, {
        counter,
        badge: seat.badge,
        settings,
      })
      if (objection) never('NEXT', objection)
    }
    const queues = why.rule === 'chosen' ? [called.service] : (tiers[why.facts.tier! - 1]?.services ?? [])
    const isPriority = this.#model.hasHeadStart(called, settings)
    if (called.sentTo === '') this.#model.rounds.takeTurn(settings.policy, isPriority, queues, key)
    if (why.rule !== 'stands-longest' || settings.policy.kind !== 'head-start') return
    for (const other of this.#model.waitingIn([called.service])) {
      const overtaken = called.plain && other.plain && other.no < called.no
      const head = (settings.headStartMs[called.category] ?? 0) - (settings.headStartMs[other.category] ?? 0)
      if (overtaken && called.issuedAt - other.issuedAt > head)
        never('NEXT', `${other.id} was overtaken by ${ticket}, which joined more than its head start later`)
    }
  }

  /** Checks that hold at every moment. */
  standing(): void {
    const { hall } = this.#floor
    this.#atCounters(hall)
    this.#steps += 1
    if (this.#steps % 16 === 0) this.thorough()
    if (!this.#sameFigures(hall))
      never('I8', `figures ${JSON.stringify(hall.figures)}, counted ${JSON.stringify(this.#figures)}`)
    for (const line of hall.index.lines.values())
      for (let at = 1; at < line.length; at += 1) this.#inOrder(line[at - 1]!, line[at]!)
    if (hall.settled && nextDeadline(hall) !== plainDeadline(hall))
      never('DAY', `the next deadline is ${nextDeadline(hall)}, a plain scan finds ${plainDeadline(hall)}`)
    if (
      hall.settled &&
      nextDeadline(hall) <= this.#floor.lastAt &&
      this.#floor.lines.at(-1)?.includes('"time-passed"')
    )
      never(
        'DAY',
        `time passed at ${this.#floor.lastAt}, yet it wants to pass again at ${nextDeadline(hall)}`,
      )
    for (const { id } of hall.live.values()) if (this.#ended.has(id)) never('I7', `${id} ended and lives`)
    const fault = this.#model.rounds.faultOf(hall.rounds)
    if (fault) never('NEXT', fault)
    this.#calls(hall)
  }

  /** Checks that take longer. */
  thorough(): void {
    const { hall } = this.#floor
    const anew = fromSnapshot(toSnapshot(hall))
    if (indexText(anew.index) !== indexText(hall.index)) never('I8', 'the index is not what the tickets make')
    this.#views(hall)
  }

  #sameFigures({ figures }: Hall): boolean {
    const mine = this.#figures
    if (figures.issued !== mine.issued || figures.ratings !== mine.ratings) return false
    return ends.every((how) => figures[figureOf[how]] === mine[how])
  }

  #inOrder(before: LiveTicket, after: LiveTicket): void {
    const a = this.#model.tickets.get(before.id)
    const b = this.#model.tickets.get(after.id)
    if (!a || !b || a.stands !== before.standsSince || b.stands !== after.standsSince)
      return never('NEXT', `${before.id} or ${after.id} does not stand since when the rules say`)
    if (!HallModel.mayGoBefore(a, b)) never('NEXT', `${a.id} stands before ${b.id}, against the rules`)
  }

  #atCounters(hall: Hall): void {
    const at = new Map<string, string>()
    for (const { id, stage } of hall.live.values()) {
      if (stage.stage !== 'called' && stage.stage !== 'serving') continue
      const other = at.get(stage.counter)
      if (other) never('I3', `${id} and ${other} are both at counter ${stage.counter}`)
      at.set(stage.counter, id)
    }
    const people = new Set<string>()
    for (const { id, state, badge, active } of hall.counters.values()) {
      if (active !== at.get(id)) never('I3', `counter ${id} has ${active}, the tickets say ${at.get(id)}`)
      if ((state === 'closed') !== (badge === undefined))
        never('I3', `counter ${id} is ${state} with ${badge}`)
      if (state === 'closed' && active) never('I3', `counter ${id} is closed with ${active} at it`)
      if (badge && people.has(badge)) never('I3', `${badge} sits at two counters`)
      if (badge) people.add(badge)
    }
  }

  #calls(hall: Hall): void {
    for (const call of hall.calls) {
      const live = hall.live.get(call.ticket)
      if (live?.stage.stage === 'called' && live.stage.counter !== call.counter)
        never('I6', `the board sends ${call.label} to ${call.counter}, it is called to ${live.stage.counter}`)
      if (live?.stage.stage === 'waiting') never('I6', `the board calls ${call.label}, which waits`)
    }
  }

  #views(hall: Hall): void {
    for (const { id, state } of hall.counters.values()) {
      const view = viewFor(hall, { view: 'counter', counter: id }) as CounterView
      const next = Object.values(view.next).find(({ place }) => place === 1)?.ticket
      const rule =
        state === 'closed' ? next : nextTicket(hall, this.#floor.counter(id), hall.floorChangedAt)?.ticket.id
      if (next !== rule) never('I6', `counter ${id} shows ${next} as next, the rule says ${rule}`)
      if (view.active?.ticket !== this.#floor.counter(id).active)
        never('I6', `counter ${id} shows another ticket`)
    }
  }

  /** The same key with the same command: the same answer, and nothing happens. */
  sameAgain(again: (() => FloorAnswer) | undefined, key: string | undefined): void {
    if (!again || !key) return
    const lines = this.#floor.lines.length
    const given = this.#floor.answers.get(key)?.given
    if (!same(again(), given)) never('I4', `${key} was answered otherwise`)
    const other = this.#floor.give('close-service', { service: 'other' }, this.#floor.staff('2001'), key)
    if (!('denied' in other)) never('I4', `${key} was taken for another command`)
    if (this.#floor.lines.length !== lines) never('I4', `${key} was done twice`)
  }

  sameHall(other: Hall, what: string): void {
    if (canonical(other) !== canonical(this.#floor.hall)) never('I5', `${what} is another hall`)
  }

  /** All that is known is what the lines say; it is gone through anew. Given answers are given again. */
  afterCrash(given: ReadonlyMap<string, { given: Given }>): void {
    for (const [key, answer] of given)
      if (!same(this.#floor.answers.get(key)?.given, answer.given))
        never('I1', `the answer to ${key} is lost`)
    this.#model = new HallModel()
    this.#followed = 0
    this.#labels.clear()
    this.#issued.clear()
    this.#heard.clear()
    this.#ended.clear()
    this.#formerTickets.clear()
    this.#figures = { issued: 0, ratings: 0, ...counted }
    this.#replaying = true
    this.follow()
    this.#replaying = false
  }

  atTheEnd(): void {
    const { hall, lines } = this.#floor
    this.sameHall(replay(lines), 'the hall replayed from its entries')
    if (hall.live.size > 0) never('I7', `${[...hall.live.keys()]} never ended`)
    for (const id of this.#issued) if (!this.#ended.has(id)) never('I7', `${id} never ended`)
  }
}
