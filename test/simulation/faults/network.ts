import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Caller } from '../../../server/access/permissions.ts'
import type { Connect, TransportHandlers } from '../../../server/protocol/client/live-client.ts'
import type { Process } from '../process.ts'
import type { Scheduler } from '../scheduler.ts'
import { saidIn } from '../sent-frames.ts'
import type { Chances } from './chances.ts'
import type { Cable } from './link.ts'

/** A server program that listens: it is asked who may come in, and gets the socket of those who may. */
export interface Listening {
  readonly process: Process
  knock(url: string, caller: Caller): ((socket: WebSocket, stream: Duplex) => void) | undefined
}

export interface NetworkEars {
  /** A message leaves the server for a page. */
  told(connection: Connection, text: string): void
  /** A message of a page reaches the server. */
  asked(connection: Connection, text: string): void
}

export interface Happenings {
  /** Messages lost, doubled, held back by an outage; connections that broke unnoticed by one end. */
  dropped: number
  doubled: number
  late: number
  halfOpen: number
  cut: number
}

type Event = 'message' | 'close' | 'error' | 'pong'

/** The wires between pages and server: in order on each connection, in any order across them, late, or never. */
export class Network {
  readonly scheduler: Scheduler
  readonly chances: Chances
  readonly ears: NetworkEars
  readonly open = new Set<Connection>()
  readonly happened: Happenings = { dropped: 0, doubled: 0, late: 0, halfOpen: 0, cut: 0 }
  /** The present listener; nobody while the server is down, and no machine either after a power cut. */
  listening: Listening | undefined
  isMachineOn = true

  constructor(scheduler: Scheduler, chances: Chances, ears: NetworkEars) {
    this.scheduler = scheduler
    this.chances = chances
    this.ears = ears
  }

  dialFrom(cable: Cable): Connect {
    return (url, handlers) => {
      const connection = new Connection(this, cable, handlers)
      this.open.add(connection)
      connection.dial(url)
      return {
        send: (text) => connection.say(text),
        close: () => connection.hangUp(),
      }
    }
  }

  /** The server's program is gone; its machine says so, unless it is without power. */
  serverGone(isMachineOn: boolean): void {
    this.listening = undefined
    this.isMachineOn = isMachineOn
    for (const connection of this.open) connection.serverGone(isMachineOn)
  }
}

/** One connection, both its ends. The server's end looks like a socket of `ws` and its stream. */
export class Connection {
  readonly cable: Cable
  readonly #network: Network
  readonly #handlers: TransportHandlers
  readonly #listeners = new Map<Event, ((data?: unknown, isBinary?: boolean) => void)[]>()
  #process: Process | undefined
  #pageIsOpen = true
  #serverIsOpen = false
  /** Half-open: nothing passes, and neither end was told. */
  #isDead = false
  /** A message arrives no sooner than the messages before it. */
  #toPageAt = 0
  #toServerAt = 0
  #backlog = 0

  constructor(network: Network, cable: Cable, handlers: TransportHandlers) {
    this.#network = network
    this.cable = cable
    this.#handlers = handlers
  }

  get isOpen(): boolean {
    return this.#serverIsOpen && this.#pageIsOpen && !this.#isDead
  }

  dial(url: string): void {
    this.#toServer(() => {
      const listening = this.#network.listening
      if (!this.#network.isMachineOn) return
      const enter = listening?.knock(url, this.cable.caller)
      if (!listening || !enter) return this.#tellPageClosed()
      this.#process = listening.process
      this.#serverIsOpen = true
      this.#toPage(() => this.#pageIsOpen && this.#handlers.opened())
      enter(this.#socket(), this.#stream())
    })
  }

