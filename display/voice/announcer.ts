import { type ReadonlySignal, signal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import { type PageStorage, store, storedJson } from '../../server/protocol/client/page-storage.ts'
import type { Announcement } from '../../server/protocol/messages.ts'
import { voiceLimits } from '../limits.ts'

interface AnnouncerOptions {
  /** The server's time (epoch ms). */
  now(): EpochMs
  /** This machine's monotonic clock (ms). */
  elapsed(): number
  after(ms: number, work: () => void): () => void
  /** Keeps the ids of announced calls over reloads and restarts. */
  storage: PageStorage | undefined
  /** Plays the call. */
  play(call: Announcement): void
}

const storageKey = 'nowserving:spoken'

interface Waiting {
  readonly call: Announcement
  /** Expiry on the monotonic clock, because the server's clock may be set while the call waits. */
  readonly expiresAt: number
}

/**
 * A FIFO queue of announcements. A call is announced at most once: its id is stored before it is played, so that a
 * crash may lose an announcement but never repeats one.
 */
export class Announcer {
  readonly #options: AnnouncerOptions
  readonly #current = signal<Announcement | undefined>(undefined)
  readonly #log = signal<readonly Announcement[]>([])
  readonly #spoken: Set<string>
  #queue: Waiting[] = []
  #cancelTimer: (() => void) | undefined

  constructor(options: AnnouncerOptions) {
    this.#options = options
    this.#spoken = new Set(remembered(options.storage))
  }

  /** The call being announced. */
  get current(): ReadonlySignal<Announcement | undefined> {
    return this.#current
  }

  /** The last announcements, oldest first. */
  get log(): ReadonlySignal<readonly Announcement[]> {
    return this.#log
  }

  announce(events: readonly Announcement[]): void {
    for (const event of events) {
      if (event.type === 'call-cancelled') this.#cancel(event)
      else this.#enqueue(event)
    }
    if (this.#current.value === undefined) this.#next()
  }

  #enqueue(call: Announcement): void {
    if (this.#spoken.has(call.id) || this.#queue.some((one) => one.call.id === call.id)) return
    const age = Math.max(0, this.#options.now() - call.at)
    const waiting = { call, expiresAt: this.#options.elapsed() + voiceLimits.maxAgeMs - age }
    // A recall replaces a call of the same ticket that is still in the queue.
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
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
    this.#queue = this.#queue.filter((one) => !this.#isOld(one))
    const call = this.#queue.shift()?.call
    this.#current.value = call
    if (call === undefined) return
    this.#remember(call.id)
    this.#log.value = [...this.#log.value, call].slice(-voiceLimits.logLength)
    this.#options.play(call)
    this.#scheduleNext(call, this.#options.now())
  }

  /** Checks every 500 ms, so that a growing queue shortens the running announcement too. */
  #scheduleNext(call: Announcement, since: EpochMs): void {
    this.#cancelTimer = this.#options.after(500, () => {
      if (this.#current.value !== call) return
      const { ms } = voiceLimits.durations.find((one) => this.#queue.length >= one.waiting) ?? { ms: 8_000 }
      if (this.#options.now() - since >= ms) this.#next()
      else this.#scheduleNext(call, since)
    })
  }

  #isOld({ call, expiresAt }: Waiting): boolean {
    return this.#options.elapsed() >= expiresAt || call.at <= this.#options.now() - voiceLimits.maxAgeMs
  }

  #remember(id: string): void {
    this.#spoken.add(id)
    const kept = [...this.#spoken].slice(-voiceLimits.rememberedIds)
    if (kept.length < this.#spoken.size) {
      this.#spoken.clear()
      for (const one of kept) this.#spoken.add(one)
    }
    // A full or blocked storage: a restart within `maxAgeMs` could repeat a call.
    store(this.#options.storage, storageKey, JSON.stringify(kept))
  }
}

function remembered(storage: PageStorage | undefined): string[] {
  const list = storedJson(storage, storageKey)
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : []
}
