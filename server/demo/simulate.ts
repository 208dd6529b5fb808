import { randomBytes } from 'node:crypto'
import type { Command } from '../hall/commands/command-types.ts'
import type { Hall } from '../hall/hall.ts'
import type { Actor, Badge, Category } from '../hall/ids.ts'
import type { Settings } from '../hall/settings.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import type { KeeperAnswer } from '../keeper/keeper-types.ts'

/** Simulated customers and staff: random arrivals; counters open, call, serve, and mark some no-shows. */
interface Simulation {
  stop(): void
}

/** Averages and shares of an ordinary day; `speed` divides the times. */
const averages = {
  /** One customer in this many minutes per open counter keeps the hall busy but not full. */
  arrivalMinutes: 1.6,
  walkSeconds: 12,
  /** Of a service without an expected time. */
  serviceMs: 5 * 60_000,
  noShow: 0.06,
  hold: 0.05,
  transfer: 0.08,
  rates: 0.5,
  priority: 0.15,
} as const

export function startSimulation(keeper: HallKeeper, speed: number): Simulation {
  const simulated = new SimulatedDay(keeper, speed)
  simulated.begin()
  return simulated
}

class SimulatedDay implements Simulation {
  readonly #keeper: HallKeeper
  readonly #speed: number
  readonly #timers = new Set<NodeJS.Timeout>()
  #stopped = false

  constructor(keeper: HallKeeper, speed: number) {
    this.#keeper = keeper
    this.#speed = speed
  }

  get #settings(): Settings {
    return this.#keeper.hall.settings!
  }

  begin(): void {
    const staff = ['1001', '1002', '1003', '1004']
    const counters = Object.keys(this.#settings.counters).slice(0, staff.length)
    for (const [position, counter] of counters.entries())
      this.#later((3 + 4 * position) / this.#speed, () => this.#open(counter, staff[position]!))
    for (let n = 0; n < 6; n += 1) this.#later(n / this.#speed, () => this.#arrive())
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

  #submit(
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
    const meanSeconds = (averages.arrivalMinutes * 60) / this.#speed
    this.#later(-Math.log(1 - Math.random()) * meanSeconds, () => {
      if (waitingIn(this.#keeper.hall) < 40) this.#arrive()
      this.#nextArrival()
    })
  }

  #arrive(): void {
    const offered = Object.entries(this.#settings.services).filter(([, { hidden }]) => !hidden)
    const services = offered.map(([id]) => id)
    const category: Category = chance(averages.priority)
      ? (pick(this.#settings.freeCategories) ?? 'ordinary')
      : 'ordinary'
    const language = chance(0.1) ? 'en' : 'zh-CN'
    this.#submit(
      { type: 'issue-ticket', body: { service: pick(services)!, category, language } },
      { kind: 'device' },
      'kiosk-1',
    )
  }

  #open(counter: string, badge: Badge): void {
    this.#submit({ type: 'open-counter', body: { counter } }, staffActor(badge), 'console', (answer) => {
      if (answer.ok) this.#call(counter, badge)
    })
  }

  #call(counter: string, badge: Badge): void {
    this.#submit({ type: 'call-next', body: { counter } }, staffActor(badge), 'console', (answer) => {
      if (answer.ok)
        return this.#later(logNormal(averages.walkSeconds) / Math.sqrt(this.#speed), () =>
          this.#startService(counter, badge),
        )
      const isExpected =
        'refusal' in answer && ['nobody-is-waiting', 'counter-is-busy'].includes(answer.refusal.reason)
      if (isExpected || 'denied' in answer)
        this.#later(logNormal(8) / this.#speed, () => this.#call(counter, badge))
      // After any other answer a person has taken the counter over or closed it.
    })
  }

  #startService(counter: string, badge: Badge): void {
    if (chance(averages.noShow)) {
      return this.#submit({ type: 'mark-no-show', body: { counter } }, staffActor(badge), 'console', () =>
        this.#call(counter, badge),
      )
    }
    this.#submit({ type: 'start-service', body: { counter } }, staffActor(badge), 'console', (answer) => {
      if (!answer.ok) return this.#call(counter, badge)
      const ticket = this.#keeper.hall.live.get(String(answer.result.ticket))
      const expectedMs = (ticket && this.#settings.services[ticket.service]?.expectedMs) ?? averages.serviceMs
      this.#later((logNormal(expectedMs / 1000) * 0.6) / this.#speed, () => this.#end(counter, badge))
    })
  }

  #end(counter: string, badge: Badge): void {
    if (chance(averages.transfer)) {
      const service = pick(Object.keys(this.#settings.services))!
      return this.#submit(
        { type: 'transfer', body: { counter, to: { service } } },
        staffActor(badge),
        'console',
        () => this.#call(counter, badge),
      )
    }
    this.#submit({ type: 'finish', body: { counter } }, staffActor(badge), 'console', (answer) => {
      const ticket = answer.ok ? String(answer.result.ticket) : undefined
      if (ticket !== undefined && chance(averages.rates)) {
        const score = pick([5, 5, 5, 4, 4, 3, 2])!
        this.#later(20 / this.#speed, () =>
          this.#submit({ type: 'rate', body: { ticket, score } }, { kind: 'phone' }, 'phone'),
        )
      }
      this.#later(logNormal(6) / this.#speed, () => this.#call(counter, badge))
    })
  }
}

const staffActor = (badge: Badge): Actor => ({ kind: 'staff', badge, may: [] })
const chance = (share: number): boolean => Math.random() < share
const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)]
/** Log-normal around a median, as service times are. */
const logNormal = (median: number): number =>
  median * Math.exp(0.35 * (Math.random() + Math.random() + Math.random() + Math.random() - 2) * 1.7)

function waitingIn(hall: Hall): number {
  let waiting = 0
  for (const queue of hall.index.lines.values()) waiting += queue.length
  return waiting
}
