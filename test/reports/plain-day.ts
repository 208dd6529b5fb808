import { emptyMachine } from '../../server/data/open-hall.ts'
import type { Entry } from '../../server/hall/events.ts'
import type { EndedTicket, LiveTicket } from '../../server/hall/ticket.ts'
import type { DayReport, Figures } from '../../server/reports/day-report.ts'

/** A step as the states of the heart tell it: its times are differences of the heart's own sums. */
interface PlainStep {
  ticket: string
  joinedFor: string
  service: string
  issuedIn: number
  joinedAt: number
  counter?: string | undefined
  badge?: string | undefined
  calledIn?: number
  calledAt?: number
  waitedMs?: number
  hasStarted?: true
  overIn?: number
  how?: string
  servedMs?: number
  /** The sums of the visit at its begin. */
  base: { waitedMs: number; servedMs: number }
}

const halfHourMs = 30 * 60_000

/** A slow and plain recount: it looks at every ticket before and after each entry, and keeps all that ever was. */
export class PlainDay {
  readonly #machine = emptyMachine()
  #day = 0
  #steps = new Map<string, PlainStep[]>()
  /** The steps of a ticket after each entry that changed it, by which an undo finds them again. */
  readonly #former = new Map<string, PlainStep[]>()
  #ratings: { in: number; score: number; step: PlainStep }[] = []

  get hall() {
    return this.#machine.state.hall
  }

