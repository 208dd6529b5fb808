import type { Counter, Hall, Round } from '../hall/hall.ts'
import type { EpochMs } from '../hall/ids.ts'
import { nextTicket, tiersOf } from '../hall/queue/next-ticket.ts'
import { behind, queueName } from '../hall/queue/queue.ts'
import { ticketsBeforeReturn } from '../hall/queue/returns.ts'
import { putRounds, roundsAfter } from '../hall/queue/rounds.ts'
import type { LiveTicket } from '../hall/ticket.ts'
import { type Experience, experienceOf } from './experience.ts'
import { imaginedTicket, type Newcomer } from './imagined-ticket.ts'
import { limits } from './limits.ts'
import { firstOf, insert, put, take } from './lines.ts'
import { seeded } from './random.ts'

/** A ticket whose wait is asked for, with the results of the runs. */
export interface Target {
  readonly ticket: LiveTicket
  readonly isNewcomer: boolean
  /** Open counters that can serve it, by their place among the open ones. */
  readonly counters: readonly number[]
  /** Called before it at those counters, when everything takes its mean time. */
  ahead: number
  /** Until its call (ms) in that run; infinite when it is not called. */
  meanMs: number
  /** Until its call (ms), one of each run; infinite when it is not called. */
  readonly calls: number[]
  /** Runs in which somebody was called before it at these counters. */
  passed: number
}

interface Post {
  readonly counter: Counter
  readonly isOpen: boolean
}

const firstImagined = 1e12

/** The hall of one moment, run forward by its own rules of who is next, many times. */
export class ForwardRuns {
  readonly targets: readonly Target[]
  readonly experience: Experience
  readonly #hall: Hall
  readonly #at: EpochMs
  readonly #posts: readonly Post[]
  readonly #lines: ReadonlyMap<string, readonly LiveTicket[]>
  readonly #rounds: ReadonlyMap<string, Round>
  readonly #byId = new Map<string, Target>()
  readonly #random: () => number
  #done = 0
  readonly #joining: number
  readonly #callable: number
  readonly #missed: readonly { readonly missedAt: EpochMs; readonly service: string }[]

