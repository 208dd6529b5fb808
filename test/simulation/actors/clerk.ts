import type { Role } from '../../../server/hall/ids.ts'
import type { CounterView } from '../../../server/hall/views/view-types.ts'
import type { BodyOf, WireCommandType } from '../../../server/protocol/commands.ts'
import type { Answer } from '../../../server/protocol/messages.ts'
import { canary } from '../ledger.ts'
import type { World } from '../world.ts'
import { inOrder, Page } from './page.ts'

interface Seat {
  readonly counter: string
  readonly badge: string
  readonly roles: readonly Role[]
}

/**
 * Somebody at a counter who works by what the console shows: calls, recalls, starts, finishes, sends on, holds,
 * takes back; presses twice, too early, or on what is no longer so.
 */
export class Clerk {
  readonly page: Page<'counter'>
  readonly #seat: Seat
  readonly #thinkMs: [number, number]
  /** The person has gone home: finishes who is there and closes. */
  goesHome = false
  #lastKey: string | undefined
  #isWaiting = false

  constructor(world: World, seat: Seat) {
    const { counter, badge, roles } = seat
    this.#seat = seat
    this.page = new Page(world, {
      name: `console-${counter}-${badge}`,
      view: 'counter',
      params: { counter },
      audience: { view: 'counter', counter },
      caller: { staff: { badge, roles }, device: `console-${counter}`, isKiosk: false },
    })
    this.#thinkMs = this.page.chances.isOne(0.3) ? [5, 700] : [100, 2_400]
    this.page.onOpen = () => {
      this.#isWaiting = false
      this.#think()
    }
  }

  #think(): void {
    const { page } = this
    page.afterThought(...this.#thinkMs, () => {
      const { view } = page
      if (view && !this.#isWaiting) this.#work(view)
      this.#think()
    })
  }

  #work(view: CounterView): void {
    const { chances } = this.page
    if (view.badge !== this.#seat.badge) return this.#sitDown(view)
    if (view.undo && chances.isOne(0.04)) return this.#give('undo', { command: view.undo.command })
    if (view.active) return this.#serve(view, view.active)
    if (this.goesHome) return this.#goHome(view)
    if (view.state === 'paused') return this.#give('open-counter', this.#here)
    this.#call(view)
  }

  #sitDown(view: CounterView): void {
    const { chances } = this.page
    if (this.goesHome) return
    if (view.state === 'closed')
      return this.#give('open-counter', { ...this.#here, ...(chances.isOne(0.5) ? { takeOver: true } : {}) })
    if (chances.isOne(0.03)) this.#give('open-counter', { ...this.#here, takeOver: true })
  }

  #goHome(view: CounterView): void {
    const held = inOrder(Object.values(view.held)).find(({ badge }) => badge === this.#seat.badge)
    if (held) this.#give('resume', { ...this.#here, ticket: held.ticket })
    else this.#give('close-counter', this.#here)
  }

  #call(view: CounterView): void {
    const { chances } = this.page
    const held = Object.values(view.held)
    const missed = Object.values(view.missed)
    if (held.length > 0 && chances.isOne(0.3))
      return this.#give('resume', { ...this.#here, ticket: chances.pick(inOrder(held)).ticket })
    if (missed.length > 0 && chances.isOne(0.1))
      return this.#give('call-ticket', { ...this.#here, ticket: chances.pick(inOrder(missed)).ticket })
    const next = Object.values(view.next)
    if (next.length > 1 && chances.isOne(0.06))
      return this.#give('call-ticket', { ...this.#here, label: chances.pick(inOrder(next)).label })
    if (chances.isOne(0.02)) return this.#give('pause-counter', { ...this.#here, reason: 'break' })
    if (view.waiting > 0 || chances.isOne(0.05)) this.#give('call-next', { ...this.#here, expect: {} })
  }

  #serve(view: CounterView, { ticket, stage }: NonNullable<CounterView['active']>): void {
    const { chances } = this.page
    const share = chances.share()
    const expect = { ticket, stage }
    if (stage === 'called') {
      if (share < 0.7) return this.#give('start-service', { ...this.#here, expect })
      if (share < 0.8) return this.#give('recall', this.#here)
      if (share < 0.92) return this.#give('mark-no-show', { ...this.#here, expect })
      return this.#give('put-back', { ...this.#here, expect })
    }
    if (share < 0.08) return this.#give('hold', { ...this.#here, expect, for: 'form' })
    if (share < 0.16) return this.#sendOn(view)
    if (share < 0.18) return this.#give('put-back', this.#here)
    this.#give('finish', { ...this.#here, expect, ...(share < 0.5 && !this.goesHome ? { next: true } : {}) })
  }

  #sendOn(view: CounterView): void {
    const { chances } = this.page
    const to = chances.pick([
      { service: 'repairs' },
      { service: 'fees' },
      { counter: chances.pick(Object.keys(view.counters).sort()) },
      { badge: '1002' },
    ])
    const note = chances.isOne(0.3) ? { note: `${canary} asked before` } : {}
    this.#give('transfer', {
      ...this.#here,
      to,
      ...note,
      ...(chances.isOne(0.2) ? { place: 'end' as const } : {}),
    })
  }

  get #here() {
    return { counter: this.#seat.counter }
  }

  #give<T extends WireCommandType>(command: T, body: BodyOf<T>): void {
    const { page } = this
    const { chances } = page
    this.#isWaiting = true
    const key = page.give(command, body, (answer) => this.#answered(answer))
    // Pressed twice: the same act again, or the last one that was done.
    if (chances.isOne(0.06)) page.after(chances.between(0, 120), () => page.again(key))
    if (this.#lastKey !== undefined && chances.isOne(0.02)) page.again(this.#lastKey)
    // An impatient person presses something else before the answer is there.
    if (chances.isOne(0.04)) page.after(chances.between(0, 20), () => this.#press())
    this.#lastKey = key
  }

  #press(): void {
    const command = this.page.chances.pick(['call-next', 'recall', 'start-service', 'finish'] as const)
    this.page.give(command, this.#here)
  }

  #answered(_answer: Answer): void {
    this.#isWaiting = false
  }
}
