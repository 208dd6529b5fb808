import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Identity } from '../../access/authentication.ts'
import { denialOfView } from '../../access/permissions.ts'
import type { Session } from '../../access/sessions.ts'
import type { TicketKeys } from '../../access/ticket-keys.ts'
import type { Clock } from '../../clock.ts'
import type { Entry } from '../../hall/events.ts'
import type { Audience } from '../../hall/views/views.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import { type PageMessage, viewParameters } from '../../protocol/commands.ts'
import { wireLimits } from '../../protocol/limits.ts'
import { type Parsed, parseBody } from '../../protocol/parse.ts'
import { audienceFor, type Refused, type ViewParameters } from '../audience.ts'
import type { CommandGateway } from '../command-gateway.ts'
import type { PaperTray } from '../paper-tray.ts'
import { Connection, type Greeting } from './connection.ts'
import { InboundBatcher } from './inbound-batcher.ts'
import { limits } from './limits.ts'
import { rejectUpgrade, UpgradeThrottle } from './upgrade-throttle.ts'
import type { ViewPublisher } from './view-publisher.ts'
import type { WriteBatcher } from './write-batcher.ts'

export interface LiveServerOptions {
  readonly keeper: HallKeeper
  readonly audiences: ViewPublisher
  readonly door: CommandGateway
  readonly keys: TicketKeys
  readonly clock: Clock
  readonly greeting: Greeting
  readonly outbox: WriteBatcher
  readonly paper: PaperTray | undefined
  /** Messages per second per page are bounded outside a demo. */
  readonly isLimited: boolean
  /** Why a request may not come in (status and reason), or who it is. */
  readonly admit: (request: IncomingMessage) => Identity | Refused
}

interface Page {
  readonly socket: Connection
  readonly identity: Identity
  /** Undefined: the papers of a demo. */
  readonly audience: Audience | undefined
  leave: () => void
  messages: number
  sound?: string
}

/** Who was let in, to watch what (undefined: the papers), and from where on. */
export interface Admitted {
  readonly identity: Identity
  readonly audience: Audience | undefined
  readonly known: { readonly seq: number } | undefined
}

/** `/live`: pages watch here, and act where they may. */
export class LiveServer {
  readonly #options: LiveServerOptions
  readonly #server: WebSocketServer
  readonly #pages = new Set<Page>()
  readonly #turnstile = new UpgradeThrottle(limits.upgradesPerTurn)
  readonly #messages: InboundBatcher<Page>
  #stopTimers: (() => void)[] = []