  constructor(hall: Hall, at: EpochMs, newcomers: readonly Newcomer[], seed: number) {
    this.#hall = hall
    this.#at = at
    this.#random = seeded(seed)
    this.experience = experienceOf(hall, at)
    this.#joining = this.experience.overtaking.reduce((sum, { perMs }) => sum + perMs, 0)
    const counters = [...hall.counters.values()]
    this.#posts = counters
      .filter(({ state }) => state !== 'closed')
      .map((counter) => ({ counter, isOpen: counter.state === 'open' }))
      .sort((a, b) => Number(b.isOpen) - Number(a.isOpen))
    this.#missed = [...hall.live.values()].flatMap(({ stage, service }) =>
      stage.stage === 'missed' ? [{ missedAt: stage.missedAt, service }] : [],
    )
    const lines = new Map<string, LiveTicket[]>()
    for (const [name, line] of hall.index.lines) lines.set(name, [...line])
    const waiting = [...lines.values()].flat()
    const imagined = newcomers.map((one, place) =>
      imaginedTicket(hall.settings!, one, at, firstImagined + place),
    )
    for (const ticket of imagined) insert(lines, ticket)
    this.#lines = lines
    this.#rounds = new Map(hall.rounds)
    this.targets = [...waiting, ...imagined].map((ticket, place) => ({
      ticket,
      isNewcomer: place >= waiting.length,
      counters: this.#ableTo(ticket),
      ahead: 0,
      meanMs: Number.POSITIVE_INFINITY,
      calls: [],
      passed: 0,
    }))
    for (const target of this.targets) this.#byId.set(target.ticket.id, target)
    this.#callable = this.targets.filter((target) => target.counters.length > 0).length
  }

  /** How many runs of this hall fit the bounds. */
  get runs(): number {
    const { runsMost, runsLeast, callsOfForecast } = limits
    return Math.min(runsMost, Math.max(runsLeast, Math.floor(callsOfForecast / (this.targets.length + 1))))
  }

  #ableTo({ service, sentTo }: LiveTicket): number[] {
    const able: number[] = []
    for (const [place, { counter, isOpen }] of this.#posts.entries()) {
      if (!isOpen) break
      const isAble = !sentTo
        ? tiersOf(this.#hall.settings!, counter).some(({ services }) => services.includes(service))
        : 'counter' in sentTo
          ? sentTo.counter === counter.id
          : sentTo.badge === counter.badge
      if (isAble) able.push(place)
    }
    return able
  }

  /** Whether each open counter that can serve it would call it first. */
  isNextEverywhere({ ticket, counters, isNewcomer }: Target): boolean {
    const { hall } = this.#scratch(isNewcomer ? [ticket] : [])
    return (
      counters.length > 0 &&
      counters.every((place) => nextTicket(hall, this.#posts[place]!.counter, this.#at)?.ticket === ticket)
    )
  }

  /** The hall with lines and rounds of its own; of the imagined tickets only those given. */
  #scratch(imagined: readonly LiveTicket[] | 'all') {
    const lines = new Map<string, LiveTicket[]>()
    for (const [name, line] of this.#lines)
      lines.set(
        name,
        imagined === 'all'
          ? [...line]
          : line.filter((one) => one.no < firstImagined || imagined.includes(one)),
      )
    const rounds = new Map(this.#rounds)
    return { hall: { ...this.#hall, rounds, index: { ...this.#hall.index, lines } }, lines }
  }

  /** One run; `isMean`: everything takes its mean time and nobody joins, otherwise spans are drawn. */
  *run(isMean: boolean): Generator<void, void> {
    const { hall, lines } = this.#scratch('all')
    const counters = this.#posts.map(({ counter }) => counter)
    const free = this.#posts.map((post) => this.#freeIn(post, isMean))
    const calls = counters.map(() => 0)
    let joins = isMean || this.#joining === 0 ? Number.POSITIVE_INFINITY : this.#untilJoin()
    let joined = 0
    let left = this.#callable
    const returns: { at: number; service: string }[] = []
    if (!isMean) this.#expectMissed(returns)
    for (let turns = 1; left > 0; turns += 1) {
      if (turns % limits.turnsPerStep === 0) yield
      const place = firstOf(free)
      const now = free[place] ?? Number.POSITIVE_INFINITY
      const back = returns[0]?.at ?? Number.POSITIVE_INFINITY
      const comes = Math.min(joins, back)
      if (now >= comes && comes < limits.horizonMs) {
        joined += 1
        if (comes === back) this.#putReturned(lines, returns.shift()!, joined)
        else {
          insert(lines, this.#joiner(joins, joined))
          joins += this.#untilJoin()
        }
        for (let post = 0; post < free.length; post += 1)
          if (free[post] === Number.POSITIVE_INFINITY) free[post] = comes
        continue
      }
      if (now >= limits.horizonMs) break
      const counter = counters[place]!
      const next = nextTicket(hall, counter, this.#at + now)
      if (!next) {
        free[place] = Number.POSITIVE_INFINITY
        continue
      }
      const { ticket } = next
      take(lines, ticket)
      const target = this.#byId.get(ticket.id)
      if (target) {
        this.#tell(target, now, calls, isMean)
        if (target.counters.length > 0) left -= 1
        if (target.isNewcomer) continue
      }
      calls[place] = calls[place]! + 1
      const rounds = roundsAfter(hall, ticket, next.queues)
      if (rounds) putRounds(hall, rounds)
      if (counter.putBack) {
        const { putBack: _, ...rest } = counter
        counters[place] = rest
      }
      free[place] = now + this.#busyFor(ticket, isMean)
      if (!isMean && this.experience.returnShare > 0 && this.#random() < this.experience.returnShare)
        this.#expectReturn(returns, ticket.service, free[place]!)
    }
    if (!isMean)
      for (const target of this.targets)
        if (target.calls.length < this.#done) target.calls.push(Number.POSITIVE_INFINITY)
  }

  /** One more run with drawn spans. */
  *draw(): Generator<void, void> {
    this.#done += 1
    yield* this.run(false)
  }

  #tell(target: Target, now: number, calls: readonly number[], isMean: boolean): void {
    let before = 0
    for (const place of target.counters) before += calls[place]!
    if (isMean) {
      target.ahead = before
      target.meanMs = now
    } else {
      target.calls.push(now)
      if (before > 0) target.passed += 1
    }
  }

  /** Until a counter can call (ms). */
  #freeIn({ counter, isOpen }: Post, isMean: boolean): number {
    const { gaps, pauses } = this.experience
    if (!isOpen)
      return isMean ? Number.POSITIVE_INFINITY : pauses.left(this.#at - counter.since, this.#random())
    const active = counter.active === undefined ? undefined : this.#hall.live.get(counter.active)
    const stage = active?.stage
    if (!active || (stage?.stage !== 'called' && stage?.stage !== 'serving')) {
      const since = this.#hall.waits.freeSince[counter.id] ?? this.#at
      return isMean ? 0 : Math.min(gaps.left(this.#at - since, this.#random()), gaps.at(0.9))
    }
    const spans = this.experience.taken(active.service)
    const elapsed = this.#at - stage.calledAt
    return isMean
      ? spans.meanLeft(elapsed) + gaps.mean
      : spans.left(elapsed, this.#random()) + gaps.at(this.#random())
  }

  /** From a call to the counter's next (ms). */
  #busyFor({ service }: LiveTicket, isMean: boolean): number {
    const { gaps, pauses, pauseShare } = this.experience
    const spans = this.experience.taken(service)
    if (isMean) return spans.mean + gaps.mean
    const pause = pauseShare > 0 && this.#random() < pauseShare ? pauses.at(this.#random()) : 0
    return spans.at(this.#random()) + gaps.at(this.#random()) + pause
  }

  /** Tickets that missed their call may come back at any moment. */
  #expectMissed(returns: { at: number; service: string }[]): void {
    const { returnShare, returnDelays } = this.experience
    if (returnShare === 0) return
    for (const { missedAt, service } of this.#missed) {
      const elapsed = this.#at - missedAt
      const share = this.#random()
      if (elapsed < returnDelays.at(0.95) && this.#random() < 0.5)
        put(returns, { service, at: returnDelays.left(elapsed, share) })
    }
  }

  #expectReturn(returns: { at: number; service: string }[], service: string, from: number): void {
    put(returns, { service, at: from + this.experience.returnDelays.at(this.#random()) })
  }

  #putReturned(
    lines: Map<string, LiveTicket[]>,
    { at, service }: { at: number; service: string },
    no: number,
  ): void {
    const settings = this.#hall.settings!
    const one = imaginedTicket(
      settings,
      { service, category: 'ordinary' },
      this.#at + at,
      2 * firstImagined + no,
    )
    const line = (lines.get(queueName(one)) ?? []).filter((ticket) => ticket.no < firstImagined)
    const alone = { standsSince: this.#at + at, tieBreak: one.no }
    const place = behind(line, ticketsBeforeReturn(line, settings), alone)
    insert(lines, { ...one, placementReason: 'returned', ...place })
  }

  #untilJoin(): number {
    return -Math.log(1 - this.#random()) / this.#joining
  }

  #joiner(inMs: number, no: number): LiveTicket {
    let share = this.#random() * this.#joining
    const { overtaking } = this.experience
    let one = overtaking[0]!
    for (const joining of overtaking) {
      one = joining
      share -= joining.perMs
      if (share < 0) break
    }
    return imaginedTicket(this.#hall.settings!, one, this.#at + inMs, 2 * firstImagined + no)
  }
}
