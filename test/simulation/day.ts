import { createHash } from 'node:crypto'
import type { Clerk } from './actors/clerk.ts'
import type { HallManager } from './actors/hall-manager.ts'
import { furnish } from './actors/people.ts'
import type { Arrivals } from './actors/phones.ts'
import { Chances } from './faults/chances.ts'
import { strikeAll } from './faults/fault-injection.ts'
import { calmKinds, type Fault, nights, planFaults, planPrinterFaults } from './faults/faults.ts'
import { type PlannedDay, planDay } from './halls.ts'
import { problemOf } from './problem.ts'
import { audit } from './reports/audit.ts'
import type { DayReport } from './reports/day-report.ts'
import type { ServerLife } from './server-life.ts'
import { Staging } from './staging.ts'
import { World } from './world.ts'

/** A day is this many tickets at least. */
export const ticketsOfADay = 60
const longestStretchMs = 20 * 60_000
const hour = 60 * 60_000
const mostMornings = 3
const mendedMs = 32_000

export interface DayOptions {
  readonly seed: number
  readonly keepTrace?: boolean
  readonly looksFromOutside?: boolean
  readonly isCalm?: boolean
  /** Which of the planned faults happen; all by default. */
  readonly faults?: readonly number[]
}

/** One day of a hall, from a seed. Never throws for what goes wrong in it: the report says so. */
export class Day {
  readonly #world: World
  readonly #plan: PlannedDay
  readonly #faults: readonly Fault[]
  readonly #planned: readonly Fault[]
  readonly #staging: Staging
  readonly #arrivals: Arrivals
  readonly #clerks: readonly Clerk[]
  readonly #manager: HallManager
  readonly #chances: Chances
  readonly #administrator: Chances

  constructor({ seed, keepTrace = false, looksFromOutside = false, isCalm = false, faults }: DayOptions) {
    this.#chances = new Chances(seed, 'plan')
    this.#administrator = isCalm ? new Chances(seed, 'administrator') : this.#chances
    this.#plan = planDay(this.#chances)
    const [first] = this.#plan.stretches
    this.#world = new World({ seed, keepTrace, startsAt: first!.from, looksFromOutside, isCalm })
    const lengths = this.#plan.stretches.map(({ ms }) => ms)
    const common = planFaults(new Chances(seed, 'faults'), lengths)
    const printers = this.#plan.hall.printing
      ? planPrinterFaults(new Chances(seed, 'printer faults'), lengths, common.length)
      : []
    this.#planned = [...common, ...printers].filter(({ kind }) => !isCalm || calmKinds.has(kind))
    this.#faults = faults ? this.#planned.filter(({ no }) => faults.includes(no)) : this.#planned
    this.#staging = new Staging(this.#world)
    const people = furnish(this.#world, this.#plan, this.#chances, ticketsOfADay)
    this.#arrivals = people.arrivals
    this.#clerks = people.clerks
    this.#manager = people.manager
    this.#staging.pages.push(...people.pages)
  }

  async run(): Promise<DayReport> {
    try {
      for (const [index, stretch] of this.#plan.stretches.entries()) await this.#play(index, stretch.ms)
      await this.#evening()
      await this.#morningAfter()
      await audit(this.#world, this.#arrivals.keys)
    } catch (error) {
      return this.#report(problemOf(error))
    }
    return this.#report(undefined)
  }

  async #play(index: number, ms: number): Promise<void> {
    const { scheduler, trace } = this.#world
    const staging = this.#staging
    trace.note(`STRETCH ${index} of ${this.#plan.name}: ${new Date(this.#world.wall).toISOString()}`)
    staging.start()
    for (const page of staging.pages) scheduler.after(this.#chances.between(0, 2_000), () => page.open())
    this.#arrivals.areOpen = true
    strikeAll(
      staging,
      this.#faults.filter(({ stretch }) => stretch === index),
    )
    if (!this.#world.calm) this.#replayOldKeys()
    this.#administrate()
    const from = scheduler.now
    const isLast = index === this.#plan.stretches.length - 1
    // Where doors close, nobody comes later.
    const isFilledNow = isLast || this.#plan.hall.hours !== 'always'
    const enough = isFilledNow ? ticketsOfADay : index === 0 ? ticketsOfADay * 0.7 : 0
    await this.#runUntil(() => {
      const played = scheduler.now - from
      if (played > longestStretchMs) throw new Error('the hall does not fill')
      return played >= ms && this.#world.ledger.mirror.tickets >= enough
    })
    if (!isLast) await this.#night(index)
  }

  /** Checks `isOver` after every task; on calm days once in a round, because two versions differ in their tasks. */
  async #runUntil(isOver: () => boolean): Promise<void> {
    const { calm, scheduler } = this.#world
    if (!calm) return scheduler.run(isOver)
    do await this.#wait(calm.turn(scheduler.now, 1))
    while (!isOver())
  }

  async #settle(): Promise<void> {
    const { calm, scheduler } = this.#world
    if (calm) await this.#wait(calm.end(scheduler.now))
  }

