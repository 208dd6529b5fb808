import type { EpochMs } from '../hall/ids.ts'
import type { BodyOf, GivenCommand, ResultOf, WireCommandType } from './commands.ts'
import {
  browserConnect,
  type LiveClient,
  type LiveClientClock,
  type LiveClientOptions,
  type LiveState,
  type LiveStatus,
  liveClientLimits,
  longestWait,
  machineClock,
  type Transport,
} from './live-client-types.ts'
import { apply } from './merge-patch.ts'
import {
  type Announcement,
  type Answer,
  type PageReport,
  protocolVersion,
  type ServerMessage,
  type Trouble,
  type WatchName,
} from './messages.ts'
import { commandKey, type PendingCommand, PendingCommands } from './pending-commands.ts'
import { ServerTime } from './server-time.ts'

export type * from './live-client-types.ts'
export { liveClientLimits } from './live-client-types.ts'
export type { LiveStorage, PendingCommand } from './pending-commands.ts'

/** Watches one view of the hall and stays with it, whatever the network does. */
export const openLiveClient = <V extends WatchName>(options: LiveClientOptions<V>): LiveClient<V> =>
  new Link(options)

/** The state with the server's trouble as it tells it now: none when it tells none. */
function troubled<V extends WatchName>(
  state: LiveState<V>,
  { trouble }: { trouble?: Trouble },
): LiveState<V> {
  const { trouble: _, ...rest } = state
  return trouble === undefined ? rest : { ...rest, trouble }
}

class Link<V extends WatchName> implements LiveClient<V> {
  state: LiveState<V>
  readonly #options: LiveClientOptions<V>
  readonly #clock: LiveClientClock
  readonly #time = new ServerTime()
  readonly #pending: PendingCommands
  readonly #listeners = new Set<(state: LiveState<V>) => void>()
  readonly #ears = new Set<(events: readonly Announcement[]) => void>()
  readonly #timers = new Map<'retry' | 'watch' | 'ask', () => void>()
  #wire: Transport | undefined
  #isOpen = false
  /** When the first of the present tries failed. */
  #goneAt = 0
  #dialledAt: EpochMs = 0
  /** Told the server that something is missing; the welcome is on its way. */
  #askedAgain = false
  #tries = 0
  #report: Omit<PageReport, 'type'> = {}
  #newBuildAt = Number.NEGATIVE_INFINITY
  #isClosed = false

