import type { EpochMs } from '../../hall/ids.ts'
import type { BodyOf, GivenCommand, ResultOf, WireCommandType } from '../commands.ts'
import type { Answer, PageMessage, PageReport, ServerMessage, WatchName } from '../messages.ts'
import { longestWait } from './backoff.ts'
import {
  browserConnect,
  type Connection,
  type ConnectionState,
  type LiveClient,
  type LiveClientClock,
  type LiveClientOptions,
  liveClientLimits,
  machineClock,
  type Outage,
  type Transport,
} from './live-client-types.ts'
import { type OpenWatch, Watch, watchIdFor } from './live-watch.ts'
import { commandKey, type PendingCommand, PendingCommands } from './pending-commands.ts'
import { Rarely } from './rarely.ts'
import { ServerTime } from './server-time.ts'

export type * from './live-client-types.ts'
export { liveClientLimits } from './live-client-types.ts'
export type { PendingCommand } from './pending-commands.ts'

/** Opens the connection of a page, and reconnects after every loss. */
export const openLiveClient = (options: LiveClientOptions = {}): LiveClient => new Client(options)

class Client implements LiveClient {
  readonly #options: LiveClientOptions
  readonly #clock: LiveClientClock
  readonly #time = new ServerTime()
  readonly #pending: PendingCommands
  readonly #watches = new Map<string, OpenWatch>()
  readonly #timers = new Map<'retry' | 'check' | 'ask', () => void>()
  #connection: Connection = { phase: 'waiting' }
  #state: ConnectionState
  /** The last record for which the hash of the names is known. */
  #namesSeq = 0
  /** The newest proof of a record that this page was shown. */
  #seen: string | undefined
  #outage: Outage = { tries: 0, since: 0 }
  #report: Omit<PageReport, 'type'> = {}
  readonly #newBuilds = new Rarely(liveClientLimits.newBuildEveryMs)
  readonly #touches = new Rarely(liveClientLimits.touchEveryMs)

  constructor(options: LiveClientOptions) {
    this.#options = options
    this.#clock = options.clock ?? machineClock
    this.#pending = new PendingCommands(options.storage, `nowserving:pending:${options.page ?? ''}`)
    this.#state = { isOpen: false, lastHeardAt: this.#clock.now(), offset: 0 }
    this.#connect()
    this.#check()
  }

