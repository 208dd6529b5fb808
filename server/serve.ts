import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import type { TicketPrinter } from '../printers/printer.ts'
import { Attempts } from './access/attempts.ts'
import { readCookie, Sessions } from './access/sessions.ts'
import { Staff, staffSettings } from './access/staff.ts'
import { Audiences } from './audiences.ts'
import { realClock } from './clock.ts'
import { CommandDoor, type Words } from './command-door.ts'
import type { ServeFlags } from './command-line.ts'
import type { HallData } from './hall-data.ts'
import { settingsOf } from './hall-file.ts'
import { HallKeeper } from './hall-keeper.ts'
import { answerCommand, isCommandRequest, send } from './http-commands.ts'
import { limits } from './limits.ts'
import { isLoopback, isLoopbackAddress, OwnOrigins } from './own-origins.ts'
import { PhoneKeys } from './phone-keys.ts'
import type { PaperTray } from './printing/paper-tray.ts'
import { PrintDesk } from './printing/print-desk.ts'
import { SlipWriter } from './printing/slip-writer.ts'
import { buildOf, makeRoutes } from './routes.ts'
import { Sockets, type Visitor } from './sockets.ts'

export interface ServeOptions {
  readonly flags: ServeFlags
  readonly data: HallData
  readonly printers: ReadonlyMap<string, TicketPrinter>
  readonly paper: PaperTray | undefined
  readonly pagesDirectory: string
  readonly log: Logger
  /** The disk refused: nothing more is answered as done; the process stops with exit 5. */
  readonly onFailure: (error: Error) => void
}

export interface RunningHall {
  readonly url: string
  readonly keeper: HallKeeper
  /** Takes no more commands, finishes what was acknowledged, tells the screens. */
  stop(): Promise<void>
}

/** Wires a hall together and opens its doors; settles when it answers. Throws when the address is in use. */
export async function serveHall(options: ServeOptions): Promise<RunningHall> {
  const hall = new ServedHall(options)
  await hall.open()
  return hall
}

class ServedHall implements RunningHall {
  readonly keeper: HallKeeper
  readonly #options: ServeOptions
  readonly #audiences: Audiences
  readonly #keys: PhoneKeys
  readonly #sockets: Sockets
  readonly #sessions: Sessions
  readonly #staff: Staff
  readonly #door: CommandDoor
  readonly #desk: PrintDesk
  readonly #origins: OwnOrigins
  readonly #server: Server
  readonly #cookie: { name: string; secure: boolean }
  readonly #devices: ReadonlySet<string>
  url = ''

