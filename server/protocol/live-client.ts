import type { EpochMs } from '../hall/ids.ts'
import { longestWait } from './backoff.ts'
import type { BodyOf, GivenCommand, ResultOf, WireCommandType } from './commands.ts'
import {
  browserConnect,
  type ConnectionState,
  type LiveClient,
  type LiveClientClock,
  type LiveClientOptions,
  liveClientLimits,
  machineClock,
  type Transport,
} from './live-client-types.ts'
import { type OpenWatch, Watch } from './live-watch.ts'
import type { Answer, PageMessage, PageReport, ServerMessage, WatchName } from './messages.ts'
import { commandKey, type PendingCommand, PendingCommands } from './pending-commands.ts'
import { ServerTime } from './server-time.ts'

export type * from './live-client-types.ts'
export { liveClientLimits } from './live-client-types.ts'
export type { LiveStorage, PendingCommand } from './pending-commands.ts'

/** Opens the connection of a page and keeps it open, whatever the network does. */
export const openLiveClient = (options: LiveClientOptions = {}): LiveClient => new Client(options)

type Link =
  | { at: 'connecting'; transport: Transport; since: EpochMs }
  | { at: 'open'; transport: Transport; since: EpochMs }
  /** Until the next try. */
  | { at: 'waiting' }
  | { at: 'closed' }

/** Tries that failed since the server was last heard. */
type Absence = { tries: number; since: EpochMs }

