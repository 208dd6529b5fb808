import type { Entry, HallEvent } from '../../hall/events.ts'
import type { Badge, CounterId } from '../../hall/ids.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'

/** A page that shows a counter's console to one person. */
export interface Console {
  readonly counter: CounterId
  readonly badge: Badge
  /** Whether the sign-in of the person is locked. */
  isLocked(): boolean
  /** Called when the person was taken over from, or opened another counter. */
  movedOn(): void
}

/**
 * Reports to the hall whether a counter has a connected console. Notifies a console when its person left the counter
 * (C7, C8, C9).
 */
export class ConsolePresence {
  readonly #keeper: HallKeeper
  readonly #consoles = new Set<Console>()

  constructor(keeper: HallKeeper) {
    this.#keeper = keeper
    keeper.listen({ committed: ({ entries }) => this.#follow(entries) })
  }

  /** Adds a console that connected. Returns the function that removes it. */
  connect(console: Console): () => void {
    this.#consoles.add(console)
    this.#reportOf(console)
    return () => {
      this.#consoles.delete(console)
      this.#reportOf(console)
    }
  }

  /** Consoles of people who only watch are not counted. */
  #reportOf({ counter, badge, isLocked }: Console): void {
    if (this.#keeper.hall.counters.get(counter)?.badge === badge) this.#report(counter, badge, isLocked())
  }

  #report(counter: CounterId, badge: Badge, isLocked = false): void {
    const connected = this.#at(counter, badge).length > 0
    const locked = !connected && isLocked ? { locked: true as const } : {}
    this.#keeper.askAsKeeper({ type: 'report-link', body: { counter, connected, ...locked } })
  }

  #at(counter: CounterId, badge: Badge): Console[] {
    return [...this.#consoles].filter((console) => console.counter === counter && console.badge === badge)
  }

  #follow(entries: readonly Entry[]): void {
    for (const { events } of entries) {
      for (const event of events) {
        if (event.type === 'counter-opened') this.#report(event.counter, event.badge)
        const left = leftBy(event)
        if (left) for (const console of this.#at(left.counter, left.badge)) console.movedOn()
      }
    }
  }
}

/** The people who left a counter without closing it. */
function leftBy(event: HallEvent): { counter: CounterId; badge: Badge } | undefined {
  if (event.type === 'counter-opened')
    return event.from === undefined ? undefined : { counter: event.counter, badge: event.from }
  if (event.type === 'counter-closed' && event.why !== 'closed' && event.badge !== undefined)
    return { counter: event.counter, badge: event.badge }
  return undefined
}