  constructor(options: ServeOptions) {
    const { flags, data, log } = options
    this.#options = options
    this.keeper = new HallKeeper({
      id: data.file.id,
      hall: data.hall,
      answers: data.answers,
      journal: data.journal,
      clock: realClock,
      onFailure: options.onFailure,
    })
    this.#sessions = new Sessions(data.sessions, realClock.now)
    this.#staff = new Staff(data.staff)
    this.#keys = new PhoneKeys(data.secret, data.hall)
    this.#cookie = {
      name: `nowserving-${data.file.id}`,
      secure: flags.tlsCert !== undefined || flags.trustProxy,
    }
    this.#devices = new Set(data.file.devices.map((device) => device.id))
    this.#origins = new OwnOrigins({ host: flags.host, publicUrl: this.#publicUrl() })
    const phoneUrl = (key: string) => this.#phoneUrl(key)
    this.keeper.listen({ committed: ({ entries }) => this.#keys.follow(data.hall, entries) })
    this.#door = new CommandDoor({ keeper: this.keeper, keys: this.#keys, words: this.#words(), phoneUrl })
    this.#audiences = new Audiences(this.keeper, realClock)
    const deviceNames = new Map(data.file.devices.map(({ id, name }) => [id, name]))
    this.#desk = new PrintDesk({
      keeper: this.keeper,
      clock: realClock,
      printers: options.printers,
      slips: new SlipWriter({
        hall: data.hall,
        phoneUrl: (ticket) => this.#phoneUrl(this.#keys.keyOf(ticket)),
        deviceName: (device) => deviceNames.get(device) ?? device,
      }),
    })
    const build = buildOf(options.pagesDirectory)
    this.#sockets = new Sockets({
      keeper: this.keeper,
      audiences: this.#audiences,
      door: this.#door,
      keys: this.#keys,
      clock: realClock,
      greeting: { build, epoch: data.journal.epoch, now: realClock.now, trouble: () => this.keeper.trouble },
      paper: options.paper,
      isLimited: this.#isLimited,
      admit: (request) => this.#refusal(request) ?? this.#visitorOf(request),
    })
    const routes = makeRoutes({
      keeper: this.keeper,
      audiences: this.#audiences,
      keys: this.#keys,
      sockets: this.#sockets,
      sessions: this.#sessions,
      staff: this.#staff,
      attempts: new Attempts(realClock),
      paper: options.paper,
      epoch: data.journal.epoch,
      pagesDirectory: options.pagesDirectory,
      cookie: this.#cookie,
      isDemo: flags.verb === 'demo',
      isLimited: this.#isLimited,
      metricsToken: flags.metricsToken,
      visitorOf: (request) => this.#visitorOf(request),
      onError: (error, request) => log.error({ err: error, path: request.path }, 'a request broke'),
    })
    this.#server = this.#makeServer((request, response) => {
      const refusal = this.#refusal(request)
      if (refusal) return send(response, refusal.status, { problem: refusal.problem })
      if (isCommandRequest(request))
        return answerCommand(request, response, this.#door, this.#visitorOf(request).caller)
      routes(request, response)
    })
  }

  async open(): Promise<void> {
    const { flags, data, log } = this.#options
    const settings = settingsOf(data.file, staffSettings(data.staff.data), [...this.#options.printers.keys()])
    if (flags.acceptClock && this.keeper.clockDoubt) await this.#acceptClock()
    await new Promise<void>((resolve) =>
      this.keeper.askAsKeeper({ type: 'start-hall', body: { settings } }, 'server', () => resolve()),
    )
    const { clockDoubt } = this.keeper
    if (clockDoubt)
      log.error(
        clockDoubt,
        'the clock is in doubt: no commands until an administrator confirms it or --accept-clock',
      )
    if (!data.hall.settings)
      throw new Error('the hall could not be started: the clock is in doubt and nothing was ever recorded')
    data.journal.onSegmentFull(() => this.#saveCheckpoint())
    data.journal.onRoomChange((room, trouble) => log.warn({ room, err: trouble }, 'room on the disk changed'))
    await this.#listen(flags.port, flags.host)
    this.#desk.resume()
    void data.vault
      .purge(realClock.now())
      .catch((error: unknown) => log.error({ err: error }, 'words whose time is over could not be purged'))
  }

  async stop(): Promise<void> {
    this.#sockets.stop()
    this.#server.close()
    await this.keeper.stop()
    this.#audiences.close()
    this.#server.closeAllConnections()
    await this.#desk.close()
    await this.#saveCheckpoint()
    await this.#options.data.journal.close()
  }

  get #isLimited(): boolean {
    const { verb, host } = this.#options.flags
    return !(verb === 'demo' && isLoopback(host))
  }

  #publicUrl(): string | undefined {
    return this.#options.flags.publicUrl ?? this.#options.data.file.publicUrl
  }

  /** Without a public address, and off loopback, slips carry no QR. */
  #phoneUrl(key: string): string | undefined {
    const base = this.#publicUrl() ?? (isLoopback(this.#options.flags.host) ? this.url : undefined)
    return base === undefined ? undefined : `${base}/t/${key}`
  }

  #words(): Words {
    const { vault, hall } = this.#options.data
    const endsAt = () => (hall.day?.endsAt ?? realClock.now()) + limits.wordsKeptMs
    return {
      keep: (matter, words) => vault.keep(matter, 'ticket', endsAt(), words),
      drop: async (reference) => void (await vault.drop(reference)),
    }
  }

  #acceptClock(): Promise<void> {
    const asker = {
      actor: { kind: 'keeper' },
      device: 'server',
      key: `accept-clock-${realClock.now()}`,
      hash: '',
    } as const
    return new Promise((resolve) => this.keeper.acceptClock(asker, () => resolve()))
  }

  #saveCheckpoint(): Promise<void> {
    const { data, log } = this.#options
    const durable = () =>
      new Promise<void>((resolve) => this.keeper.whenDurable(this.keeper.hall.seq, resolve))
    return data
      .saveCheckpoint(durable)
      .catch((error: unknown) =>
        log.error({ err: error }, 'the checkpoint could not be written; the journal has everything'),
      )
  }

  /** Another's Host or Origin is refused before anything is read. */
  #refusal(request: IncomingMessage): { status: number; problem: string } | undefined {
    if (!this.#origins.ownsHost(request.headers.host))
      return { status: 421, problem: 'this hall is not served under that name' }
    if (!this.#origins.ownsOrigin(request.headers.origin))
      return { status: 403, problem: 'this page belongs to another site' }
    return undefined
  }

  #visitorOf(request: IncomingMessage): Visitor {
    const session = this.#sessions.find(readCookie(request.headers.cookie, this.#cookie.name))
    const isKnown = session !== undefined && this.#staff.knows(session.badge)
    const query = (request.url ?? '').split('?', 2)[1] ?? ''
    const asked = new URLSearchParams(query).get('device')
    const device = asked !== null && /^[\w.-]{1,64}$/u.test(asked) ? asked : isKnown ? 'console' : 'kiosk-1'
    const staff = isKnown
      ? { staff: { badge: session.badge, roles: this.#staff.rolesOf(session.badge) } }
      : {}
    return {
      session: isKnown ? session.id : undefined,
      caller: { ...staff, device, isKiosk: this.#isKiosk(device, request) },
    }
  }

  /** In a demo any `?device=` is believed on loopback, or by `--anyone`; else only a known device of this machine. */
  #isKiosk(device: string, request: IncomingMessage): boolean {
    const { verb, anyone } = this.#options.flags
    const isHere = isLoopbackAddress(this.#addressOf(request))
    if (verb === 'demo') return isHere || anyone
    return this.#devices.has(device) && (isHere || anyone)
  }

  /** Who is at the other end; behind a trusted proxy, whom the proxy saw. */
  #addressOf(request: IncomingMessage): string | undefined {
    const forwarded = this.#options.flags.trustProxy ? request.headers['x-forwarded-for'] : undefined
    return (
      String(forwarded ?? '')
        .split(',')
        .at(-1)
        ?.trim() || request.socket.remoteAddress
    )
  }

  #makeServer(handle: (request: IncomingMessage, response: ServerResponse) => void): Server {
    const { tlsCert, tlsKey } = this.#options.flags
    const options = {
      headersTimeout: limits.requestHeadersMs,
      requestTimeout: limits.requestMs,
      maxHeaderSize: 16 * 1024,
    }
    const server =
      tlsCert !== undefined && tlsKey !== undefined
        ? createTlsServer({ ...options, cert: readFileSync(tlsCert), key: readFileSync(tlsKey) }, handle)
        : createServer(options, handle)
    server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      stream.on('error', () => stream.destroy())
      this.#sockets.upgrade(request, stream, head)
    })
    server.on('clientError', (_error, stream) => {
      if (stream.writable) stream.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    })
    return server
  }

  #listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, () => {
        const { port: actual } = this.#server.address() as AddressInfo
        const scheme = this.#options.flags.tlsCert === undefined ? 'http' : 'https'
        const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
        this.url = `${scheme}://${shown.includes(':') ? `[${shown}]` : shown}:${actual}`
        this.#origins.listensOn(actual)
        resolve()
      })
    })
  }
}
