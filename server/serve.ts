import type { IncomingMessage } from 'node:http'
import type { Express } from 'express'
import type { Logger } from 'pino'
import { AllowedOrigins, isLoopback } from './access/allowed-origins.ts'
import { Attempts } from './access/attempts.ts'
import { Authentication } from './access/authentication.ts'
import { type DevicesDocument, deviceOf } from './access/devices.ts'
import { Sessions } from './access/sessions.ts'
import { Staff } from './access/staff.ts'
import { TicketKeys } from './access/ticket-keys.ts'
import type { ServeFlags } from './cli/serve-flags.ts'
import { realClock as clock } from './clock.ts'
import { limits as dataLimits } from './data/limits.ts'
import { Maintenance } from './data/maintenance.ts'
import type { OpenHall } from './data/open-hall.ts'
import { SettingsEditor } from './data/settings-editor.ts'
import { SettingsFile } from './data/settings-file.ts'
import { type Handle, listen, makeServer } from './http-server.ts'
import type { HallKeeper } from './keeper/hall-keeper.ts'
import type { AgentPrinters } from './printing/agent-printers.ts'
import { agentProblems } from './printing/printers.ts'
import { slipCode } from './printing/slip-code.ts'
import { logoProblems, type SlipDesigns } from './printing/slip-design.ts'
import { SlipWriter } from './printing/slip-writer.ts'
import { type PrinterMaker, TicketPrinting } from './printing/ticket-printing.ts'
import { CommandGateway, type PersonalTexts } from './web/command-gateway.ts'
import { answerCommand, isCommandRequest, send } from './web/command-route.ts'
import { AgentServer } from './web/live/agent-server.ts'
import { LiveServer } from './web/live/live-server.ts'
import { ViewPublisher } from './web/live/view-publisher.ts'
import type { WriteBatcher } from './web/live/write-batcher.ts'
import type { PaperTray } from './web/paper-tray.ts'
import { buildOf, makeRoutes } from './web/routes.ts'

export interface ServeOptions {
  readonly flags: ServeFlags
  readonly data: OpenHall
  /** Corks the writes of the sockets while the keeper of `data` notifies its listeners. */
  readonly outbox: WriteBatcher
  readonly printers: ReadonlyMap<string, PrinterMaker>
  readonly paper: PaperTray | undefined
  /** Printers at other PCs, and the devices that may connect for them. */
  readonly agents: AgentPrinters
  readonly devices: DevicesDocument
  readonly designs: SlipDesigns
  readonly pagesDirectory: string
  readonly log: Logger
}

export interface RunningHall {
  readonly url: string
  readonly keeper: HallKeeper
  /** Accepts no more commands, finishes those that were acknowledged, and tells the screens. */
  stop(): Promise<void>
}

/** Wires a hall together and listens; resolves when it answers. Throws `CannotListen`. */
export async function serveHall(options: ServeOptions): Promise<RunningHall> {
  const { flags, data, outbox, log } = options
  const { keeper } = data
  const address = new PublicAddress(flags, data.file.publicUrl)
  const keys = new TicketKeys(data.secret, keeper.hall)
  keeper.listen({ committed: ({ entries }) => keys.follow(keeper.hall, entries) })
  const printing = openPrinting(options, keeper, keys, address)
  const upkeep = new Maintenance({
    hall: data,
    clock,
    log,
    settingsFile: openSettingsFile(options),
  })
  const { sockets, agents, audiences, handle, origins } = openWire(options, {
    keeper,
    keys,
    address,
    outbox,
  })
  const server = makeServer(flags, handle, sockets, agents)
  await upkeep.begin(flags.acceptClock)
  const port = await listen(server, flags)
  address.listensOn(port)
  origins.listensOn(port)
  printing.begin()
  return {
    url: address.local,
    keeper,
    async stop() {
      await keeper.stop()
      audiences.close()
      sockets.stop()
      agents.stop()
      server.close()
      server.closeAllConnections()
      await printing.close()
      await upkeep.end()
    },
  }
}

/** The base address of phone pages. Without a public address, and off loopback, there is none: slips carry no QR. */
class PublicAddress {
  readonly #flags: ServeFlags
  readonly given: string | undefined
  local = ''

  constructor(flags: ServeFlags, fromFile: string | undefined) {
    this.#flags = flags
    this.given = flags.publicUrl ?? fromFile
  }

