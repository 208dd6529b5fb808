import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import { isLoopbackAddress } from '../../access/addresses.ts'
import type { Identity } from '../../access/authentication.ts'
import type { TokenBuckets } from '../../access/rates/token-buckets.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import { signInParameter } from '../../access/session-cookies.ts'
import type { SessionEnd } from '../../access/sessions.ts'
import type { TicketKeys } from '../../access/ticket-keys.ts'
import type { Clock } from '../../clock.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import { closeCodes } from '../../protocol/close-codes.ts'
import { wireLimits } from '../../protocol/limits.ts'
import type { PageMessage } from '../../protocol/page-messages.ts'
import type { Parsed } from '../../protocol/parse.ts'
import { audienceFor, type DeviceRules, statusOf } from '../audience.ts'
import type { CommandGateway } from '../command-gateway.ts'
import { requestUrl } from '../request-url.ts'
import { BoardSounds } from './board-sounds.ts'
import { Connection } from './connection.ts'
import { ConsolePresence } from './console-presence.ts'
import type { DeviceViews } from './devices/device-views.ts'
import { InboundBatcher } from './inbound-batcher.ts'
import { limits } from './limits.ts'
import { NumberConfirmations } from './number-confirmations.ts'
import type { OutsideChannels } from './outside-channel.ts'
import { Page, type PageSources } from './page.ts'
import { makeSocketServer } from './socket-server.ts'
import { type SharedLoop, stepsOf, TimeSlicer } from './time-slicer.ts'
import { rejectUpgrade, UpgradeThrottle } from './upgrade-throttle.ts'
import type { ViewPublisher } from './view-publisher.ts'
import type { WelcomeFields } from './watch.ts'
import type { WriteBatcher } from './write-batcher.ts'

interface LiveServerOptions {
  readonly keeper: HallKeeper
  readonly publisher: ViewPublisher
  readonly gateway: CommandGateway
  readonly keys: TicketKeys
  readonly clock: Clock
  readonly welcomeFields: WelcomeFields
  readonly writeBatcher: WriteBatcher
  readonly loop?: SharedLoop
  readonly outside: OutsideChannels
  readonly deviceViews: DeviceViews
  readonly devices: DeviceRules
  readonly onRefused: OnRefused
  /** Somebody pressed a key or a button on a page. */
  readonly onTouched: (of: Identity) => void
  /** Messages per second of a page are limited, except in a demo. */
  readonly isLimited: boolean
  /** Requests of API keys are limited; absent where nothing is. */
  readonly keyAllowance?: TokenBuckets | undefined
  /** The identity behind a request, or the reason to refuse it. */
  readonly admit: (request: IncomingMessage) => Identity | Refused
}

export interface Refused {
  readonly status: number
  readonly problem: string
}

/** An accepted page; `first` is the view named by the address of its socket. */
interface Admitted {
  readonly identity: Identity
  readonly first: Parameters<Page['watch']> | undefined
}

/** `/live`: the socket on which pages watch views and give the commands that they may. */
export class LiveServer {
  readonly #options: LiveServerOptions
  readonly #server: WebSocketServer
  readonly #pages = new Set<Page>()
  /** Open pages by the address of their client. */
  readonly #ofAddress = new Map<string, number>()
  readonly #sources: PageSources
  readonly #throttle = new UpgradeThrottle(limits.upgradesPerTurn)
  readonly #inbound: InboundBatcher<Page>
  /** Heartbeats beside the rounds of frames, because neither waits for the other. */
  readonly #slicer: TimeSlicer
  #stopTimers: (() => void)[] = []

