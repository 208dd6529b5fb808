import type { World } from '../world.ts'
import { Page } from './page.ts'
import type { Arrivals } from './phones.ts'

const services = ['tenancy', 'fees', 'fees', 'repairs', 'parking'] as const

/** Where customers take numbers: taps, double taps, and tries once more when the outcome is not known. */
export class Kiosk {
  readonly page: Page<'kiosk'>
  readonly #arrivals: Arrivals
  readonly #everyMs: [number, number]

  constructor(world: World, device: string, arrivals: Arrivals) {
    this.#arrivals = arrivals
    this.page = new Page(world, {
      name: device,
      view: 'kiosk',
      params: { device },
      audience: { view: 'kiosk', device },
      caller: { device, isKiosk: true },
    })
    const { chances } = this.page
    this.#everyMs = chances.isOne(0.3) ? [20, 900] : [200, 2_600]
    this.page.onOpen = () => this.#wait()
  }

  #wait(): void {
    this.page.afterThought(...this.#everyMs, () => {
      if (this.page.view && this.#arrivals.mayCome) this.#tap()
      this.#wait()
    })
  }

  #tap(): void {
    const { page } = this
    const { chances } = page
    if (chances.isOne(0.04)) return this.#returns()
    const service = chances.pick(services)
    const category = chances.isOne(0.15) ? { category: chances.pick(['elderly', 'disabled'] as const) } : {}
    const key = page.give('issue-ticket', { service, ...category }, (answer) => {
      if (answer.ok) this.#arrivals.took(answer.result, page.chances)
    })
    if (chances.isOne(0.1)) page.after(chances.between(0, 300), () => page.again(key))
  }

  /** Somebody who missed the call is back. */
  #returns(): void {
    const { hall } = this.page.world.ledger.mirror
    const missed = [...hall.live.values()].filter(({ stage }) => stage.stage === 'missed')
    if (missed.length > 0) this.page.give('return-ticket', { label: this.page.chances.pick(missed).label })
  }
}