  follow(entry: Entry): void {
    const { hall } = this
    const before = new Map<string, LiveTicket | EndedTicket>([...hall.ended, ...hall.live])
    this.#machine.apply(entry)
    const isUndo = entry.events.some(({ type }) => type === 'command-undone')
    for (const event of entry.events) {
      if (event.type === 'day-started') this.#day += 1
      if (event.type === 'clock-accepted') this.#shift(event.shiftMs)
      if (event.type === 'ticket-rated')
        this.#ratings.push({
          in: this.#day,
          score: event.score,
          step: this.#steps.get(event.ticket)!.at(-1)!,
        })
    }
    const transferred = new Set(
      entry.events.flatMap((event) => (event.type === 'ticket-transferred' ? [event.ticket] : [])),
    )
    for (const now of [...hall.live.values(), ...hall.ended.values()]) {
      const was = before.get(now.id)
      if (was === now || entry.command === 'accept-clock') continue
      if (isUndo) this.#steps.set(now.id, copied(this.#former.get(`${now.id}@${now.changedSeq}`)!))
      else if (!was || was.changedSeq !== now.changedSeq)
        this.#steps.set(now.id, this.#moved(now, was, entry.at, transferred.has(now.id)))
      this.#former.set(`${now.id}@${now.changedSeq}`, copied(this.#steps.get(now.id)!))
    }
  }

  #moved(
    now: LiveTicket | EndedTicket,
    was: LiveTicket | EndedTicket | undefined,
    at: number,
    moves: boolean,
  ) {
    const steps = this.#steps.get(now.id) ?? []
    const stage = 'stage' in now ? now.stage.stage : 'ended'
    const former = was && 'stage' in was ? was.stage.stage : 'ended'
    const last = steps.at(-1)
    if (last && moves && former !== 'waiting' && last.hasStarted) this.#over(last, now, 'transferred')
    if (!last || last.how === 'transferred') {
      const { service, spans } = now
      steps.push({
        ...{ ticket: now.id, joinedFor: service, service, joinedAt: at },
        issuedIn: last ? -1 : this.#day,
        base: { ...spans },
      })
      return steps
    }
    last.service = now.service
    if (stage === 'called' && former !== 'called') {
      last.waitedMs = now.spans.waitedMs - last.base.waitedMs
      last.calledAt ??= at
      last.calledIn ??= this.#day
    }
    if (stage === 'serving') last.hasStarted = true
    const counter = 'stage' in now && 'counter' in now.stage ? now.stage.counter : undefined
    if ((stage === 'called' || stage === 'serving') && (stage !== former || counter !== last.counter)) {
      last.counter = counter
      last.badge = this.hall.counters.get(counter!)?.badge
    }
    if ('how' in now && former !== 'ended') {
      if (now.counter !== undefined) last.counter = now.counter
      if (now.badge !== undefined) last.badge = now.badge
      this.#over(last, now, now.how)
    }
    return steps
  }

  #over(step: PlainStep, { spans }: LiveTicket | EndedTicket, how: string): void {
    step.overIn = this.#day
    step.how = how
    step.servedMs = spans.servedMs - step.base.servedMs
  }

  #shift(ms: number): void {
    const live = new Set(this.hall.live.keys())
    for (const steps of [...this.#steps.values(), ...this.#former.values()])
      for (const step of steps) {
        if (!live.has(step.ticket)) continue
        step.joinedAt += ms
        if (step.calledAt !== undefined) step.calledAt += ms
      }
  }

  /** The whole report, worked out anew. */
  report(startsAt: number, limitMs: number): DayReport {
    const all = [...this.#steps.values()].flat()
    const rated = this.#ratings.filter((one) => one.in === this.#day)
    const figures = (fits: (step: PlainStep) => boolean, withRatings = true): Figures => {
      const waits = all
        .filter((step) => step.calledIn === this.#day && fits(step))
        .map((step) => step.waitedMs!)
      const served = all.filter((step) => this.#isService(step) && fits(step)).map((step) => step.servedMs!)
      const scores = [1, 2, 3, 4, 5].map(
        (score) => rated.filter((one) => withRatings && one.score === score && fits(one.step)).length,
      )
      return {
        ...(waits.length > 0 && { wait: plainSpread(waits) }),
        within: waits.filter((ms) => ms < limitMs).length,
        ...(served.length > 0 && { service: plainSpread(served) }),
        scores: scores as unknown as Figures['scores'],
      }
    }
    const issued = all.filter((step) => step.issuedIn === this.#day)
    const by = (key: 'service' | 'counter' | 'badge') => {
      const shown = all.filter((step) => step.calledIn === this.#day || this.#isService(step))
      const ids = new Set([...shown, ...rated.map(({ step }) => step)].flatMap((step) => step[key] ?? []))
      return new Map([...ids].map((id) => [id, figures((step) => step[key] === id)]))
    }
    const services = by('service')
    for (const { joinedFor } of issued)
      if (!services.has(joinedFor))
        services.set(
          joinedFor,
          figures(() => false),
        )
    const half = (at: number): number => startsAt + Math.floor((at - startsAt) / halfHourMs) * halfHourMs
    const moments = [
      ...issued.map(({ joinedAt }) => half(joinedAt)),
      ...all.flatMap((step) => (step.calledIn === this.#day ? [half(step.calledAt!)] : [])),
    ]
    const halves: DayReport['halves'][number][] = []
    for (let at = Math.min(...moments); at <= Math.max(...moments); at += halfHourMs)
      halves.push({
        at,
        issued: issued.filter(({ joinedAt }) => half(joinedAt) === at).length,
        ...figures(({ calledIn, calledAt }) => calledIn === this.#day && half(calledAt!) === at, false),
      })
    const { ratings: _, ...totals } = this.hall.figures
    return {
      totals,
      all: figures(() => true),
      services: Object.fromEntries(
        [...services].map(([id, own]) => [
          id,
          { issued: issued.filter(({ joinedFor }) => joinedFor === id).length, ...own },
        ]),
      ),
      counters: Object.fromEntries(by('counter')),
      people: Object.fromEntries(by('badge')),
      halves,
    }
  }

  #isService({ overIn, how, hasStarted }: PlainStep): boolean {
    return overIn === this.#day && hasStarted === true && (how === 'served' || how === 'transferred')
  }
}

const copied = (steps: readonly PlainStep[]): PlainStep[] => steps.map((step) => ({ ...step }))

/** By the words of the definition, with a count for each candidate. */
function plainSpread(times: readonly number[]) {
  const atMost = (ms: number): number => times.filter((one) => one <= ms).length
  const shortest = (share: number): number =>
    Math.min(...times.filter((ms) => atMost(ms) >= share * times.length))
  let sum = 0
  for (const ms of times) sum += ms
  return {
    count: times.length,
    mean: Math.round(sum / times.length),
    p50: shortest(0.5),
    p80: shortest(0.8),
    longest: Math.max(...times),
  }
}
