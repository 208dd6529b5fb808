import type { ResultOf } from '../../../server/protocol/commands.ts'
import type { Chances } from '../faults/chances.ts'
import { canary } from '../ledger.ts'
import type { World } from '../world.ts'
import { Page } from './page.ts'

const phonesAtOnce = 1

/** Customers who came: some follow their ticket by phone, leave, let others go first, rate. */
export class Arrivals {
  readonly #world: World
  readonly #wanted: number
  readonly phones = new Set<Page<'ticket'>>()
  /** Nobody comes while the hall is not played. */
  areOpen = false
  /** Phones are no longer touched. */
  areStill = false
  readonly keys: string[] = []
  #taken = 0

  constructor(world: World, wanted: number) {
    this.#world = world
    this.#wanted = wanted
  }

  get isEnough(): boolean {
    return this.#world.ledger.mirror.tickets >= this.#wanted
  }

  get mayCome(): boolean {
    return this.areOpen && this.#world.ledger.mirror.tickets < this.#wanted + 3
  }

  took({ ticket, phoneUrl = '' }: ResultOf<'issue-ticket'>, chances: Chances): void {
    const key = phoneUrl.slice(phoneUrl.lastIndexOf('/') + 1)
    this.keys.push(key)
    this.#taken += 1
    if (this.phones.size >= phonesAtOnce || !chances.isOne(0.2)) return
    const phone = new Page(this.#world, {
      name: `phone-${this.#taken}-${ticket}`,
      view: 'ticket',
      params: { key },
      audience: { view: 'ticket', ticket },
      caller: { device: 'phone', isKiosk: false },
    })
    this.phones.add(phone)
    phone.onOpen = () => this.#follow(phone, key)
    phone.open()
  }

  #follow(phone: Page<'ticket'>, key: string): void {
    const { chances } = phone
    phone.after(chances.between(500, 9_000), () => {
      if (this.areStill) return
      const { view } = phone
      if (view?.stage === 'waiting' && chances.isOne(0.15)) phone.give('leave', { key })
      else if (view?.stage === 'waiting' && chances.isOne(0.3))
        phone.give('let-go-first', { key, count: chances.whole(1, 3) })
      else if (view?.stage === 'ended') return this.#goes(phone, key, view.canRate)
      this.#follow(phone, key)
    })
  }

  #goes(phone: Page<'ticket'>, key: string, canRate: boolean): void {
    const { chances } = phone
    if (canRate && chances.isOne(0.6)) {
      const words = chances.isOne(0.5) ? { words: `${canary} thank you` } : {}
      phone.give('rate', { key, score: chances.whole(1, 5), ...words })
    }
    phone.after(3_000, () => {
      this.phones.delete(phone)
      phone.close()
    })
  }
}