  /** Somebody asks once more for what was answered long ago: the same answer, or none for now. */
  #replayOldKeys(): void {
    const { ledger } = this.#world
    const chances = this.#chances
    this.#staging.later(chances.between(300, 3_000), () => {
      this.#replayOldKeys()
      const known = [...ledger.accepted.keys()]
      const { life } = this.#staging
      if (known.length === 0 || !life?.isReady) return
      const sent = ledger.sent.get(chances.pick(known))!
      const page = this.#staging.pages.find(({ name }) => name === sent.by)
      if (!page) return
      life.give(sent.command, sent.body, sent.key, page.cable.caller, (answer) =>
        ledger.answered(sent.key, answer, 'over HTTP'),
      )
    })
  }

  /** The administrator confirms a clock that is in doubt. */
  #administrate(): void {
    this.#staging.laterInRound(this.#administrator.between(1_000, 4_000), () => {
      this.#administrate()
      const { life } = this.#staging
      if (life?.isReady && life.keeper?.trouble === 'clock-in-doubt') this.#acceptClock(life)
    })
  }

  #acceptClock(life: ServerLife): void {
    const { ledger } = this.#world
    const { page } = this.#manager
    const key = page.newKey()
    ledger.asks({ key, command: 'accept-clock', body: {}, by: page.name })
    life.give('accept-clock', {}, key, page.cable.caller, (answer) => {
      if (answer.ok) ledger.promised(answer.seq, page.name)
      ledger.answered(key, answer, page.name)
    })
  }

  async #night(index: number): Promise<void> {
    const { scheduler, trace } = this.#world
    const staging = this.#staging
    const night = this.#chances.pick(nights)
    trace.note(`NIGHT ${night}`)
    this.#arrivals.areOpen = false
    await this.#settle()
    for (const page of [...staging.pages, ...this.#arrivals.phones]) page.close()
    this.#arrivals.phones.clear()
    staging.mend()
    staging.nextStage()
    if (night === 'stopped') staging.stop(undefined)
    else if (night !== 'asleep') staging.crash(night === 'killed' ? 'kill' : 'power-cut', undefined)
    await this.#wait(2_000)
    const next = this.#plan.stretches[index + 1]!
    const wall = next.from - scheduler.now
    this.#world.wallOffset = wall
    this.#world.trueOffset = wall
  }

  /** No more arrivals, and every fault is mended: every page shows the truth, and each remaining ticket is ended by name. */
  async #evening(): Promise<void> {
    const { trace, ledger } = this.#world
    const staging = this.#staging
    trace.note('EVENING')
    this.#arrivals.areOpen = false
    await this.#settle()
    staging.mend()
    staging.nextStage()
    const startWhenDown = () => {
      staging.start()
      staging.later(500, startWhenDown)
    }
    startWhenDown()
    for (const clerk of this.#clerks) clerk.goesHome = true
    for (const page of staging.pages) page.open()
    this.#administrate()
    await this.#wait(mendedMs)
    this.#manager.page.open()
    const endAll = () => {
      this.#manager.endAll()
      staging.laterInRound(2_000, endAll)
    }
    staging.laterInRound(0, endAll)
    await this.#runUntil(
      () =>
        ![...ledger.mirror.hall.live.values()].some(
          ({ stage }) => stage.stage === 'called' || stage.stage === 'serving' || stage.stage === 'held',
        ),
    )
    this.#manager.page.close()
    this.#arrivals.areStill = true
    staging.nextStage()
    for (const page of staging.pages) {
      page.close()
      page.onOpen = () => {}
      page.open()
    }
    await this.#wait(4_000)
    for (const page of [...staging.pages, ...this.#arrivals.phones])
      if (page.isOpen) ledger.showsNewest(page.name, page.state as never)
    if (ledger.mirror.tickets < ticketsOfADay) throw new Error(`only ${ledger.mirror.tickets} tickets`)
    for (const page of [...staging.pages, ...this.#arrivals.phones]) page.close()
    await this.#stopServer()
  }

  async #stopServer(): Promise<void> {
    this.#staging.stop(undefined)
    await this.#world.scheduler.run(() => this.#staging.life === undefined)
  }

  async #wait(ms: number): Promise<void> {
    let isOver = false
    this.#world.scheduler.after(ms, () => {
      isOver = true
    })
    await this.#world.scheduler.run(() => isOver)
  }

  /** Time alone ends the rest: who waits is unserved, who missed the call did not show. */
  async #morningAfter(): Promise<void> {
    const { scheduler, ledger, trace } = this.#world
    trace.note('MORNING AFTER')
    const { hall, lastAt } = ledger.mirror
    // A clock that was ahead may have begun days which are still to come.
    const lastDay = Date.parse(`${hall.day!.id}T00:00:00Z`)
    const at = Math.max(this.#plan.morningAfter, lastAt + 26 * hour, lastDay + 72 * hour)
    // DAY-6: what was put back after its day had closed ends with the next day that closes.
    for (let morning = 0; morning < mostMornings && (morning === 0 || hall.live.size > 0); morning += 1) {
      if (morning > 0) await this.#stopServer()
      this.#world.wallOffset = at + morning * 24 * hour - scheduler.now
      this.#world.trueOffset = this.#world.wallOffset
      this.#staging.start()
      this.#administrate()
      await this.#wait(6_000)
    }
    const { live } = hall
    this.#world.papers.closes()
    if (live.size > 0) this.#world.fail('I7', `${[...live.keys()].join(', ')} never ended`)
    ledger.sameHall(this.#staging.life!.keeper!, 'the hall in memory')
    await this.#stopServer()
  }

  #report(problem: DayReport['problem']): DayReport {
    const { trace, scheduler, ledger, network, disk, digest, seed } = this.#world
    digest.figures(ledger.mirror.hall)
    const content = createHash('sha256')
    for (const [path, bytes] of disk.files()) content.update(path).update(bytes)
    const { tickets, seq } = ledger.mirror
    return {
      seed,
      name: this.#plan.name,
      tickets,
      records: seq,
      virtualMs: Math.round(scheduler.now),
      events: scheduler.executed,
      hash: `${trace.hash}-${content.digest('hex').slice(0, 16)}`,
      faults: Object.fromEntries(this.#staging.struck),
      ended: this.#staging.ended,
      figures: ledger.figures,
      papers: this.#world.papers.figures,
      network: network.happened,
      oldestSpokenMs: ledger.oldestSpokenMs,
      digest: digest.hashes,
      ...(problem ? { problem } : {}),
      plannedFaults: this.#planned,
      lists: digest.lists,
      trace: trace.lines,
    }
  }
}