  listensOn(port: number): void {
    const { host, tlsCert } = this.#flags
    const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
    this.local = `${tlsCert === undefined ? 'http' : 'https'}://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
  }

  phoneUrl(key: string): string | undefined {
    const base = this.given ?? (isLoopback(this.#flags.host) ? this.local : undefined)
    return base === undefined ? undefined : `${base}/t/${key}`
  }
}

function openPrinting(
  { data, printers, designs, log }: ServeOptions,
  keeper: HallKeeper,
  keys: TicketKeys,
  address: PublicAddress,
): TicketPrinting {
  const names = new Map(data.file.devices.map(({ id, name }) => [id, name]))
  const slips = new SlipWriter({
    hall: keeper.hall,
    phoneUrl: (ticket) => address.phoneUrl(keys.keyOf(ticket)),
    deviceName: (device) => names.get(device) ?? device,
    now: clock.now,
    designs,
    checkCode: (day, label) => slipCode(data.secret, day, label),
  })
  const onError = (error: unknown) => log.warn({ err: error }, 'printing')
  return new TicketPrinting({ keeper, clock, printers, slips, onError })
}

/** Free words go to the vault, with a key per ticket that ends a day after its business day. */
function wordsOf({ vault, keeper }: OpenHall): PersonalTexts {
  const endsAt = () => (keeper.hall.day?.endsAt ?? clock.now()) + dataLimits.wordsKeptMs
  return {
    keep: (matter, words) => vault.keep(matter, 'ticket', endsAt(), words),
    drop: async (reference) => void (await vault.drop(reference)),
  }
}

function openSettingsFile({ flags, data, log }: ServeOptions): SettingsFile {
  return new SettingsFile({
    hall: data,
    printerOfKiosk1: flags.printer,
    checks: [(file) => logoProblems(data.fs, data.directory, file)],
    tell: (message, error) => log.error({ err: error }, message),
  })
}

function openEditor({ flags, data, devices }: ServeOptions): SettingsEditor {
  return new SettingsEditor({
    keeper: data.keeper,
    staff: data.staff,
    printerOfKiosk1: flags.printer,
    checks: [
      async (file) => agentProblems(file, devices),
      (file) => logoProblems(data.fs, data.directory, file),
    ],
  })
}

/** The services that HTTP and sockets need. */
interface Heart {
  readonly keeper: HallKeeper
  readonly keys: TicketKeys
  readonly address: PublicAddress
  readonly outbox: WriteBatcher
}

/** Conditions under which a screen may act without anybody signed in. */
function screenTrust({ flags, data }: ServeOptions) {
  const kiosks = data.file.devices.filter(({ kind }) => kind === 'kiosk').map(({ id }) => id)
  const { anyone, trustProxy } = flags
  return { isDemo: flags.verb === 'demo', anyone, trustProxy, kiosks: new Set(kiosks) }
}

function openWire(options: ServeOptions, { keeper, keys, address, outbox }: Heart) {
  const { flags, data, paper, pagesDirectory, log } = options
  const { epoch } = data.journal
  const sessions = new Sessions(data.sessions, clock.now)
  const staff = new Staff(data.staff)
  const origins = new AllowedOrigins({ host: flags.host, publicUrl: address.given })
  const cookie = {
    name: `nowserving-${data.file.id}`,
    secure: flags.tlsCert !== undefined || flags.trustProxy,
  }
  const trust = screenTrust(options)
  const { isDemo } = trust
  const isLimited = !(isDemo && isLoopback(flags.host))
  const guests = new Authentication({ ...trust, sessions, staff, origins, cookieName: cookie.name })
  const settings = openEditor(options)
  const gateway = new CommandGateway({
    keeper,
    keys,
    words: wordsOf(data),
    settings,
    phoneUrl: (key) => address.phoneUrl(key),
  })
  const audiences = new ViewPublisher(keeper, clock)
  const greeting = { build: buildOf(pagesDirectory), epoch, now: clock.now, trouble: () => keeper.trouble }
  const admit = (request: IncomingMessage) => guests.refusal(request) ?? guests.identity(request)
  const shared = { keeper, audiences, keys, paper, isLimited }
  const sockets = new LiveServer({ ...shared, gateway, clock, greeting, outbox, admit })
  const agents = new AgentServer({
    printers: options.agents,
    deviceOf: (secret) => deviceOf(options.devices, secret),
    refusal: (request) => guests.refusal(request),
  })
  const routes: Express = makeRoutes({
    ...shared,
    sockets,
    sessions,
    staff,
    attempts: new Attempts(clock),
    settings,
    epoch,
    pagesDirectory,
    cookie,
    isDemo,
    metricsToken: flags.metricsToken,
    identityOf: (request) => guests.identity(request),
    addressOf: (request) => guests.addressOf(request),
    // Logs the route and never the path, because a path may hold the key of a ticket.
    onError: (error, { route }) => log.error({ err: error, route: String(route?.path) }, 'a request broke'),
  })
  const handle: Handle = (request, response) => {
    const refusal = guests.refusal(request)
    if (refusal) return send(response, refusal.status, { problem: refusal.problem })
    if (isCommandRequest(request))
      return answerCommand(request, response, gateway, guests.identity(request).caller())
    routes(request, response)
  }
  return { sockets, agents, audiences, handle, origins }
}
