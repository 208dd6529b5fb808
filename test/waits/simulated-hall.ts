import type { MutableHall } from '../../server/hall/hall.ts'
import type { Category } from '../../server/hall/ids.ts'
import { countersFor } from '../../server/hall/queue/next-ticket.ts'
import { waitingFor } from '../../server/hall/queue/queue.ts'
import { recordQuote } from '../../server/hall/waits/wait-evolution.ts'
import { type Foretold, forecastNow } from '../../server/waits/forecast.ts'
import { Floor } from '../fakes/hall/hall-floor.ts'
import { hours, minutes, moment, seconds } from '../fakes/hall/hall-settings.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { Agenda } from './agenda.ts'
import { type Family, settingsOf } from './families.ts'

/** A quote of a ticket that was issued, beside what simple predictors would have said, and what came (ms). */
export interface Quoted {
  readonly day: number
  readonly hour: number
  readonly service: string
  readonly told: Foretold
  /** By name; absent where one could say nothing. */
  readonly simple: Readonly<Record<string, number>>
  waitedMs?: number
  /** Somebody was called before it at a counter that can serve it. */
  passed?: boolean
  forecastMs: number
}

type After = (floor: Floor, inMs: (ms: number, work: () => void) => void) => void
const dayMs = hours(24)

/** A hall at work for some days, from a seed: people come, clerks call, serve, pause; the rules are the product's. */
export class SimulatedHall {
  readonly quotes: Quoted[] = []
  readonly #family: Family
  readonly #random: () => number
  readonly #floor: Floor
  readonly #truth: Record<string, number>
  #agenda = new Agenda()
  #day = 0
  #opensAt = 0
  #lastWait = new Map<string, number[]>()
  readonly #pending = new Map<string, Quoted>()
  readonly #idle = new Set<string>()
  readonly #pausing = new Set<string>()
  readonly #seed: number
  readonly #after: After | undefined
  /** `after`: called after each event, with a way to plan more; waits are told and quoted there. */
  constructor(family: Family, seed: number, after?: After) {
    this.#family = family
    this.#after = after
    this.#seed = seed
    this.#random = seededRandom(seed)
    this.#truth = Object.fromEntries(
      Object.entries(family.services).map(([id, mean]) => [id, minutes(mean) * this.#between(0.7, 1.3)]),
    )
    this.#floor = new Floor(settingsOf(family, this.#truth), moment('2026-03-02T07:00'))
    this.#floor.start()
  }

  days(count: number): this {
    for (let day = 0; day < count; day += 1) this.#runDay(day)
    return this
  }

  #runDay(day: number): void {
    this.#day = day
    this.#opensAt = moment('2026-03-02T08:00') + day * dayMs
    this.#agenda = new Agenda()
    this.#idle.clear()
    this.#pausing.clear()
    const counters = Object.keys(this.#floor.settings.counters)
    this.#agenda.put(this.#opensAt, () => {
      for (const counter of counters) this.#open(counter)
    })
    this.#planArrivals()
    if (this.#family.breaks) for (const counter of counters) this.#planBreaks(counter, this.#family.breaks)
    if (this.#family.losesOne) this.#planLoss(counters.at(-1)!)
    for (let next = this.#agenda.next(); next; next = this.#agenda.next()) {
      if (next.at > this.#opensAt + hours(9)) break
      this.#floor.until(Math.max(next.at, this.#floor.at))
      next.work()
      this.#after?.(this.#floor, (ms, work) => this.#in(ms, work))
    }
    this.#floor.until(this.#opensAt + hours(12))
    for (const counter of counters)
      if (this.#floor.counter(counter).state !== 'closed' && !this.#floor.counter(counter).active)
        this.#floor.give('close-counter', { counter }, this.#clerk(counter))
    this.#pending.clear()
    this.#floor.lines = []
    this.#floor.taken = []
    this.#floor.answers.clear()
  }

  #between(from: number, to: number): number {
    return from + (to - from) * this.#random()
  }

  #exponential(mean: number): number {
    return -Math.log(1 - this.#random()) * mean
  }

  /** Log-normal, with a deviation of 0.6 times the mean. */
  #serviceTime(service: string): number {
    const sigma = Math.sqrt(Math.log(1.36))
    const normal = Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random())
    return Math.max(seconds(20), this.#truth[service]! * Math.exp(sigma * normal - sigma ** 2 / 2))
  }

  #clerk(counter: string) {
    return this.#floor.staff(`10${Number(counter) + 9}`)
  }

