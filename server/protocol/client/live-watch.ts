import { apply } from '../merge-patch.ts'
import {
  type Announcement,
  type PageMessage,
  protocolVersion,
  type ServerMessage,
  type Watchable,
  type WatchName,
} from '../messages.ts'
import type { ConnectionState, LiveState, LiveStatus, LiveWatch } from './live-client-types.ts'
import { liveClientLimits } from './live-client-types.ts'

type Message<V extends WatchName, T extends string> = Extract<ServerMessage<V>, { type: T }>
/** The services of a connection for its watches. */
interface WatchHost {
  send(message: PageMessage): void
  now(): number
  unwatch(watch: { readonly id: string }): void
}

/** A watch of any view, as its connection sees it. */
export interface OpenWatch {
  readonly id: string
  ask(): void
  stale(): void
  check(): void
  connection(connection: ConnectionState): void
  welcomed(connection: ConnectionState, message: Message<WatchName, 'welcome'>): void
  happened(connection: ConnectionState, message: Message<WatchName, 'happened'>): void
  beat(sentSeq: number | undefined): void
  ended(connection: ConnectionState, message: Message<WatchName, 'ended'>): void
  close(): void
}

/** An id from the view alone, so that thousands of screens choose the same one and share the server's frames. */
export function watchIdFor(view: WatchName, taken: ReadonlyMap<string, unknown>): string {
  let id: string = view
  for (let count = 2; taken.has(id); count += 1) id = `${view}.${count}`
  return id
}

/** `resyncing`: the watch reported a gap and waits for a welcome. */
type Phase = 'asked' | 'following' | 'resyncing' | 'ended' | 'stale'

/** The client of one watch: applies patches to the view, detects gaps, and then asks for the whole view. */
export class Watch<V extends WatchName> implements LiveWatch<V>, OpenWatch {
  readonly id: string
  readonly #view: V
  readonly #params: Readonly<Record<string, string>> | undefined
  readonly #host: WatchHost
  readonly #listeners = new Set<(state: LiveState<V>) => void>()
  readonly #eventListeners = new Set<(events: readonly Announcement[]) => void>()
  #phase: Phase = 'asked'
  #endedAt = 0
  state: LiveState<V>

  constructor(
    id: string,
    view: V,
    params: Readonly<Record<string, string>> | undefined,
    { host, connection }: { host: WatchHost; connection: ConnectionState },
  ) {
    this.id = id
    this.#view = view
    this.#params = params
    this.#host = host
    this.state = { ...connection, status: 'connecting', seq: 0, epoch: '' }
  }

  subscribe(listener: (state: LiveState<V>) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onEvents(listener: (events: readonly Announcement[]) => void): () => void {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  close(): void {
    this.#listeners.clear()
    this.#eventListeners.clear()
    this.#host.unwatch(this)
  }

  /** Asks the server for the view, or for the messages since the present one. */
  ask(): void {
    const { view, epoch, seq } = this.state
    const isKnown = view !== undefined && this.#phase !== 'stale'
    this.#phase = 'asked'
    this.#host.send({
      type: 'watch',
      id: this.id,
      view: this.#view,
      ...(this.#params ? { params: this.#params } : {}),
      ...(isKnown ? { epoch, seq } : {}),
    })
  }

  /** The reason for which it ended is over. The next `ask` gets the whole view, which shows at once that the connection works. */
  stale(): void {
    const { ended: _, ...state } = this.state
    this.state = state
    this.#phase = 'stale'
  }

  /** Called by a timer: updates the status, and tries an ended watch again. */
  check(): void {
    const status = this.#statusOf(this.state)
    if (status !== this.state.status) this.#set({ ...this.state, status })
    if (this.#phase === 'ended' && this.#host.now() - this.#endedAt >= liveClientLimits.watchRetryMs)
      this.ask()
  }

  /** Called when the state of the connection changes. */
  connection(connection: ConnectionState): void {
    this.#set({ ...this.#ownState(), ...connection, status: this.#statusOf(connection) })
  }

  welcomed(connection: ConnectionState, message: Message<V, 'welcome'>): void {
    // A page that could misread the messages shows none of them and asks for a reload.
    if (message.protocol !== protocolVersion) return this.connection(connection)
    this.#phase = 'following'
    const { seq, epoch, events } = message
    const view = message.view as Watchable[V]
    this.#set({ ...connection, status: 'live', view, seq, epoch })
    this.#announce(events)
  }

  happened(connection: ConnectionState, message: Message<V, 'happened'>): void {
    const { view, seq } = this.state
    if (view !== undefined && message.prev === seq) {
      if (this.#phase === 'asked') this.#phase = 'following'
      const { epoch } = this.state
      const next = { ...connection, status: 'live' as const, view: apply(view, message.patch) }
      this.#set({ ...next, seq: message.seq, epoch })
      this.#announce(message.events)
      return
    }
    this.connection(connection)
    // After a reconnect the server may repeat messages that this page has already.
    if (view === undefined || message.seq > seq) this.#resync()
  }

  /** `sentSeq`: the last message that the server sent to this watch. So a gap is found even when no message follows it. */
  beat(sentSeq: number | undefined): void {
    if (sentSeq !== undefined && sentSeq > this.state.seq) this.#resync()
  }

  ended(connection: ConnectionState, { why, problem }: Message<V, 'ended'>): void {
    this.#phase = 'ended'
    this.#endedAt = this.#host.now()
    this.#set({
      ...this.#ownState(),
      ...connection,
      status: this.#statusOf(connection),
      ended: { why, problem },
    })
  }

  #resync(): void {
    if (this.#phase === 'resyncing') return
    this.#phase = 'resyncing'
    this.#host.send({ type: 'again', id: this.id })
  }

  /** The part of the state that belongs to this watch. */
  #ownState(): Pick<LiveState<V>, 'view' | 'seq' | 'epoch' | 'ended'> {
    const { view, seq, epoch, ended } = this.state
    return { seq, epoch, ...(view === undefined ? {} : { view }), ...(ended ? { ended } : {}) }
  }

  #statusOf({ lastHeardAt }: ConnectionState): LiveStatus {
    const silentMs = this.#host.now() - lastHeardAt
    if (silentMs > liveClientLimits.lostAfterMs) return 'lost'
    if (this.state.view === undefined) return 'connecting'
    return silentMs > liveClientLimits.silentAfterMs ? 'silent' : 'live'
  }

  #set(state: LiveState<V>): void {
    this.state = state
    for (const listener of this.#listeners) listener(state)
  }

  #announce(events: readonly Announcement[]): void {
    if (events.length > 0) for (const listener of this.#eventListeners) listener(events)
  }
}
