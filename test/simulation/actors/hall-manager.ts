import type { Role } from '../../../server/hall/ids.ts'
import type { ManagerView } from '../../../server/hall/views/view-types.ts'
import type { World } from '../world.ts'
import { inOrder, Page } from './page.ts'

/** Walks the floor: cancels, sends on, closes a service for a while, moves profiles; confirms the clock when it is in doubt. */
export class HallManager {
  readonly page: Page<'manager'>

  constructor(world: World, badge: string, roles: readonly Role[]) {
    this.page = new Page(world, {
      name: `manager-${badge}`,
      view: 'manager',
      params: {},
      audience: { view: 'manager' },
      caller: { staff: { badge, roles }, device: `desk-${badge}`, isKiosk: false },
    })
    this.page.onOpen = () => this.#think()
  }

  #think(): void {
    const { page } = this
    page.after(page.chances.between(800, 6_000), () => {
      const { view } = page
      if (page.state?.trouble === 'clock-in-doubt') page.give('accept-clock', {})
      else if (view) this.#walk(view)
      this.#think()
    })
  }

  #walk(view: ManagerView): void {
    const { page } = this
    const { chances } = page
    const closed = Object.entries(view.queues)
      .sort()
      .find(([, { open }]) => !open)?.[0]
    if (closed !== undefined && chances.isOne(0.7)) return void page.give('open-service', { service: closed })
    if (this.#looksAfterPapers(view)) return
    const missed = Object.values(view.missed)
    const waiting = [...page.world.ledger.mirror.hall.live.values()].filter(
      ({ stage }) => stage.stage === 'waiting',
    )
    switch (chances.whole(0, 9)) {
      case 0:
        return void page.give('close-service', { service: 'parking' })
      case 1:
        return void page.give('set-profile', {
          counter: '2',
          profile: chances.pick(['general', 'fees-first']),
        })
      case 2:
        return void page.give('ask-to-open', { counter: chances.pick(Object.keys(view.counters).sort()) })
      case 3:
        if (missed.length > 0) page.give('return-ticket', { ticket: chances.pick(inOrder(missed)).ticket })
        return
      case 4:
        if (waiting.length > 3) page.give('cancel-ticket', { ticket: chances.pick(waiting).id })
        return
      case 5:
        if (waiting.length > 0)
          page.give('transfer', { ticket: chances.pick(waiting).id, to: { service: 'fees' } })
        return
      case 6:
        page.give('issue-ticket', {
          service: 'tenancy',
          category: 'appointment',
          appointment: Math.floor(page.world.wall) + chances.whole(-20, 20) * 60_000,
        })
        return
      default:
    }
  }

  /** Papers in doubt: another one, none, or somebody has it in the hand. */
  #looksAfterPapers({ paper }: ManagerView): boolean {
    const { page } = this
    const { chances, world } = page
    const doubtful = Object.keys(paper).sort()
    if (doubtful.length === 0 || !chances.isOne(0.4)) return false
    const ticket = chances.pick(doubtful)
    const command = world.papers.isThere(ticket)
      ? 'paper-came-out'
      : chances.pick(['reprint', 'cancel-print'] as const)
    page.give(command, { ticket })
    return true
  }

  /** The evening: who is still at a counter or held is ended by name. */
  endAll(): void {
    for (const { id, stage } of this.page.world.ledger.mirror.hall.live.values())
      if (stage.stage !== 'waiting' && stage.stage !== 'missed')
        this.page.give('cancel-ticket', { ticket: id })
  }
}