  constructor(options: LiveServerOptions) {
    this.#options = options
    this.#messages = new InboundBatcher(
      (task) => options.clock.soon(() => options.outbox.together(() => options.keeper.inBatches(task))),
      (page, message) => this.#act(page, message),
    )
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: wireLimits.bodyBytes,
      perMessageDeflate: false,
      clientTracking: false,
    })
    this.#every(limits.beatMs, () => this.#beat())
    this.#every(limits.pingMs, () => this.#pages.forEach(({ socket }) => void socket.ping()))
    this.#every(1_000, () => this.#lookAfter())
    options.keeper.listen({ committed: (commit) => this.#sendAway(commit.entries) })
  }

  get count(): number {
    return this.#pages.size
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#turnstile.pass(() => {
      const admitted = this.admit(request)
      if ('status' in admitted) return rejectUpgrade(stream, admitted.status, admitted.problem)
      this.#server.handleUpgrade(request, stream, head, (socket) => this.open(socket, stream, admitted))
    })
  }

  /** Whether a request for `/live` may come in, as whom, and to watch what. */
  admit(request: IncomingMessage): Admitted | Refused {
    if (this.#pages.size >= limits.sockets)
      return { status: 503, problem: `no more than ${limits.sockets} pages at once; try again later` }
    const target = request.url ?? '/'
    // `new URL` throws for what no program writes, such as `//`: that would end the process.
    const url = URL.canParse(target, 'http://hall') ? new URL(target, 'http://hall') : undefined
    if (url?.pathname !== '/live') return { status: 404, problem: 'sockets are at /live' }
    const identity = this.#options.admit(request)
    if ('status' in identity) return identity
    const { epoch, seq, ...parameters } = Object.fromEntries(url.searchParams)
    for (const extra of ['diagonal', 'distance']) delete parameters[extra]
    const parsed = parseBody(viewParameters, parameters)
    if (!parsed.ok)
      return {
        status: 400,
        problem: parsed.invalid.map(({ path, problem }) => `${path}: ${problem}`).join('; '),
      }
    const audience = this.#audienceOf(parsed.value, identity)
    if (typeof audience === 'object' && 'status' in audience) return audience
    const known =
      epoch === this.#options.greeting.epoch && /^\d{1,15}$/u.test(seq ?? '')
        ? { seq: Number(seq) }
        : undefined
    return { identity, audience, known }
  }

  /** Says that the hall stops and closes every page; they come back by themselves. */
  stop(): void {
    for (const stop of this.#stopTimers) stop()
    for (const { socket } of this.#pages) {
      socket.send({ type: 'closing', reason: 'stopping' })
      socket.close(1001, 'stopping')
    }
    this.#server.close()
  }

  /** Ends what a session had open: somebody signed out. */
  endSession({ id }: Session): void {
    for (const page of this.#pages) if (page.identity.session?.id === id) this.#signOut(page)
  }

  /** Nothing that such a page sends is heard after this, whether or not it answers the close. */
  #signOut({ socket }: Page): void {
    socket.send({ type: 'closing', reason: 'signed-out' })
    socket.close(4401, 'signed-out')
  }

  /** Whether it may still watch its view: its session may be over, or its role taken away. */
  #mayWatch({ identity, audience }: Page): boolean {
    const caller = identity.caller()
    const isOver = identity.session !== undefined && caller.staff === undefined
    return !isOver && denialOfView(caller, audience?.view ?? 'paper') === undefined
  }

  #audienceOf(parameters: ViewParameters, identity: Identity): Audience | undefined | Refused {
    const { paper, keys, keeper } = this.#options
    if (parameters.view !== 'paper') return audienceFor(parameters, identity.caller(), keys, keeper.hall)
    return paper ? undefined : { status: 404, problem: 'this hall has a real printer' }
  }

  /** A socket that was let in; `stream` is the one below it. */
  open(socket: WebSocket, stream: Duplex, { identity, audience, known }: Admitted): void {
    const page: Page = {
      socket: new Connection(socket, stream, this.#options.greeting, this.#options.outbox),
      identity,
      audience,
      leave: () => {},
      messages: 0,
    }
    this.#pages.add(page)
    page.leave =
      (audience
        ? this.#options.audiences.join(audience, page.socket, known)
        : this.#options.paper?.join(page.socket)) ?? (() => socket.close(1011, 'no such view'))
    this.#reportLink(page)
    socket.on('message', (data, isBinary) => {
      if (page.socket.isClosing) return
      if (isBinary) return page.socket.close(1003, 'text frames only')
      page.messages += 1
      if (this.#options.isLimited && page.messages > limits.messagesPerSecond)
        return page.socket.close(1008, 'too many messages')
      this.#messages.receive(page, data)
    })
    // ws says why it closes (1009, 1007, 1002) and reads on till the other end agrees; cutting it off here would lose that.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#pages.delete(page)
      page.leave()
      this.#reportLink(page)
    })
  }

  /** What is left for the hall to decide, if anything. */
  #act(page: Page, message: Parsed<PageMessage>): (() => void) | undefined {
    if (page.socket.isClosing) return undefined
    if (!this.#mayWatch(page)) return void this.#signOut(page)
    if (!message.ok) return void page.socket.send({ type: 'invalid', invalid: message.invalid })
    switch (message.value.type) {
      case 'again':
        return void this.#again(page)
      case 'report':
        page.sound = message.value.sound
        return undefined
      case 'command': {
        const { id, command, body } = message.value
        return this.#options.door.prepare(command, body, id, page.identity.caller(), (answer) =>
          page.socket.send({ type: 'answer', id, ...answer }),
        )
      }
      default:
        return message.value satisfies never
    }
  }

  #again({ audience, socket }: Page): void {
    if (audience) this.#options.audiences.again(audience, socket)
    else this.#options.paper?.again(socket)
  }

  /** A counter's console is there while one of its person's pages watches it. */
  #reportLink({ audience, identity }: Page): void {
    if (audience?.view !== 'counter') return
    const { counter } = audience
    const badge = this.#options.keeper.hall.counters.get(counter)?.badge
    if (badge === undefined || identity.session?.badge !== badge) return
    this.#options.keeper.askAsKeeper({
      type: 'report-link',
      body: { counter, connected: this.#isLinked(counter, badge) },
    })
  }

  #isLinked(counter: string, badge: string): boolean {
    for (const { audience, identity } of this.#pages) {
      if (audience?.view === 'counter' && audience.counter === counter && identity.session?.badge === badge)
        return true
    }
    return false
  }

  /** C8, C9: who was taken over from, or moved on, learns it at the old console; the new one counts as there. */
  #sendAway(entries: readonly Entry[]): void {
    for (const { events } of entries) {
      for (const event of events) {
        if (event.type === 'counter-opened') {
          this.#options.keeper.askAsKeeper({
            type: 'report-link',
            body: { counter: event.counter, connected: this.#isLinked(event.counter, event.badge) },
          })
        }
        const left =
          event.type === 'counter-opened'
            ? event.from
            : event.type === 'counter-closed' && event.why !== 'closed'
              ? event.badge
              : undefined
        if (left === undefined || !('counter' in event)) continue
        for (const { socket, audience, identity } of this.#pages) {
          const isTheirs =
            audience?.view === 'counter' &&
            audience.counter === event.counter &&
            identity.session?.badge === left
          if (isTheirs) socket.send({ type: 'closing', reason: 'taken-over' })
        }
      }
    }
  }

  #beat(): void {
    for (const { socket, audience } of this.#pages)
      socket.beat(audience ? this.#options.audiences.seqOf(audience) : (this.#options.paper?.seq ?? 0))
  }

  #lookAfter(): void {
    const now = this.#options.clock.monotonicMs()
    for (const page of this.#pages) {
      page.messages = 0
      if (!page.socket.isClosing && !this.#mayWatch(page)) this.#signOut(page)
      page.socket.lookAfter(now, () => this.#again(page))
    }
  }

  #every(ms: number, task: () => void): void {
    const again = () => {
      task()
      this.#stopTimers[slot] = this.#options.clock.after(ms, again)
    }
    const slot = this.#stopTimers.length
    this.#stopTimers.push(this.#options.clock.after(ms, again))
  }
}
