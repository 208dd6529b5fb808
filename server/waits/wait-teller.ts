import type { Clock } from '../clock.ts'
import type { Hall } from '../hall/hall.ts'
import type { Category, TicketId } from '../hall/ids.ts'
import { type ForetoldWait, newcomerKey } from '../hall/waits/told-waits.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import type { Commit } from '../keeper/keeper-types.ts'
import { type Forecast, type Foretold, forecast } from './forecast.ts'
import type { Newcomer } from './imagined-ticket.ts'
import { limits } from './limits.ts'

/**
 * Foretells the waits of the hall whenever something changed on its floor, at most once a second, and tells the hall by
 * a command of its keeper. Computes in slices between turns of the event loop, so that no command waits for it.
 */
class WaitTeller {
  readonly #keeper: HallKeeper
  readonly #clock: Clock
  readonly #report: Report
  readonly #foretell: typeof forecast
  /** Kinds of failures that were reported. */
  readonly #failures = new Set<string>()
  #isStopped = false
  #isBusy = false
  #isChanged = false
  #cancel: () => void = () => {}
  #notBefore = 0

  constructor(keeper: HallKeeper, clock: Clock, report: Report, foretell = forecast) {
    this.#keeper = keeper
    this.#clock = clock
    this.#report = report
    this.#foretell = foretell
  }

  begin(): void {
    this.#keeper.listen({ committed: (commit) => this.#follow(commit) })
    this.#plan()
  }

  stop(): void {
    this.#isStopped = true
    this.#cancel()
  }

  #follow({ entries }: Commit): void {
    if (entries.some(({ command, events }) => command !== 'tell-waits' && events.length > 0)) this.#plan()
  }

  /** A forecast of the present state, as soon as one may be made. */
  #plan(): void {
    this.#isChanged = true
    if (this.#isBusy || this.#isStopped) return
    this.#cancel()
    const inMs = this.#notBefore - this.#clock.monotonicMs()
    if (inMs > 0) this.#cancel = this.#clock.after(Math.ceil(inMs), () => this.#begin())
    else this.#begin()
  }

  #begin(): void {
    if (!this.#keeper.hall.settings || this.#isStopped || this.#keeper.trouble) return
    this.#isBusy = true
    this.#clock.soon(() => {
      const { hall, seq } = this.#keeper
      this.#isChanged = false
      const newcomers = newcomersOf(hall)
      const steps = this.#steps(hall, newcomers, seq)
      this.#go({ steps, newcomers, asOf: seq, begunAt: this.#clock.monotonicMs(), spentMs: 0 })
    })
  }

  /** The forecast, begun with its first step, so that a failure at its beginning is one of it. */
  *#steps(hall: Hall, newcomers: ReadonlyMap<string, Newcomer>, seed: number): Generator<void, Forecast> {
    if (waitingIn(hall) > limits.waitingMost) return nothingKnown(hall, newcomers)
    // The hall goes on meanwhile; these lists and everything in them stay as they are.
    const still = { ...hall, live: new Map(hall.live), counters: new Map(hall.counters) }
    const at = Math.max(this.#clock.now(), this.#keeper.at)
    return yield* this.#foretell(still, at, [...newcomers.values()], seed)
  }

  /** One slice. */
  #go(work: Work): void {
    if (this.#isStopped) return
    const begunAt = this.#clock.monotonicMs()
    let step: IteratorResult<void, Forecast>
    try {
      do step = work.steps.next()
      while (!step.done && this.#clock.monotonicMs() - begunAt < limits.sliceMs)
    } catch (error) {
      return this.#fail(error, work)
    }
    const spentMs = work.spentMs + this.#clock.monotonicMs() - begunAt
    if (step.done) this.#tell(step.value, { ...work, spentMs })
    else this.#clock.soon(() => this.#go({ ...work, spentMs }))
  }

  /** Tells that nothing is known, because figures that nobody foretells would not stay true; then tries again. */
  #fail(error: unknown, work: Work): void {
    const kind = String(error)
    const isNew = !this.#failures.has(kind) && this.#failures.size < limits.failuresReported
    if (isNew) {
      this.#failures.add(kind)
      const { asOf } = work
      this.#report(error, { asOf, seed: asOf, waiting: waitingIn(this.#keeper.hall) })
    }
    this.#isChanged = true
    this.#tell(nothingKnown(this.#keeper.hall, work.newcomers), work)
  }

  #tell({ tickets, newcomers }: Forecast, { newcomers: asked, asOf, begunAt, spentMs }: Work): void {
    const joining = [...asked.keys()].map((key, place) => [key, foretoldWait(newcomers[place]!)] as const)
    const waiting = [...tickets].map(([id, foretold]): [TicketId, ForetoldWait] => [
      id,
      foretoldWait(foretold),
    ])
    const body = { asOf, tickets: new Map(waiting), newcomers: new Map(joining) }
    this.#notBefore = Math.max(
      begunAt + limits.apartMs,
      this.#clock.monotonicMs() + spentMs * limits.apartTimes,
    )
    this.#keeper.askDeferred({ type: 'tell-waits', body }, 'server', () => {})
    this.#isBusy = false
    if (this.#isChanged) this.#plan()
    else if (this.#moves()) this.#cancel = this.#clock.after(limits.againMs, () => this.#plan())
  }

  /** Whether waits change by time alone. */
  #moves(): boolean {
    const { index, counters } = this.#keeper.hall
    return index.lines.size > 0 || [...counters.values()].some(({ active }) => active !== undefined)
  }
}