  watch<V extends WatchName>(view: V, params?: Readonly<Record<string, string>>): Watch<V> {
    const host = {
      send: (message: PageMessage) =>
        this.#send(message.type === 'watch' && this.#seen ? { ...message, seen: this.#seen } : message),
      now: () => this.#clock.now(),
      unwatch: (one: { readonly id: string }) => this.#unwatch(one.id),
    }
    const watch = new Watch(watchIdFor(view, this.#watches), view, params, { host, connection: this.#state })
    this.#watches.set(watch.id, watch)
    if (this.#connection.phase === 'open') watch.ask()
    return watch
  }

  act<T extends WireCommandType>(
    command: T,
    body: BodyOf<T>,
    key = commandKey(),
  ): Promise<Answer<ResultOf<T>>> {
    if (this.#connection.phase === 'closed') return Promise.resolve({ ok: false, unknown: true })
    const answer = this.#pending.add(key, { command, body } as GivenCommand, this.#clock.now())
    this.#pending.expire(this.#clock.now() - liveClientLimits.commandLifeMs)
    this.#send({ type: 'command', id: key, command, body } as PageMessage)
    this.#check()
    return answer as Promise<Answer<ResultOf<T>>>
  }

  unanswered = (): PendingCommand[] =>
    this.#pending.restored(this.#clock.now() - liveClientLimits.commandLifeMs)

  report(facts: Omit<PageReport, 'type'>): void {
    this.#report = { ...this.#report, ...facts }
    this.#send({ type: 'report', ...facts })
  }

  retry(): void {
    if (this.#connection.phase === 'open' || this.#connection.phase === 'closed') return
    this.#outage = { tries: 0, since: 0 }
    if (this.#connection.phase === 'connecting') this.#connection.transport.close()
    this.#connect()
  }

  touched(): void {
    if (this.#connection.phase === 'open' && this.#touches.isDue(this.#clock.now()))
      this.#send({ type: 'touched' })
  }

  pause(): void {
    const connection = this.#connection
    if (!('transport' in connection)) return
    this.#connection = { phase: 'waiting' }
    connection.transport.close()
    this.#put('closing')
    for (const watch of this.#watches.values()) watch.stale()
    this.#change({ isOpen: false })
  }

  close(): void {
    const connection = this.#connection
    this.#connection = { phase: 'closed' }
    for (const stop of this.#timers.values()) stop()
    this.#timers.clear()
    this.#pending.abandon()
    if ('transport' in connection) connection.transport.close()
    for (const watch of this.#watches.values()) watch.close()
  }

  #unwatch(id: string): void {
    if (this.#watches.delete(id)) this.#send({ type: 'unwatch', id })
  }

  #connect(): void {
    this.#stop('retry')
    let transport: Transport | undefined
    const isCurrent = (): boolean =>
      transport !== undefined && 'transport' in this.#connection && this.#connection.transport === transport
    // Only a broken transport calls its handlers before `connect` returns; real sockets never do.
    transport = (this.#options.connect ?? browserConnect)(this.#address(), {
      opened: () => isCurrent() && this.#opened(),
      received: (text) => isCurrent() && this.#received(text),
      closed: () => isCurrent() && this.#disconnected(),
    })
    this.#connection = { phase: 'connecting', transport, since: this.#clock.now() }
  }

  #address = (): string => {
    const { origin = location.origin.replace(/^http/, 'ws'), signIn } = this.#options
    return `${origin}/live${signIn?.() ? `?sign-in=${signIn()}` : ''}`
  }

  #opened(): void {
    if (this.#connection.phase !== 'connecting') return
    this.#connection = { ...this.#connection, phase: 'open' }
    const { build } = this.#options
    this.#send({ type: 'report', ...this.#report, ...(build === undefined ? {} : { build }) })
    for (const watch of this.#watches.values()) watch.ask()
    this.#pending.expire(this.#clock.now() - liveClientLimits.commandLifeMs)
    this.#sendPending()
    this.#change({ isOpen: true })
  }

  #disconnected(): void {
    const now = this.#clock.now()
    const { tries } = this.#outage
    const since = tries === 0 ? now : this.#outage.since
    this.#connection = { phase: 'waiting' }
    this.#outage = { tries: tries + 1, since }
    // Full jitter spreads the reconnects of all screens after a restart of the hall.
    const waitMs = (this.#options.random ?? Math.random)() * longestWait(tries, now - since)
    this.#start('retry', waitMs, () => this.#connect())
    this.#change({ isOpen: false })
  }

  #received(text: string): void {
    const message = JSON.parse(text) as ServerMessage
    const lastHeardAt = this.#clock.now()
    switch (message.type) {
      case 'welcome':
        this.#welcomed(message, lastHeardAt)
        break
      case 'happened':
        this.#outage = { tries: 0, since: 0 }
        this.#setNames(message)
        this.#change({ lastHeardAt }, message.id, (watch, state) => watch.happened(state, message))
        break
      case 'beat':
        this.#outage = { tries: 0, since: 0 }
        this.#put('trouble', message.trouble)
        this.#put('silentBoards', message.silentBoards)
        this.#seen = message.seen ?? this.#seen
        this.#change({ lastHeardAt, offset: this.#time.observeBeat(message.now, lastHeardAt) })
        for (const [id, watch] of this.#watches) watch.beat(message.seqs?.[id])
        break
      case 'answer':
        this.#change({ lastHeardAt })
        this.#answered(message)
        break
      case 'ended':
        this.#change({ lastHeardAt }, message.id, (watch, state) => watch.ended(state, message))
        break
      case 'closing':
        this.#change({ lastHeardAt, closing: message.reason })
        break
      case 'invalid':
        this.#change({ lastHeardAt })
        throw new Error(`the server did not understand this page: ${JSON.stringify(message.invalid)}`)
      default:
        message satisfies never
        // A message of an unknown type comes from a later server; it still shows that the connection works.
        this.#change({ lastHeardAt })
    }
    this.#check()
  }

  #welcomed(message: Extract<ServerMessage, { type: 'welcome' }>, lastHeardAt: EpochMs): void {
    this.#outage = { tries: 0, since: 0 }
    this.#put('closing')
    this.#put('trouble', message.trouble)
    this.#seen = message.seen ?? this.#seen
    this.#setNames(message)
    const since = 'since' in this.#connection ? this.#connection.since : lastHeardAt
    const offset = this.#time.observe(message.now, lastHeardAt, lastHeardAt - since)
    this.#change({ lastHeardAt, offset }, message.id, (watch, state) => watch.welcomed(state, message))
    const { build, onNewBuild } = this.#options
    const isOtherBuild = build !== undefined && message.build !== build
    if (isOtherBuild && this.#newBuilds.isDue(this.#clock.now())) onNewBuild?.(message.build)
  }

  /** Sets a part of the state that is absent most of the time. */
  #put<K extends 'closing' | 'trouble' | 'silentBoards'>(name: K, value?: ConnectionState[K]): void {
    const state = { ...this.#state, [name]: value }
    if (value === undefined) delete state[name]
    this.#state = state
  }

  /** Messages of several watches come one after another, so a `happened` may be older than the names known. */
  #setNames({ type, names, seq }: { type: 'welcome' | 'happened'; names?: string; seq: number }): void {
    if (names === undefined || (type === 'happened' && seq < this.#namesSeq)) return
    this.#namesSeq = seq
    this.#state = { ...this.#state, names }
  }

  #answered(message: { type: 'answer'; id: string } & Answer): void {
    const { id, type: _, ...answer } = message
    if (!answer.ok && 'unknown' in answer)
      this.#start('ask', liveClientLimits.repeatAfterMs, () => this.#sendPending())
    else this.#pending.settle(id, answer)
  }

  #sendPending(): void {
    for (const { id, command, body } of this.#pending.all())
      this.#send({ type: 'command', id, command, body } as PageMessage)
  }

  /** Checks all time limits, once a second: of silence, loss, received bytes, unanswered commands and ended watches. */
  #check(): void {
    if (this.#connection.phase === 'closed') return
    const now = this.#clock.now()
    const { receiveTimeoutMs, receiveTimeoutWithCommandMs, commandLifeMs } = liveClientLimits
    this.#pending.expire(now - commandLifeMs)
    const timeoutMs = this.#pending.size > 0 ? receiveTimeoutWithCommandMs : receiveTimeoutMs
    for (const watch of this.#watches.values()) watch.check()
    if (
      'transport' in this.#connection &&
      now - Math.max(this.#state.lastHeardAt, this.#connection.since) > timeoutMs
    ) {
      const { transport } = this.#connection
      this.#disconnected()
      transport.close()
    }
    this.#start('check', liveClientLimits.checkEveryMs, () => this.#check())
  }

  /** Messages are dropped while the connection is not open: watches, the report and commands are sent when it opens. */
  #send(message: PageMessage): void {
    if (this.#connection.phase === 'open') this.#connection.transport.send(JSON.stringify(message))
  }

  /** Changes the state of the connection and notifies every watch once; the watch `id` is notified by `deliver`. */
  #change(
    part: Partial<ConnectionState>,
    id?: string,
    deliver?: (watch: OpenWatch, state: ConnectionState) => void,
  ): void {
    this.#state = { ...this.#state, ...part }
    for (const watch of this.#watches.values()) {
      if (deliver && watch.id === id) deliver(watch, this.#state)
      else watch.connection(this.#state)
    }
  }

  #start(name: 'retry' | 'check' | 'ask', ms: number, work: () => void): void {
    this.#stop(name)
    this.#timers.set(name, this.#clock.after(ms, work))
  }

  #stop(name: 'retry' | 'check' | 'ask'): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
  }
}