  constructor(options: LiveClientOptions<V>) {
    this.#options = options
    this.#clock = options.clock ?? machineClock
    const params = new URLSearchParams(options.params).toString()
    this.#pending = new PendingCommands(options.storage, `nowserving:pending:${options.view}?${params}`)
    this.state = { status: 'connecting', seq: 0, epoch: '', lastHeardAt: this.#clock.now(), offset: 0 }
    this.#connect()
    this.#watch()
  }

  subscribe(listener: (state: LiveState<V>) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onEvents(listener: (events: readonly Announcement[]) => void): () => void {
    this.#ears.add(listener)
    return () => this.#ears.delete(listener)
  }

  act<T extends WireCommandType>(
    command: T,
    body: BodyOf<T>,
    key = commandKey(),
  ): Promise<Answer<ResultOf<T>>> {
    if (this.#isClosed) return Promise.resolve({ ok: false, unknown: true })
    const answer = this.#pending.add(key, { command, body } as GivenCommand, this.#clock.now())
    this.#pending.expire(this.#clock.now() - liveClientLimits.commandLife)
    if (this.#isOpen) this.#send({ type: 'command', id: key, command, body })
    this.#watch()
    return answer as Promise<Answer<ResultOf<T>>>
  }

  unanswered = (): PendingCommand[] => this.#pending.left(this.#clock.now() - liveClientLimits.commandLife)

  report(facts: Omit<PageReport, 'type'>): void {
    this.#report = { ...this.#report, ...facts }
    if (this.#isOpen) this.#send({ type: 'report', ...facts })
  }

  retry(): void {
    if (this.#isOpen || this.#isClosed) return
    this.#tries = 0
    this.#wire?.close()
    this.#connect()
  }

  close(): void {
    this.#isClosed = true
    for (const stop of this.#timers.values()) stop()
    this.#timers.clear()
    this.#pending.abandon()
    this.#wire?.close()
    this.#listeners.clear()
    this.#ears.clear()
  }

  #connect(): void {
    this.#stop('retry')
    this.#dialledAt = this.#clock.now()
    let wire: Transport | undefined
    const mine = (): boolean => wire !== undefined && this.#wire === wire && !this.#isClosed
    // The ears may be called before `dial` returns only by a broken wire; real sockets never do.
    wire = (this.#options.dial ?? browserConnect)(this.#address(), {
      opened: () => mine() && this.#opened(),
      heard: (text) => mine() && this.#heard(text),
      closed: () => mine() && this.#gone(),
    })
    this.#wire = wire
  }

  #address(): string {
    const { view, params, origin } = this.#options
    const query = new URLSearchParams({ view, ...params })
    if (this.state.view !== undefined) {
      query.set('epoch', this.state.epoch)
      query.set('seq', String(this.state.seq))
    }
    return `${origin ?? location.origin.replace(/^http/, 'ws')}/live?${query}`
  }

  #opened(): void {
    this.#isOpen = true
    this.#askedAgain = false
    const build = this.#options.build
    this.#send({ type: 'report', ...this.#report, ...(build === undefined ? {} : { build }) })
    this.#pending.expire(this.#clock.now() - liveClientLimits.commandLife)
    this.#sendPending()
  }

  #gone(): void {
    this.#isOpen = false
    this.#wire = undefined
    if (this.#tries === 0) this.#goneAt = this.#clock.now()
    const most = longestWait(this.#tries++, this.#clock.now() - this.#goneAt)
    // Full jitter: after a restart a hall's screens come back spread out, not all at once.
    this.#start('retry', (this.#options.random ?? Math.random)() * most, () => this.#connect())
  }

  #heard(text: string): void {
    const message = JSON.parse(text) as ServerMessage<V>
    this.#change({ status: 'live', lastHeardAt: this.#clock.now() }, message)
    this.#watch()
  }

  /** One message, one change of the state, one call of each listener. */
  #change(heard: Pick<LiveState<V>, 'status' | 'lastHeardAt'>, message: ServerMessage<V>): void {
    let next: LiveState<V> = { ...this.state, ...heard }
    if (next.view === undefined) next = { ...next, status: this.state.status }
    switch (message.type) {
      case 'welcome':
        this.#welcomed(next, message)
        break
      case 'happened':
        this.#happened(next, message)
        break
      case 'beat':
        this.#tries = 0
        this.#set({ ...troubled(next, message), offset: this.#time.beat(message.now, heard.lastHeardAt) })
        break
      case 'answer':
        this.#set(next)
        this.#answered(message)
        break
      case 'closing':
        this.#set({ ...next, closing: message.reason })
        break
      case 'invalid':
        this.#set(next)
        throw new Error(`the server did not understand this page: ${JSON.stringify(message.invalid)}`)
      default:
        message satisfies never
        // A later server may say more than this page knows; a byte is a sign of life all the same.
        this.#set(next)
    }
  }

  #happened(heard: LiveState<V>, message: Extract<ServerMessage<V>, { type: 'happened' }>): void {
    this.#tries = 0
    const { view, seq } = this.state
    if (view !== undefined && message.prev === seq) {
      this.#set({ ...heard, seq: message.seq, view: apply(view, message.patch) })
      this.#tell(message.events)
      return
    }
    this.#set(heard)
    // What a reconnect sends once more is known already.
    if (view !== undefined && message.seq <= seq) return
    if (!this.#askedAgain) this.#send({ type: 'again' })
    this.#askedAgain = true
  }

  #welcomed(heard: LiveState<V>, message: Extract<ServerMessage<V>, { type: 'welcome' }>): void {
    this.#tries = 0
    this.#askedAgain = false
    const { closing: _, ...rest } = troubled(heard, message)
    // A page that could misread the server shows nothing of it and asks to be loaded anew.
    if (message.protocol === protocolVersion) {
      const { view, seq, epoch, now } = message
      const offset = this.#time.hear(now, heard.lastHeardAt, heard.lastHeardAt - this.#dialledAt)
      this.#set({ ...rest, status: 'live', view, seq, epoch, offset })
      this.#tell(message.events)
    }
    const { build, onNewBuild } = this.#options
    const isOther = build !== undefined && message.build !== build
    if (isOther && this.#clock.now() - this.#newBuildAt >= liveClientLimits.newBuildEvery) {
      this.#newBuildAt = this.#clock.now()
      onNewBuild?.(message.build)
    }
  }

  #answered(message: { type: 'answer'; id: string } & Answer): void {
    const { id, type: _, ...answer } = message
    if (!answer.ok && 'unknown' in answer)
      this.#start('ask', liveClientLimits.askAgain, () => this.#sendPending())
    else this.#pending.settle(id, answer)
  }

  #sendPending(): void {
    if (!this.#isOpen) return
    for (const { id, command, body } of this.#pending.all())
      this.#send({ type: 'command', id, command, body })
  }

  /** Looks at the clock when the next thing is due: silence, loss, a deaf connection, a command's end. */
  #watch(): void {
    if (this.#isClosed) return
    const now = this.#clock.now()
    const { silentAfter, lostAfter, deafAfter, deafWithCommand, commandLife } = liveClientLimits
    const silence = now - this.state.lastHeardAt
    this.#pending.expire(now - commandLife)
    const deaf = this.#pending.size > 0 ? deafWithCommand : deafAfter
    const status: LiveStatus =
      silence > lostAfter
        ? 'lost'
        : this.state.view === undefined
          ? 'connecting'
          : silence > silentAfter
            ? 'silent'
            : 'live'
    if (status !== this.state.status) this.#set({ ...this.state, status })
    if (this.#wire && now - Math.max(this.state.lastHeardAt, this.#dialledAt) > deaf) this.#hangUp()
    this.#start('watch', 1_000, () => this.#watch())
  }

  #hangUp(): void {
    const deaf = this.#wire
    this.#gone()
    deaf?.close()
  }

  #send(message: object): void {
    this.#wire?.send(JSON.stringify(message))
  }

  #set(state: LiveState<V>): void {
    this.state = state
    for (const listener of this.#listeners) listener(state)
  }

  #tell(events: readonly Announcement[]): void {
    if (events.length > 0) for (const ear of this.#ears) ear(events)
  }

  #start(name: 'retry' | 'watch' | 'ask', ms: number, work: () => void): void {
    this.#stop(name)
    this.#timers.set(name, this.#clock.after(ms, work))
  }

  #stop(name: 'retry' | 'watch' | 'ask'): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
  }
}