  constructor(options: LiveServerOptions) {
    this.#options = options
    const { keeper, publisher, outside, welcomeFields, clock, writeBatcher } = options
    const presence = new ConsolePresence(keeper)
    const sounds = new BoardSounds(keeper)
    const numbers = new NumberConfirmations(keeper, clock)
    const { deviceViews } = options
    const durableSeq = () => keeper.durableSeq
    this.#sources = {
      ...{ publisher, outside, welcomeFields, presence, sounds, numbers, deviceViews, durableSeq },
    }
    this.#slicer = new TimeSlicer(clock, options.loop)
    this.#inbound = new InboundBatcher(
      (task) => clock.soon(() => writeBatcher.together(() => keeper.inBatches(task))),
      (page, message) => this.#handle(page, message),
    )
    this.#server = makeSocketServer(wireLimits.bodyBytes)
    this.#everyPage(limits.beatMs, (page) => page.beat())
    this.#everyPage(limits.pingMs, ({ connection }) => connection.ping())
    this.#everyPage(limits.secondMs, (page) => this.#check(page))
  }

  /** Open pages. */
  get count(): number {
    return this.#pages.size
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#throttle.pass(() => {
      const admitted = this.admit(request)
      if ('status' in admitted) return rejectUpgrade(stream, admitted.status, admitted.problem)
      this.#server.handleUpgrade(request, stream, head, (socket) => this.open(socket, stream, admitted))
    })
  }

  /** Admits a request for `/live`, with its identity, or refuses it. */
  admit(request: IncomingMessage): Admitted | Refused {
    if (this.#pages.size >= limits.sockets)
      return { status: 503, problem: `no more than ${limits.sockets} pages at once; try again later` }
    const url = requestUrl(request.url ?? '/')
    if (url?.pathname !== '/live') return { status: 404, problem: 'the socket of pages is /live' }
    const identity = this.#options.admit(request)
    if ('status' in identity) return identity
    if ((this.#ofAddress.get(identity.address) ?? 0) >= limits.socketsOfAddress && this.#isCounted(identity))
      return { status: 429, problem: `no more than ${limits.socketsOfAddress} pages of one address at once` }
    const { epoch, seq, ...parameters } = Object.fromEntries(url.searchParams)
    for (const extra of ['diagonal', 'distance', signInParameter]) delete parameters[extra]
    if (Object.keys(parameters).length === 0) return { identity, first: undefined }
    const watched = this.#audienceFor(parameters, identity)
    if ('why' in watched) return { status: statusOf[watched.why], problem: watched.problem }
    const knownSeq = /^\d{1,15}$/u.test(seq ?? '') ? this.#knownSeq(epoch, Number(seq)) : undefined
    // A page that reconnects this way may be of a build that reads names in its view: it continues until it reloads.
    const isNamed = epoch !== undefined && seq !== undefined
    return { identity, first: [undefined, watched, { knownSeq, isNamed }] }
  }

  /** Notifies every page that the hall stops, and closes its socket; pages reconnect by themselves. */
  stop(): void {
    for (const stop of this.#stopTimers) stop()
    for (const { connection } of this.#pages) {
      connection.send({ type: 'closing', reason: 'stopping' })
      connection.close(closeCodes.goingAway, 'stopping')
    }
    this.#server.close()
  }

  /** Ends the watches of devices that were removed from the settings, and shows boards that were added their own view. */
  followDevices(): void {
    for (const page of this.#pages) page.followDevices(this.#options.devices)
  }

  /** Closes the pages whose sign-in has ended or is locked, of a person or of a device. */
  closeSignedOut(why: SessionEnd = 'signed-out'): void {
    for (const page of this.#pages) this.#closeIfSignedOut(page, why)
  }

  /** True when the page was closed. No message of it is handled after this, whether or not it answers the close. */
  #closeIfSignedOut(page: Page, why: SessionEnd = 'signed-out'): boolean {
    const lost = page.lostSignIn()
    if (lost === undefined) return false
    const reason = lost === 'signed-out' ? why : lost
    page.connection.send({ type: 'closing', reason })
    page.connection.close(closeCodes.signedOut, reason)
    return true
  }

  /** Handles an accepted socket; `stream` is the one below it. */
  open(socket: WebSocket, stream: Duplex, { identity, first }: Admitted): void {
    const connection = new Connection(socket, stream, this.#options.writeBatcher)
    const page = new Page(connection, identity, this.#sources)
    this.#pages.add(page)
    this.#count(identity.address, 1)
    socket.on('message', (data, isBinary) => {
      if (connection.isClosedHere) return
      if (isBinary) return connection.close(closeCodes.unsupportedData, 'text frames only')
      page.messages += 1
      if (this.#options.isLimited && page.messages > limits.messagesPerSecond)
        return connection.close(closeCodes.policyViolation, 'too many messages')
      this.#inbound.receive(page, data)
    })
    // ws sends the close code (1009, 1007, 1002) and reads on until the other end agrees; destroying the socket here
    // would lose the code.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#pages.delete(page)
      this.#count(identity.address, -1)
      page.leave()
    })
    if (first) page.watch(...first)
  }

  /** An unnamed proxy on this machine has an address of loopback too, and all its clients with it. */
  #isCounted({ address }: Identity): boolean {
    return this.#options.isLimited && !isLoopbackAddress(address)
  }

  #count(address: string, change: 1 | -1): void {
    const count = (this.#ofAddress.get(address) ?? 0) + change
    if (count > 0) this.#ofAddress.set(address, count)
    else this.#ofAddress.delete(address)
  }

  /** Handles a message; returns the decision that is left for the hall, if any. */
  #handle(page: Page, message: Parsed<PageMessage>): (() => void) | undefined {
    if (page.connection.isClosedHere) return undefined
    if (this.#closeIfSignedOut(page)) return undefined
    if (!message.ok) return void page.connection.send({ type: 'invalid', invalid: message.invalid })
    const { value } = message
    // A command counts although its page closed right after it; all other messages concern the page alone.
    if (value.type !== 'command' && !page.connection.isOpen) return undefined
    switch (value.type) {
      case 'watch': {
        const { id, view, params, epoch, seq, seen } = value
        const watched = this.#audienceFor({ ...params, view }, page.identity)
        const mayResume =
          seen === undefined || this.#options.welcomeFields.seen?.isOfThisStart(seen) !== false
        return void page.watch(id, watched, {
          knownSeq: mayResume ? this.#knownSeq(epoch, seq) : undefined,
        })
      }
      case 'unwatch':
        return void page.unwatch(value.id)
      case 'again':
        return void page.again(value.id)
      case 'touched':
        return void this.#options.onTouched(page.identity)
      case 'report':
        return void page.report(value)
      case 'command': {
        const { id, command, body } = value
        const caller = page.caller()
        const isOver =
          typeof caller.key === 'object' && this.#options.keyAllowance?.take(caller.key.id) !== undefined
        if (isOver) return void page.connection.send({ type: 'answer', id, ok: false, denied: 'too-many' })
        return this.#options.gateway.prepare(command, body, id, caller, (answer) => {
          page.connection.send({ type: 'answer', id, ...answer })
          if (command === 'issue-ticket' && caller.isKiosk)
            this.#sources.numbers.expect(body, answer, caller.device)
        })
      }
      default:
        return value satisfies never
    }
  }

  #audienceFor(asked: Readonly<Record<string, unknown>>, identity: Identity) {
    const { keys, keeper, devices, onRefused } = this.#options
    return audienceFor(asked, (device) => identity.caller(device), {
      keys,
      hall: keeper.hall,
      devices,
      onRefused,
    })
  }

  /** A seq is invalid under another epoch. */
  #knownSeq(epoch: string | undefined, seq: number | undefined): number | undefined {
    return epoch === this.#options.welcomeFields.epoch ? seq : undefined
  }

  #check(page: Page): void {
    page.messages = 0
    if (page.connection.isOpen) this.#closeIfSignedOut(page)
    page.catchUp()
  }

  /** Runs `task` for each page at this interval, in slices. */
  #everyPage(ms: number, task: (page: Page) => void): void {
    const again = () => {
      this.#slicer.run(stepsOf(this.#pages, task))
      this.#stopTimers[slot] = this.#options.clock.after(ms, again)
    }
    const slot = this.#stopTimers.length
    this.#stopTimers.push(this.#options.clock.after(ms, again))
  }
}
