import { type Driver, newKey, type Reply } from '../fakes/driver.ts'

/** A command that was given; `text` once it was answered with 200. */
export interface Given {
  readonly type: string
  readonly body: Readonly<Record<string, unknown>>
  readonly key: string
  readonly by: Driver
  text?: string
}

/** Customers and staff who never stop; what they gave and what they were told is written down before and after. */
export class Crowd {
  readonly given: Given[] = []
  readonly #drivers: readonly Driver[]
  readonly #staff: readonly Driver[]
  readonly #chance: () => number
  #isOver = false

  constructor(options: { customers: readonly Driver[]; staff: readonly Driver[]; chance: () => number }) {
    this.#drivers = options.customers
    this.#staff = options.staff
    this.#chance = options.chance
  }

  get acknowledged(): Given[] {
    return this.given.filter(({ text }) => text !== undefined)
  }

  /** Runs until `stop`, or until the hall is gone. */
  async run(): Promise<void> {
    this.#isOver = false
    await Promise.all([
      ...this.#staff.map((driver, place) => this.#counter(driver, String(place + 1))),
      ...this.#drivers.map((driver) => this.#customer(driver)),
    ])
  }

  stop(): void {
    this.#isOver = true
  }

  async #customer(driver: Driver): Promise<void> {
    const services = ['tenancy', 'fees', 'renovation', 'repairs', 'parking', 'passes']
    while (!this.#isOver) {
      const service = services[Math.floor(this.#chance() * services.length)]
      if (!(await this.#give(driver, 'issue-ticket', { service }))) return
    }
  }

  async #counter(driver: Driver, counter: string): Promise<void> {
    while (!this.#isOver) {
      const steps = ['call-next', 'start-service', this.#chance() < 0.2 ? 'hold' : 'finish', 'mark-no-show']
      for (const type of steps) if (!(await this.#give(driver, type, { counter }))) return
    }
  }

  /** False once the hall is gone. */
  async #give(by: Driver, type: string, body: Readonly<Record<string, unknown>>): Promise<boolean> {
    const one: Given = { type, body, key: newKey(), by }
    this.given.push(one)
    const reply: Reply | undefined = await by.command(type, body, one.key).catch(() => undefined)
    if (reply?.status === 200) one.text = reply.text
    return reply !== undefined && reply.status !== 503
  }
}
