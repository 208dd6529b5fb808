import type { EpochMs } from '../../hall/ids.ts'
import type { BodyOf, ResultOf, WireCommandType } from '../commands.ts'
import type {
  Announcement,
  Answer,
  Closing,
  PageReport,
  SilentBoard,
  Trouble,
  Watchable,
  WatchEnd,
  WatchName,
} from '../messages.ts'
import type { PageStorage } from './page-storage.ts'
import type { PendingCommand } from './pending-commands.ts'

/** `silent`: no byte for more than 8 s. `lost`: no byte for more than 20 s, so that the view may be old. */
export type LiveStatus = 'connecting' | 'live' | 'silent' | 'lost'

/** State of the connection, and so of every watch on it. */
export interface ConnectionState {
  readonly isOpen: boolean
  /** Time of the server's last message, by the clock of this machine; before the first message, of the page's start. */
  readonly lastHeardAt: EpochMs
  /** The clock of the server minus the clock of this machine (ms). */
  readonly offset: number
  /** The reason of a close by the server, until the next welcome. */
  readonly closing?: Closing
  /** The reason for which the hall accepts no commands at present. */
  readonly trouble?: Trouble
  /** Boards without sound, by device; only where the manager's view is watched. */
  readonly silentBoards?: Readonly<Record<string, SilentBoard>>
  /** Hash of the document with the names of ids, `/api/names/<hash>`. */
  readonly names?: string
}

/** A view with the state of its connection. */
export interface LiveState<V extends WatchName> extends ConnectionState {
  readonly status: LiveStatus
  /** Absent until the first welcome. */
  readonly view?: Watchable[V]
  readonly seq: number
  readonly epoch: string
  /** The reason for which there is no view, until the next welcome. */
  readonly ended?: { readonly why: WatchEnd; readonly problem: string }
}

/** A text connection in both directions. Its handler `closed` is called once, also when it never opened. */
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

/** The connection as it stands at present. */
export type Connection =
  | { phase: 'connecting'; transport: Transport; since: EpochMs }
  | { phase: 'open'; transport: Transport; since: EpochMs }
  /** No connection until the next try. */
  | { phase: 'waiting' }
  | { phase: 'closed' }

/** Failed tries since the server was last heard. */
export type Outage = { tries: number; since: EpochMs }

/** The time source; the browser's by default. */
export interface LiveClientClock {
  now(): EpochMs
  after(ms: number, work: () => void): () => void
}

export interface LiveClientOptions {
  /** `ws://host:port`; the page's own origin by default. */
  readonly origin?: string
  /** The id of the sign-in whose cookie the connection uses; by default the only one of the browser. */
  readonly signIn?: () => string | undefined
  /** Stores unanswered commands, so that a reloaded page can send them again. */
  readonly storage?: PageStorage
  /** Separates the commands of this page in the storage from those of other pages. */
  readonly page?: string
  /** Build of this page; another build in a welcome calls `onNewBuild`, at most once a minute. */
  readonly build?: string
  readonly onNewBuild?: (build: string) => void
  readonly connect?: Connect
  readonly clock?: LiveClientClock
  readonly random?: () => number
}

/** A subscription to one view. */
export interface LiveWatch<V extends WatchName> {
  readonly state: LiveState<V>
  /** Calls `listener` at every change of `state`; the returned function unsubscribes. */
  subscribe(listener: (state: LiveState<V>) => void): () => void
  /** Subscribes to calls, recalls and cancelled calls, in order. The same id may come again after a welcome. */
  onEvents(listener: (events: readonly Announcement[]) => void): () => void
  /** Stops watching; the connection stays. */
  close(): void
}

/** The connection of a page; one carries all its watches. */
export interface LiveClient {
  /** Watches a view of the hall; `params` are the view's own: `{counter: '3'}`. */
  watch<V extends WatchName>(view: V, params?: Readonly<Record<string, string>>): LiveWatch<V>
  /**
   * Gives a command. A command is sent again with the same key after a reconnect, for 30 s in all. After that the answer
   * is `{ok: false, unknown: true}`, and the command is never sent again. The promise never rejects.
   */
  act<T extends WireCommandType>(command: T, body: BodyOf<T>, key?: string): Promise<Answer<ResultOf<T>>>
  /** Unanswered commands from before a reload, at most 30 s old; `act` sends them again with their id. */
  unanswered(): PendingCommand[]
  /** Reports facts about this page, now and after every reconnect. */
  report(facts: Omit<PageReport, 'type'>): void
  /** Tells that somebody pressed a key or a button, at most once in `touchEveryMs`; a page left alone says nothing. */
  touched(): void
  /** Disconnects until `retry`, such as while the sign-in is locked. Watches keep their views, which are then read anew. */
  pause(): void
  /** Reconnects without waiting, such as after a sign-in. */
  retry(): void
  /** Ends every watch and the connection. */
  close(): void
}

/** Limits of the client. */
export const liveClientLimits = {
  /** Interval of the checks of all time limits. */
  checkEveryMs: 1_000,
  beatEveryMs: 5_000,
  /** A heartbeat is in time when its distance from the last message differs from `beatEveryMs` by at most this. */
  beatToleranceMs: 1_500,
  silentAfterMs: 8_000,
  lostAfterMs: 20_000,
  /** A connection that received no byte for this long is closed. */
  receiveTimeoutMs: 25_000,
  /** The same timeout while a command is unanswered. */
  receiveTimeoutWithCommandMs: 8_000,
  retryFirstMs: 500,
  retryMaxMs: 15_000,
  /** Longest wait in the first minute, because a hall restarts quickly and screens must be right within 5 s. */
  retryMaxAtFirstMs: 3_000,
  atFirstMs: 60_000,
  commandLifeMs: 30_000,
  /** Delay before a command is sent again, after the server answered "unknown". */
  repeatAfterMs: 1_000,
  newBuildEveryMs: 60_000,
  /** Interval of the messages that somebody acts on the page; far below the idle limit of sign-ins. */
  touchEveryMs: 60_000,
  /** Delay before an ended watch is tried again, because its counter may be back in the settings. */
  watchRetryMs: 15_000,
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
