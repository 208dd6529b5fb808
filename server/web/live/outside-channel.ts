import { diff } from '../../protocol/merge-patch.ts'
import type { OutsideView, Watchable } from '../../protocol/messages.ts'
import type { Watcher } from './channel.ts'
import { SharedMessage } from './shared-message.ts'

/**
 * A view outside of the hall's heart, such as the accounts of staff, with its watchers. The view is read only
 * while it has watchers, and counts its own messages.
 */
export class OutsideChannel<V extends OutsideView = OutsideView> {
  readonly #read: () => Watchable[V]
  readonly #watchers = new Set<Watcher>()
  /** The view as its watchers know it. */
  #view: Watchable[V] | undefined
  #seq = 0

  /** `read` returns the present view, a new object whenever it differs. */
  constructor(read: () => Watchable[V]) {
    this.#read = read
  }

  /** Reads the view again, and sends the change to all watchers. */
  changed(): void {
    if (this.#view === undefined) return
    const next = this.#read()
    const patch = diff(this.#view, next)
    if (patch === undefined) return
    const prev = this.#seq
    this.#seq += 1
    this.#view = next
    const message = new SharedMessage({ type: 'happened', prev, seq: this.#seq, events: [], patch })
    for (const watcher of this.#watchers) watcher.notify(message)
  }

  /** Sends a watcher the whole view. */
  again(watcher: Watcher): void {
    this.#view ??= this.#read()
    watcher.welcome({ seq: this.#seq, view: this.#view, names: undefined }, [])
  }

  /** Subscribes a watcher; returns the function that unsubscribes. */
  join(watcher: Watcher): () => void {
    this.again(watcher)
    this.#watchers.add(watcher)
    return () => {
      this.#watchers.delete(watcher)
      if (this.#watchers.size === 0) this.#view = undefined
    }
  }
}

/** The channel of each view outside of the heart, while the hall has it. Every screen has a pairing of its own. */
export type OutsideChannels = {
  readonly [V in Exclude<OutsideView, 'pairing'>]: () => OutsideChannel<V> | undefined
}