  /** The page says something. */
  say(text: string): void {
    const times = this.#doubles() ? 2 : 1
    for (let time = 0; time < times; time += 1) {
      this.#toServer(() => {
        if (!this.#serverIsOpen) {
          if (this.#network.isMachineOn) this.#tellPageClosed()
          return
        }
        this.#network.ears.asked(this, text)
        this.#network.scheduler.touch()
        this.#emit('message', text, false)
      })
    }
  }

  /** The page closes its end, or is gone. */
  hangUp(): void {
    if (!this.#pageIsOpen) return
    this.#pageIsOpen = false
    this.#toServer(() => this.#closeServer())
    if (this.#isDead) this.#network.open.delete(this)
  }

  /** Both ends learn that it broke. */
  cut(): void {
    this.#network.happened.cut += 1
    this.#closeServer()
    this.#tellPageClosed()
  }

  /** Nobody learns that it broke. */
  die(): void {
    this.#network.happened.halfOpen += 1
    this.#isDead = true
  }

  /** One end learns that it broke, the other does not. */
  breakFor(end: 'page' | 'server'): void {
    this.die()
    if (end === 'server') this.#closeServer()
    else if (this.#pageIsOpen) this.#network.scheduler.after(1, () => this.#closePage())
  }

  serverGone(isMachineOn: boolean): void {
    if (!this.#serverIsOpen) return
    this.#serverIsOpen = false
    if (isMachineOn) this.#tellPageClosed()
  }

  #doubles(): boolean {
    if (this.cable.doubling <= 0) return false
    this.cable.doubling -= 1
    this.#network.happened.doubled += 1
    return true
  }

  /** When something said now arrives, if nothing comes between. */
  #arrival(after: number): number {
    const { now } = this.#network.scheduler
    const { cable } = this
    const onItsWay = this.#network.chances.between(...cable.latencyMs)
    if (cable.deafUntil > now) this.#network.happened.late += 1
    return Math.max(after, now + onItsWay, cable.deafUntil > now ? cable.deafUntil + onItsWay : 0)
  }

  #toServer(work: () => void): void {
    if (this.#isDead) return
    this.#toServerAt = this.#arrival(this.#toServerAt)
    const deliver = (): void => {
      if (this.#isDead) return
      const { listening, scheduler } = this.#network
      if (this.#process && listening?.process === this.#process) this.#process.after(0, work)
      else {
        scheduler.touch()
        work()
      }
    }
    this.#network.scheduler.after(this.#toServerAt - this.#network.scheduler.now, deliver)
  }

  #toPage(work: () => void): void {
    if (this.#isDead) return
    const { scheduler } = this.#network
    this.#toPageAt = Math.max(this.#arrival(this.#toPageAt), this.cable.stalledUntil)
    scheduler.after(this.#toPageAt - scheduler.now, () => {
      if (!this.#isDead) work()
    })
  }

  #tellPageClosed(): void {
    this.#toPage(() => this.#closePage())
  }

  #closePage(): void {
    this.#network.open.delete(this)
    if (!this.#pageIsOpen) return
    this.#pageIsOpen = false
    this.#network.scheduler.touch()
    this.#handlers.closed()
  }

  #closeServer(): void {
    if (!this.#pageIsOpen) this.#network.open.delete(this)
    if (!this.#serverIsOpen) return
    this.#serverIsOpen = false
    this.#network.scheduler.touch()
    this.#emit('close')
  }

  /** The server says something; it waits in the stream while the page does not read or nothing passes. */
  #tell(text: string): void {
    if (!this.#serverIsOpen) return
    const { happened, ears } = this.#network
    ears.told(this, text)
    const isAnswer = text.startsWith('{"type":"answer"')
    if (isAnswer && this.cable.losesAnswer) {
      this.cable.losesAnswer = false
      happened.dropped += 1
      return this.cut()
    }
    if (this.cable.dropping > 0 && (isAnswer || text.startsWith('{"type":"happened"'))) {
      this.cable.dropping -= 1
      happened.dropped += 1
      return
    }
    this.#backlog += text.length
    const deliver = () => {
      this.#backlog -= text.length
      this.#hear(text)
    }
    this.#toPage(deliver)
    if (this.#doubles()) this.#toPage(() => this.#hear(text))
  }

  #hear(text: string): void {
    if (!this.#pageIsOpen) return
    this.#handlers.received(text)
  }

  #emit(event: Event, ...data: [unknown?, boolean?]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...data)
  }

  #ping(): void {
    this.#toPage(() => this.#toServer(() => this.#emit('pong')))
  }

  #socket(): WebSocket {
    const connection = this
    const closed = () => {
      connection.#tellPageClosed()
      connection.#process?.after(0, () => connection.#closeServer())
    }
    return {
      OPEN: 1,
      get readyState() {
        return connection.#serverIsOpen ? 1 : 3
      },
      on: (event: Event, listener: (data?: unknown, isBinary?: boolean) => void) => {
        connection.#listeners.set(event, [...(connection.#listeners.get(event) ?? []), listener])
      },
      send: (text: string) => connection.#tell(text),
      close: closed,
      terminate: closed,
      ping: () => connection.#ping(),
    } as unknown as WebSocket
  }

  #stream(): Duplex {
    const connection = this
    return {
      get writableLength() {
        const { now } = connection.#network.scheduler
        const { stalledUntil, deafUntil } = connection.cable
        const waits = connection.#isDead || stalledUntil > now || deafUntil > now
        return waits ? connection.#backlog : 0
      },
      write: (frame: Buffer) => {
        const read = saidIn(frame)
        if (read.text !== undefined) connection.#tell(read.text)
        if (read.isAsking) connection.#ping()
      },
    } as unknown as Duplex
  }
}