  #in(ms: number, work: () => void): void {
    this.#agenda.put(this.#floor.at + Math.max(1, Math.round(ms)), work)
  }

  #planArrivals(): void {
    const { services, load, counters, rhythm = [1] } = this.#family
    const names = Object.keys(services)
    const cycleMs = names.reduce((sum, id) => sum + this.#truth[id]!, 0) / names.length + seconds(20)
    const usual = (load * counters.length) / cycleMs
    const part = hours(5) / rhythm.length
    for (const [place, factor] of rhythm.entries()) {
      const from = this.#opensAt + place * part
      for (
        let at = this.#exponential(1 / (usual * factor));
        at < part;
        at += this.#exponential(1 / (usual * factor))
      )
        this.#agenda.put(Math.round(from + at), () =>
          this.#arrive(names[Math.floor(this.#random() * names.length)]!),
        )
    }
  }

  #arrive(service: string): void {
    const category: Category = this.#random() < (this.#family.elderly ?? 0) ? 'elderly' : 'ordinary'
    const { hall } = this.#floor
    const at = this.#floor.at
    const before = performance.now()
    const forecast = forecastNow(hall, at, [{ service, category }], this.#seed + this.#floor.seq)
    const forecastMs = performance.now() - before
    const told = forecast.newcomers[0]!
    const simple = this.#simple(service, told.why === undefined ? told.ahead : 0)
    const answer = this.#floor.give(
      'issue-ticket',
      { service, ...(category === 'elderly' && { category }) },
      this.#clerk('1'),
    )
    if (!('result' in answer)) return
    const ticket = answer.result.ticket as string
    if ('quote' in told && !this.#after) recordQuote(hall as MutableHall, ticket, told.quote)
    const quoted: Quoted = {
      ...{
        day: this.#day,
        hour: Math.floor((at - this.#opensAt) / hours(1)),
        service,
        told,
        simple,
        forecastMs,
      },
    }
    this.quotes.push(quoted)
    this.#pending.set(ticket, quoted)
    this.#wake()
  }

  #simple(service: string, ahead: number): Record<string, number> {
    const { hall } = this.#floor
    const open = countersFor(hall, service).length
    const taken = hall.waits.taken[service] ?? []
    const lasts = this.#lastWait.get(service) ?? []
    const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
    const all = Object.values(hall.waits.taken).flat()
    return {
      ...(lasts.length > 0 && { last: lasts.at(-1)!, 'mean of five': mean(lasts) }),
      ...(open > 0 &&
        taken.length > 0 && {
          'own line': ((waitingFor(hall, service).length + 1) * mean(taken)) / open,
          'ahead × mean': ((ahead + 1) * mean(all)) / open,
        }),
    }
  }

  #open(counter: string): void {
    const answer = this.#floor.give('open-counter', { counter }, this.#clerk(counter))
    if ('result' in answer) this.#free(counter)
  }

  /** The counter calls soon, or waits for somebody. */
  #free(counter: string): void {
    if (this.#pausing.delete(counter)) return this.#pause(counter)
    this.#in(this.#exponential(seconds(8)) + seconds(2), () => this.#call(counter))
  }

  #wake(): void {
    const [counter] = this.#idle
    if (counter === undefined) return
    for (const one of this.#idle) this.#in(this.#exponential(seconds(5)) + seconds(1), () => this.#call(one))
    this.#idle.clear()
  }

  #call(counter: string): void {
    const { state, active } = this.#floor.counter(counter)
    if (state !== 'open' || active !== undefined) return
    const answer = this.#floor.give('call-next', { counter }, this.#clerk(counter))
    if (!('result' in answer)) {
      this.#idle.add(counter)
      return
    }
    this.#called(counter, answer.result.ticket as string)
  }

  #called(counter: string, ticket: string): void {
    this.#settle(counter, ticket)
    const misses = this.#floor.ticket(ticket).misses
    if (misses === 0 && this.#random() < (this.#family.noShows ?? 0)) {
      this.#in(this.#between(seconds(30), seconds(60)), () => this.#miss(counter, ticket))
      return
    }
    this.#in(this.#between(seconds(5), seconds(25)), () => this.#serve(counter, ticket))
  }

  #miss(counter: string, ticket: string): void {
    if (this.#floor.counter(counter).active !== ticket) return
    this.#floor.take('mark-no-show', { counter }, this.#clerk(counter))
    if (this.#random() < 0.6)
      this.#in(this.#between(minutes(1), minutes(8)), () => {
        if (this.#floor.hall.live.get(ticket)?.stage.stage !== 'missed') return
        this.#floor.give('return-ticket', { ticket }, this.#clerk('1'))
        this.#wake()
      })
    this.#free(counter)
  }

  #serve(counter: string, ticket: string): void {
    if (this.#floor.counter(counter).active !== ticket) return
    this.#floor.take('start-service', { counter }, this.#clerk(counter))
    this.#in(this.#serviceTime(this.#floor.ticket(ticket).service), () => this.#finish(counter, ticket))
  }

  #finish(counter: string, ticket: string): void {
    if (this.#floor.counter(counter).active !== ticket) return
    const next = !this.#pausing.has(counter) && this.#random() < (this.#family.callsWithFinish ?? 0.5)
    const { called } = this.#floor.take('finish', { counter, next }, this.#clerk(counter))
    if (called) return this.#called(counter, (called as { ticket: string }).ticket)
    this.#free(counter)
  }

  /** The call of a ticket: what its quote said has come true or not, and others were passed. */
  #settle(counter: string, ticket: string): void {
    const { service, issuedAt } = this.#floor.ticket(ticket)
    const quoted = this.#pending.get(ticket)
    this.#pending.delete(ticket)
    if (quoted) {
      quoted.waitedMs = this.#floor.at - issuedAt
      const lasts = this.#lastWait.get(service) ?? []
      this.#lastWait.set(service, [...lasts, quoted.waitedMs].slice(-5))
    }
    for (const [id, other] of this.#pending) {
      if (other.told.why !== undefined || !other.told.isNext) continue
      const waits = this.#floor.hall.live.get(id)
      if (waits && countersFor(this.#floor.hall, waits.service).includes(counter)) other.passed = true
    }
  }

  #planBreaks(counter: string, perHour: number): void {
    for (
      let at = this.#exponential(hours(1) / perHour);
      at < hours(5);
      at += this.#exponential(hours(1) / perHour)
    )
      this.#agenda.put(Math.round(this.#opensAt + at), () => {
        const { state, active } = this.#floor.counter(counter)
        if (state !== 'open') return
        if (active === undefined) this.#pause(counter)
        else this.#pausing.add(counter)
      })
  }

  #pause(counter: string): void {
    if (this.#floor.counter(counter).state !== 'open') return
    this.#idle.delete(counter)
    this.#floor.take('pause-counter', { counter, reason: 'break' }, this.#clerk(counter))
    this.#in(this.#between(minutes(5), minutes(20)), () => this.#open(counter))
  }

  #planLoss(counter: string): void {
    const from = this.#opensAt + this.#between(minutes(60), minutes(150))
    const close = (): void => {
      const { state, active } = this.#floor.counter(counter)
      if (state === 'closed') return
      if (active !== undefined) return this.#in(seconds(5), close)
      this.#idle.delete(counter)
      this.#floor.take('close-counter', { counter }, this.#clerk(counter))
      this.#in(this.#between(minutes(60), minutes(120)), () => this.#open(counter))
    }
    this.#agenda.put(Math.round(from), close)
  }
}
