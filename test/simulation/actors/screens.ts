import { Announcer } from '../../../display/voice/announcer.ts'
import type { LiveState } from '../../../server/protocol/client/live-client.ts'
import type { World } from '../world.ts'
import { Page } from './page.ts'

/** A board that lets calls be heard, with the real announcer. */
export class Board {
  readonly page: Page<'board'>
  readonly #heard = new Set<string>()

  constructor(world: World, device: string) {
    this.page = new Page(world, {
      name: device,
      view: 'board',
      params: { device },
      audience: { view: 'board', device },
      caller: { device, isKiosk: false },
    })
    this.page.onOpen = () => this.#listen()
    this.page.onState = (state) => this.#look(state)
  }

  #listen(): void {
    const { page } = this
    const announcer = new Announcer({
      now: () => page.serverNow(),
      elapsed: () => page.world.scheduler.now,
      after: (ms, work) => page.timer(ms, work),
      storage: page.storage,
      play: (call) => page.world.ledger.speaks(page.name, call, this.#heard),
    })
    page.onEvents = (events) => announcer.announce(events)
  }

  /** I3 as people in the hall see it. */
  #look({ view }: LiveState<'board'>): void {
    const at = new Map<string, string>()
    for (const [counter, { label }] of Object.entries(view?.counters ?? {})) {
      if (label === undefined) continue
      const other = at.get(label)
      // Over midnight an undo may bring a label back that the new day has given meanwhile (CALL-6).
      if (other && !this.page.world.ledger.mirror.isGivenOnTwoDays(label))
        this.page.world.fail('I3', `the board shows ${label} at counters ${other} and ${counter}`)
      at.set(label, counter)
    }
  }
}

export function windowScreen(world: World, counter: string): Page<'window'> {
  return new Page(world, {
    name: `window-${counter}`,
    view: 'window',
    params: { counter },
    audience: { view: 'window', counter },
    caller: { device: `window-${counter}`, isKiosk: false },
  })
}
