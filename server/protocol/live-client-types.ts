import type { EpochMs } from '../hall/ids.ts'
import type { BodyOf, ResultOf, WireCommandType } from './commands.ts'
import type {
  Announcement,
  Answer,
  Closing,
  PageReport,
  Trouble,
  Watchable,
  WatchEnd,
  WatchName,
} from './messages.ts'
import type { LiveStorage, PendingCommand } from './pending-commands.ts'

/** `silent`: no byte for more than 8 s. `lost`: none for more than 20 s, so that what is shown may be old. */
export type LiveStatus = 'connecting' | 'live' | 'silent' | 'lost'

/** What is true of the connection, and so of every watch on it. */
export interface ConnectionState {
  readonly isOpen: boolean
  /** When the server was last heard, on this machine's clock; the opening of the page until then. */
  readonly lastHeardAt: EpochMs
  /** Add it to this machine's clock to get the server's (ms). */
  readonly offset: number
  /** Why the server closes the connection, until the next welcome. */
  readonly closing?: Closing
  /** Why the hall takes no commands just now. */
  readonly trouble?: Trouble
  /** Hash of the names that the ids of views stand for, in `/api/names/<hash>`. */
  readonly names?: string
}

/** One view as a page has it, with its connection. */
export interface LiveState<V extends WatchName> extends ConnectionState {
  readonly status: LiveStatus
  /** Absent until the first welcome. */
  readonly view?: Watchable[V]
  readonly seq: number
  readonly epoch: string
  /** Why there is nothing to show, or nothing any longer, until the next welcome. */
  readonly ended?: { readonly why: WatchEnd; readonly problem: string }
}

/** One connection that carries text both ways. `closed` is called once, also when it never opened. */
export interface Transport {
  send(text: string): void
  close(): void
}
export interface TransportHandlers {
  opened(): void
  received(text: string): void
  closed(): void
}
export type Connect = (url: string, handlers: TransportHandlers) => Transport

/** Time as the client sees it; the browser's own by default. */
export interface LiveClientClock {
  now(): EpochMs
  after(ms: number, work: () => void): () => void
}

export interface LiveClientOptions {
  /** `ws://host:port`; the page's own origin by default. */
  readonly origin?: string
  /** Holds commands that have no answer yet, so that a page loaded again can ask again. */
  readonly storage?: LiveStorage
  /** Tells this page's commands in the storage from those of other pages. */
  readonly page?: string
  /** Build of this page; another build in a welcome calls `onNewBuild`, at most once a minute. */
  readonly build?: string
  readonly onNewBuild?: (build: string) => void
  readonly connect?: Connect
  readonly clock?: LiveClientClock
  readonly random?: () => number
}

/** A view that is kept up to date for as long as it is watched. */
export interface LiveWatch<V extends WatchName> {
  readonly state: LiveState<V>
  /** Called at every change of `state`; returns the way to end it. */
  subscribe(listener: (state: LiveState<V>) => void): () => void
  /** Calls, recalls and cancelled calls, in their order. The same id may come again after a welcome. */
  onEvents(listener: (events: readonly Announcement[]) => void): () => void
  /** Stops watching; the connection stays. */
  close(): void
}

/** The one connection of a page. */
export interface LiveClient {
  /** Watches a view of the hall; `params` are the view's own: `{counter: '3'}`. */
  watch<V extends WatchName>(view: V, params?: Readonly<Record<string, string>>): LiveWatch<V>
  /**
   * Gives a command. Sent again with the same key after a reconnect, for 30 s in all; then the answer is
   * `{ok: false, unknown: true}` and it is never sent again. Never rejects.
   */
  act<T extends WireCommandType>(command: T, body: BodyOf<T>, key?: string): Promise<Answer<ResultOf<T>>>
  /** Commands of this page's earlier life, at most 30 s old, that got no answer: `act` them again with their id. */
  unanswered(): PendingCommand[]
  /** Tells something about this page; told again after every reconnect. */
  report(facts: Omit<PageReport, 'type'>): void
  /** Connects at once, e.g. after a sign-in. */
  retry(): void
  /** Ends every watch and the connection. */
  close(): void
}

/** Limits of the browser's end (ms). */
export const liveClientLimits = {
  beatEvery: 5_000,
  /** Two beats further from `beatEvery` apart than this: one of them was held up. */
  beatOff: 1_500,
  silentAfter: 8_000,
  lostAfter: 20_000,
  /** A connection without a byte for this long is given up. */
  deafAfter: 25_000,
  /** The same while a command waits for its answer. */
  deafWithCommand: 8_000,
  retryStep: 500,
  retryMost: 15_000,
  /** In the first minute no wait is longer, because a hall that restarts is back at once and screens must be right within 5 s. */
  retryMostAtFirst: 3_000,
  atFirst: 60_000,
  commandLife: 30_000,
  /** After the server itself answered "unknown". */
  askAgain: 1_000,
  newBuildEvery: 60_000,
  /** A watch that was ended is tried again after this: its counter may be back in the settings. */
  watchAgain: 15_000,
} as const

/** The browser's own socket. */
export const browserConnect: Connect = (url, handlers) => {
  const socket = new WebSocket(url)
  socket.onopen = () => handlers.opened()
  socket.onmessage = (message) => handlers.received(String(message.data))
  socket.onclose = () => handlers.closed()
  return {
    send: (text) => socket.send(text),
    close: () => socket.close(),
  }
}

/** Time of this machine. */
export const machineClock: LiveClientClock = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
