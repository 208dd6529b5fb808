import { randomBytes } from 'node:crypto'
import type { HallFile } from '../data/hall-config.ts'
import type { Command } from '../hall/commands/command-types.ts'
import type { Hall } from '../hall/hall.ts'
import type { Actor, Badge, Category } from '../hall/ids.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import type { KeeperAnswer } from '../keeper/keeper-types.ts'

/** Simulated customers and staff: random arrivals, counters that open, call, serve, and see some no-shows. */
export interface Simulation {
  stop(): void
}

/** Minutes on an ordinary day, before `speed` divides them. */
const habits = {
  /** One customer in this many minutes per open counter keeps the hall busy but not full. */
  arrivalMinutes: 1.6,
  walkSeconds: 12,
  noShow: 0.06,
  hold: 0.05,
  transfer: 0.08,
  rates: 0.5,
  priority: 0.15,
} as const

export function startSimulation(keeper: HallKeeper, file: HallFile, speed: number): Simulation {
  const simulated = new SimulatedDay(keeper, file, speed)
  simulated.begin()
  return simulated
}

class SimulatedDay implements Simulation {
  readonly #keeper: HallKeeper
  readonly #file: HallFile
  readonly #speed: number
  readonly #timers = new Set<NodeJS.Timeout>()
  #stopped = false

  constructor(keeper: HallKeeper, file: HallFile, speed: number) {
    this.#keeper = keeper
    this.#file = file
    this.#speed = speed
  }

  begin(): void {
    const staff = ['1001', '1002', '1003', '1004']
    const counters = Object.keys(this.#file.counters).slice(0, staff.length)
    for (const [position, counter] of counters.entries())
      this.#later((3 + 4 * position) / this.#speed, () => this.#open(counter, staff[position]!))
    for (let early = 0; early < 6; early += 1) this.#later(early / this.#speed, () => this.#arrive())
    this.#nextArrival()
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  #later(seconds: number, task: () => void): void {
    if (this.#stopped) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      task()
    }, seconds * 1000)
    this.#timers.add(timer)
  }

  #give(
    command: Command,
    actor: Actor,
    device: string,
    then: (answer: KeeperAnswer) => void = () => {},
  ): void {
    if (!this.#stopped)
      this.#keeper.ask(
        command,
        { actor, device, key: randomBytes(16).toString('base64url'), hash: 'simulated' },
        then,
      )
  }

  #nextArrival(): void {
    const meanSeconds = (habits.arrivalMinutes * 60) / this.#speed
    this.#later(-Math.log(1 - Math.random()) * meanSeconds, () => {
      if (waitingIn(this.#keeper.hall) < 40) this.#arrive()
      this.#nextArrival()
    })
  }

  #arrive(): void {
    const services = Object.keys(this.#file.services)
    const category: Category = chance(habits.priority)
      ? (pick(this.#file.freeCategories) ?? 'ordinary')
      : 'ordinary'
    const language = chance(0.1) ? 'en' : 'zh-CN'
    this.#give(
      { type: 'issue-ticket', body: { service: pick(services)!, category, language } },
      { kind: 'device' },
      'kiosk-1',
    )
  }

  #open(counter: string, badge: Badge): void {
    this.#give({ type: 'open-counter', body: { counter } }, person(badge), 'console', (answer) => {
      if (answer.ok) this.#call(counter, badge)
    })
  }

  #call(counter: string, badge: Badge): void {
    this.#give({ type: 'call-next', body: { counter } }, person(badge), 'console', (answer) => {
      if (answer.ok)
        return this.#later(around(habits.walkSeconds) / Math.sqrt(this.#speed), () =>
          this.#begin(counter, badge),
        )
      const isOurs =
        'refusal' in answer && ['nobody-is-waiting', 'counter-is-busy'].includes(answer.refusal.reason)
      if (isOurs || 'denied' in answer) this.#later(around(8) / this.#speed, () => this.#call(counter, badge))
      // A person took the counter over or closed it, and works there now.
    })
  }

  #begin(counter: string, badge: Badge): void {
    if (chance(habits.noShow)) {
      return this.#give({ type: 'mark-no-show', body: { counter } }, person(badge), 'console', () =>
        this.#call(counter, badge),
      )
    }
    this.#give({ type: 'start-service', body: { counter } }, person(badge), 'console', (answer) => {
      if (!answer.ok) return this.#call(counter, badge)
      const ticket = this.#keeper.hall.live.get(String(answer.result.ticket))
      const minutes = (ticket && this.#file.services[ticket.service]?.expectedMinutes) ?? 5
      this.#later((around(minutes * 60) * 0.6) / this.#speed, () => this.#end(counter, badge))
    })
  }

  #end(counter: string, badge: Badge): void {
    if (chance(habits.transfer)) {
      const service = pick(Object.keys(this.#file.services))!
      return this.#give(
        { type: 'transfer', body: { counter, to: { service } } },
        person(badge),
        'console',
        () => this.#call(counter, badge),
      )
    }
    this.#give({ type: 'finish', body: { counter } }, person(badge), 'console', (answer) => {
      const ticket = answer.ok ? String(answer.result.ticket) : undefined
      if (ticket !== undefined && chance(habits.rates)) {
        const score = pick([5, 5, 5, 4, 4, 3, 2])!
        this.#later(20 / this.#speed, () =>
          this.#give({ type: 'rate', body: { ticket, score } }, { kind: 'phone' }, 'phone'),
        )
      }
      this.#later(around(6) / this.#speed, () => this.#call(counter, badge))
    })
  }
}

const person = (badge: Badge): Actor => ({ kind: 'staff', badge, may: [] })
const chance = (share: number): boolean => Math.random() < share
const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)]
/** Log-normal around a median, as service times are. */
const around = (median: number): number =>
  median * Math.exp(0.35 * (Math.random() + Math.random() + Math.random() + Math.random() - 2) * 1.7)

function waitingIn(hall: Hall): number {
  let waiting = 0
  for (const line of hall.index.lines.values()) waiting += line.length
  return waiting
}