/** `asOf`, `seed`: the number of the last entry of the hall that could not be foretold, from which the run is seeded. */
type Report = (error: unknown, facts: { asOf: number; seed: number; waiting: number }) => void

/**
 * A teller at work. `report`: called once for each kind of failure of a forecast, up to a number of kinds. After a
 * failure no figure is given until the next forecast, a second later.
 */
export function beginTelling(...given: ConstructorParameters<typeof WaitTeller>): WaitTeller {
  const teller = new WaitTeller(...given)
  teller.begin()
  return teller
}

interface Work {
  readonly steps: Iterator<void, Forecast>
  readonly newcomers: ReadonlyMap<string, Newcomer>
  readonly asOf: number
  readonly begunAt: number
  readonly spentMs: number
}

/** One newcomer of each service and head start that a hall knows. */
export function newcomersOf({ settings, waits }: Hall): Map<string, Newcomer> {
  const { headStartMs, services } = settings!
  const categories = new Map<number, Category>([[0, 'ordinary']])
  const add = (category: Category) => {
    const ms = headStartMs[category] ?? 0
    if (!categories.has(ms)) categories.set(ms, category)
  }
  const known = Object.keys(headStartMs) as Category[]
  const ids = Object.keys(services)
  if (ids.length * known.length <= limits.newcomersMost) known.forEach(add)
  else for (const { category } of waits.joins) add(category)
  const newcomers = new Map<string, Newcomer>()
  for (const service of ids)
    for (const [ms, category] of categories) newcomers.set(newcomerKey(service, ms), { service, category })
  return newcomers
}

const waitingIn = ({ index }: Hall): number => {
  let waiting = 0
  for (const line of index.lines.values()) waiting += line.length
  return waiting
}

/** The forecast of a hall in which too many wait. */
function nothingKnown(hall: Hall, newcomers: ReadonlyMap<string, Newcomer>): Forecast {
  const nothing = { why: 'too-little-known', ahead: waitingIn(hall) } as const
  return {
    tickets: new Map([...hall.toldWaits.keys()].map((id) => [id, nothing] as const)),
    newcomers: [...newcomers].map(() => nothing),
  }
}

export function foretoldWait(foretold: Foretold): ForetoldWait {
  const { ahead } = foretold
  if (foretold.why !== undefined) return { ahead, why: foretold.why }
  if ('isNow' in foretold) return { ahead, isNow: true, isNext: foretold.isNext }
  const { isNext, low, high, quote } = foretold
  return { ahead, isNext, bounds: { low, high }, quote }
}
