import type { EpochMs } from '../hall/ids.ts'
import type { BodyOf, ResultOf, WireCommandType } from './commands.ts'
import type { Announcement, Answer, PageReport, Trouble, Watchable, WatchName } from './messages.ts'
import type { LiveStorage, PendingCommand } from './pending-commands.ts'

/** `silent`: not a byte for more than 8 s. `lost`: for more than 20 s; what is shown may be old. */
export type LiveStatus = 'connecting' | 'live' | 'silent' | 'lost'

export interface LiveState<V extends WatchName> {
  readonly status: LiveStatus
  /** Absent until the first welcome. */
  readonly view?: Watchable[V]
  readonly seq: number
  readonly epoch: string
  /** When the server was last heard, on this machine's clock; the opening of the link until then. */
  readonly lastHeardAt: EpochMs
  /** Add it to this machine's clock to get the server's (ms). */
  readonly offset: number
  /** Why the server let go, until the next welcome. */
  readonly closing?: 'stopping' | 'signed-out' | 'taken-over'
  /** Why the hall takes no commands just now. */
  readonly trouble?: Trouble
}

/** One connection that carries text both ways. `closed` comes once, also when it never opened. */
export interface Transport {
  send(text: string): void
  close(): void
}
export interface TransportHandlers {
  opened(): void
  heard(text: string): void
  closed(): void
}
export type Connect = (url: string, ears: TransportHandlers) => Transport

/** Time as the link sees it; the browser's own by default. */
export interface LiveClientClock {
  now(): EpochMs
  after(ms: number, work: () => void): () => void
}

export interface LiveClientOptions<V extends WatchName> {
  readonly view: V
  /** The view's own parameters: `{counter: '3'}`. */
  readonly params?: Readonly<Record<string, string>>
  /** `ws://host:port`; the page's own origin by default. */
  readonly origin?: string
  /** Holds commands that have no answer yet, so that a page loaded again can ask again. */
  readonly storage?: LiveStorage
  /** Build of this page; another build in a welcome calls `onNewBuild`, at most once a minute. */
  readonly build?: string
  readonly onNewBuild?: (build: string) => void
  readonly dial?: Connect
  readonly clock?: LiveClientClock
  readonly random?: () => number
}

export interface LiveClient<V extends WatchName> {
  readonly state: LiveState<V>
  /** Called at every change of `state`; returns the way to end it. */
  subscribe(listener: (state: LiveState<V>) => void): () => void
  /** Calls, recalls and cancelled calls for the ear, in their order. The same id may come again after a welcome. */
  onEvents(listener: (events: readonly Announcement[]) => void): () => void
  /**
   * Gives a command. Sent again with the same key after a reconnect, for 30 s in all; then the answer is
   * `{ok: false, unknown: true}` and it is never sent again. Never rejects.
   */
  act<T extends WireCommandType>(command: T, body: BodyOf<T>, key?: string): Promise<Answer<ResultOf<T>>>
  /** Commands of this page's earlier life, at most 30 s old, that got no answer: `act` them again with their id. */
  unanswered(): PendingCommand[]
  /** Says something about this page; said again after every reconnect. */
  report(facts: Omit<PageReport, 'type'>): void
  /** Tries at once, e.g. after a sign-in. */
  retry(): void
  close(): void
}

/** Limits of the browser's end (ms). */
export const liveClientLimits = {
  beatEvery: 5_000,
  /** Of two beats that were heard so much off that, one was held up. */
  beatOff: 1_500,
  silentAfter: 8_000,
  lostAfter: 20_000,
  /** A connection without a byte for so long is given up. */
  deafAfter: 25_000,
  /** The same while a command waits for its answer. */
  deafWithCommand: 8_000,
  retryStep: 500,
  retryMost: 15_000,
  /** A hall that restarts is back at once: in the first minute no wait is longer, so that screens are right within 5 s. */
  retryMostAtFirst: 3_000,
  atFirst: 60_000,
  commandLife: 30_000,
  /** After the server itself said "unknown". */
  askAgain: 1_000,
  newBuildEvery: 60_000,
} as const

/** The longest wait before the next try (ms), of which chance takes a share. */
export function longestWait(tries: number, absentMs: number): number {
  const { retryMost, retryMostAtFirst, retryStep, atFirst } = liveClientLimits
  return Math.min(absentMs < atFirst ? retryMostAtFirst : retryMost, retryStep * 2 ** tries)
}

/** The browser's own socket. */
export const browserConnect: Connect = (url, ears) => {
  const socket = new WebSocket(url)
  socket.onopen = () => ears.opened()
  socket.onmessage = (message) => ears.heard(String(message.data))
  socket.onclose = () => ears.closed()
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