class Client implements LiveClient {
  readonly #options: LiveClientOptions
  readonly #clock: LiveClientClock
  readonly #time = new ServerTime()
  readonly #pending: PendingCommands
  readonly #watches = new Map<string, OpenWatch>()
  readonly #timers = new Map<'retry' | 'check' | 'ask', () => void>()
  #link: Link = { at: 'waiting' }
  #state: ConnectionState
  /** Up to which record the hash of the names is known. */
  #namesSeq = 0
  #absence: Absence = { tries: 0, since: 0 }
  #report: Omit<PageReport, 'type'> = {}
  #newBuildAt = Number.NEGATIVE_INFINITY

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
      send: (message: PageMessage) => this.#send(message),
      now: () => this.#clock.now(),
      drop: (one: { readonly id: string }) => this.#drop(one.id),
    }
    const watch = new Watch(this.#idFor(view), view, params, { host, connection: this.#state })
    this.#watches.set(watch.id, watch)
    if (this.#link.at === 'open') watch.ask()
    return watch
  }

  act<T extends WireCommandType>(
    command: T,
    body: BodyOf<T>,
    key = commandKey(),
  ): Promise<Answer<ResultOf<T>>> {
    if (this.#link.at === 'closed') return Promise.resolve({ ok: false, unknown: true })
    const answer = this.#pending.add(key, { command, body } as GivenCommand, this.#clock.now())
    this.#pending.expire(this.#clock.now() - liveClientLimits.commandLife)
    this.#send({ type: 'command', id: key, command, body } as PageMessage)
    this.#check()
    return answer as Promise<Answer<ResultOf<T>>>
  }

  unanswered = (): PendingCommand[] => this.#pending.left(this.#clock.now() - liveClientLimits.commandLife)

  report(facts: Omit<PageReport, 'type'>): void {
    this.#report = { ...this.#report, ...facts }
    this.#send({ type: 'report', ...facts })
  }

  retry(): void {
    if (this.#link.at === 'open' || this.#link.at === 'closed') return
    this.#absence = { tries: 0, since: 0 }
    if (this.#link.at === 'connecting') this.#link.transport.close()
    this.#connect()
  }

  close(): void {
    const link = this.#link
    this.#link = { at: 'closed' }
    for (const stop of this.#timers.values()) stop()
    this.#timers.clear()
    this.#pending.abandon()
    if ('transport' in link) link.transport.close()
    for (const watch of this.#watches.values()) watch.close()
  }

  /** Every page names its watches alike, so that thousands of screens share the server's frames. */
  #idFor(view: WatchName): string {
    let id: string = view
    for (let count = 2; this.#watches.has(id); count += 1) id = `${view}.${count}`
    return id
  }

  #drop(id: string): void {
    if (this.#watches.delete(id)) this.#send({ type: 'unwatch', id })
  }

  #connect(): void {
    this.#stop('retry')
    let transport: Transport | undefined
    const isMine = (): boolean =>
      transport !== undefined && 'transport' in this.#link && this.#link.transport === transport
    // Only a broken transport calls its handlers before `connect` returns; real sockets never do.
    transport = (this.#options.connect ?? browserConnect)(this.#address(), {
      opened: () => isMine() && this.#opened(),
      received: (text) => isMine() && this.#received(text),
      closed: () => isMine() && this.#lost(),
    })
    this.#link = { at: 'connecting', transport, since: this.#clock.now() }
  }

  #address = (): string => `${this.#options.origin ?? location.origin.replace(/^http/, 'ws')}/live`

  #opened(): void {
    if (this.#link.at !== 'connecting') return
    this.#link = { ...this.#link, at: 'open' }
    const { build } = this.#options
    this.#send({ type: 'report', ...this.#report, ...(build === undefined ? {} : { build }) })
    for (const watch of this.#watches.values()) watch.ask()
    this.#pending.expire(this.#clock.now() - liveClientLimits.commandLife)
    this.#sendPending()
    this.#change({ isOpen: true })
  }

  #lost(): void {
    const now = this.#clock.now()
    const { tries } = this.#absence
    const since = tries === 0 ? now : this.#absence.since
    this.#link = { at: 'waiting' }
    this.#absence = { tries: tries + 1, since }
    // Full jitter: after a restart a hall's screens come back spread out, not all at once.
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
        this.#absence = { tries: 0, since: 0 }
        this.#setNames(message)
        this.#change({ lastHeardAt }, message.id, (watch, state) => watch.happened(state, message))
        break
      case 'beat':
        this.#absence = { tries: 0, since: 0 }
        this.#setTrouble(message)
        this.#change({ lastHeardAt, offset: this.#time.beat(message.now, lastHeardAt) })
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
        // A later server may say more than this page knows; a byte is a sign of life all the same.
        this.#change({ lastHeardAt })
    }
    this.#check()
  }

  #welcomed(message: Extract<ServerMessage, { type: 'welcome' }>, lastHeardAt: EpochMs): void {
    this.#absence = { tries: 0, since: 0 }
    const { closing: _, ...rest } = this.#state
    this.#state = rest
    this.#setTrouble(message)
    this.#setNames(message)
    const since = 'since' in this.#link ? this.#link.since : lastHeardAt
    const offset = this.#time.hear(message.now, lastHeardAt, lastHeardAt - since)
    this.#change({ lastHeardAt, offset }, message.id, (watch, state) => watch.welcomed(state, message))
    const { build, onNewBuild } = this.#options
    const isOther = build !== undefined && message.build !== build
    if (isOther && this.#clock.now() - this.#newBuildAt >= liveClientLimits.newBuildEvery) {
      this.#newBuildAt = this.#clock.now()
      onNewBuild?.(message.build)
    }
  }

  #setTrouble({ trouble }: Pick<ConnectionState, 'trouble'>): void {
    const { trouble: _, ...rest } = this.#state
    this.#state = trouble === undefined ? rest : { ...rest, trouble }
  }

  /** Watches are told one after the other: what happened in another watch may be older. */
  #setNames({ type, names, seq }: { type: 'welcome' | 'happened'; names?: string; seq: number }): void {
    if (names === undefined || (type === 'happened' && seq < this.#namesSeq)) return
    this.#namesSeq = seq
    this.#state = { ...this.#state, names }
  }

  #answered(message: { type: 'answer'; id: string } & Answer): void {
    const { id, type: _, ...answer } = message
    if (!answer.ok && 'unknown' in answer)
      this.#start('ask', liveClientLimits.askAgain, () => this.#sendPending())
    else this.#pending.settle(id, answer)
  }

  #sendPending(): void {
    for (const { id, command, body } of this.#pending.all())
      this.#send({ type: 'command', id, command, body } as PageMessage)
  }

  /** Looks at the clock for what is due: silence, loss, a deaf connection, the end of a command, an ended watch. */
  #check(): void {
    if (this.#link.at === 'closed') return
    const now = this.#clock.now()
    const { deafAfter, deafWithCommand, commandLife } = liveClientLimits
    this.#pending.expire(now - commandLife)
    const deaf = this.#pending.size > 0 ? deafWithCommand : deafAfter
    for (const watch of this.#watches.values()) watch.check()
    if ('transport' in this.#link && now - Math.max(this.#state.lastHeardAt, this.#link.since) > deaf) {
      const { transport } = this.#link
      this.#lost()
      transport.close()
    }
    this.#start('check', 1_000, () => this.#check())
  }

  /** Nothing is queued for a connection that is not open: what must arrive is sent when it opens. */
  #send(message: PageMessage): void {
    if (this.#link.at === 'open') this.#link.transport.send(JSON.stringify(message))
  }

  /** One change of the connection, told to every watch once; the watch `id` is told by `tell`. */
  #change(
    part: Partial<ConnectionState>,
    id?: string,
    tell?: (watch: OpenWatch, state: ConnectionState) => void,
  ): void {
    this.#state = { ...this.#state, ...part }
    for (const watch of this.#watches.values()) {
      if (tell && watch.id === id) tell(watch, this.#state)
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
