import { type ReadonlySignal, signal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Announcement } from '../../server/protocol/messages.ts'
import { voiceLimits } from '../limits.ts'

export interface AnnouncerNeeds {
  /** The server's time (epoch ms). */
  now(): EpochMs
  /** Milliseconds by this machine's own count, which nobody sets. */
  elapsed(): number
  after(ms: number, work: () => void): () => void
  /** Holds what was announced, over reloads and restarts. */
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined
  /** Makes the call heard. */
  sound(call: Announcement): void
}

const place = 'nowserving:spoken'

interface Waiting {
  readonly call: Announcement
  /** When it is old by this machine's own count: the server's clock may have been set, before or meanwhile. */
  readonly until: number
}

/**
 * Lets calls take turns in the panel and the voice, first come first served. A call is announced once for ever:
 * its id is written down before the first sound, so a crash may lose a chime but never doubles one.
 */
export class Announcer {
  readonly #needs: AnnouncerNeeds
  readonly #current = signal<Announcement | undefined>(undefined)
  readonly #log = signal<readonly Announcement[]>([])
  readonly #spoken: Set<string>
  #queue: Waiting[] = []
  #endTurn: (() => void) | undefined

  constructor(needs: AnnouncerNeeds) {
    this.#needs = needs
    this.#spoken = new Set(remembered(needs.storage))
  }

  /** Whose turn it is; undefined while nothing is announced. */
  get current(): ReadonlySignal<Announcement | undefined> {
    return this.#current
  }

  /** What was announced here lately, oldest first. */
  get log(): ReadonlySignal<readonly Announcement[]> {
    return this.#log
  }

  hear(events: readonly Announcement[]): void {
    for (const event of events) {
      if (event.type === 'call-cancelled') this.#cancel(event)
      else this.#take(event)
    }
    if (this.#current.value === undefined) this.#next()
  }

  #take(call: Announcement): void {
    if (this.#spoken.has(call.id) || this.#queue.some((one) => one.call.id === call.id)) return
    const age = Math.max(0, this.#needs.now() - call.at)
    const waiting = { call, until: this.#needs.elapsed() + voiceLimits.oldest - age }
    // A repeat that comes before the first was announced merges with it.
    const earlier = this.#queue.findIndex((one) => one.call.label === call.label)
    if (earlier < 0) this.#queue.push(waiting)
    else {
      this.#remember(this.#queue[earlier]?.call.id ?? call.id)
      this.#queue[earlier] = waiting
    }
  }

  #cancel(event: Announcement): void {
    this.#queue = this.#queue.filter((one) => one.call.label !== event.label)
    if (this.#current.value?.label === event.label) this.#next()
  }

  #next(): void {
    this.#endTurn?.()
    this.#endTurn = undefined
    this.#queue = this.#queue.filter((one) => !this.#isOld(one))
    const call = this.#queue.shift()?.call
    this.#current.value = call
    if (call === undefined) return
    this.#remember(call.id)
    this.#log.value = [...this.#log.value, call].slice(-voiceLimits.logged)
    this.#needs.sound(call)
    this.#wait(call, this.#needs.now())
  }

  /** Looks again every half second: a backlog that grows shortens the turn that is running. */
  #wait(call: Announcement, since: EpochMs): void {
    this.#endTurn = this.#needs.after(500, () => {
      if (this.#current.value !== call) return
      const { ms } = voiceLimits.turns.find((turn) => this.#queue.length >= turn.waiting) ?? { ms: 8_000 }
      if (this.#needs.now() - since >= ms) this.#next()
      else this.#wait(call, since)
    })
  }

  #isOld({ call, until }: Waiting): boolean {
    return this.#needs.elapsed() >= until || call.at <= this.#needs.now() - voiceLimits.oldest
  }

  #remember(id: string): void {
    this.#spoken.add(id)
    const kept = [...this.#spoken].slice(-voiceLimits.remembered)
    if (kept.length < this.#spoken.size) {
      this.#spoken.clear()
      for (const one of kept) this.#spoken.add(one)
    }
    try {
      this.#needs.storage?.setItem(place, JSON.stringify(kept))
    } catch {
      // A full storage: the page itself still remembers, only a restart within 30 s could repeat a call.
    }
  }
}

function remembered(storage: AnnouncerNeeds['storage']): string[] {
  try {
    const list: unknown = JSON.parse(storage?.getItem(place) ?? '[]')
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : []
  } catch {
    // Not ours, or damaged: begin anew.
    return []
  }
}
