import type { IncomingMessage } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Express } from 'express'
import type { Logger } from 'pino'
import type { DevicesFile } from './access/devices/devices.ts'
import { openAccess } from './access/open-access.ts'
import { PublicAddress } from './access/public-address.ts'
import { SeenRecords } from './access/seen-records.ts'
import type { OpenIdFlags, OpenIdSettings } from './access/sign-in/openid-settings.ts'
import { TicketKeys } from './access/ticket-keys.ts'
import { transportReports } from './access/transport.ts'
import { realClock as clock } from './clock.ts'
import type { HallBackups } from './data/backup/hall-backups.ts'
import { type CertificateEnd, certificateEndOf } from './data/maintenance/certificate-end.ts'
import { Maintenance } from './data/maintenance/maintenance.ts'
import { MaintenanceEditor } from './data/maintenance/maintenance-editor.ts'
import { MaintenanceFacts } from './data/maintenance/maintenance-facts.ts'
import type { OpenHall } from './data/open-hall.ts'
import { PersonalStock } from './data/personal/personal-stock.ts'
import { PersonalTexts } from './data/personal/personal-texts.ts'
import { HallRecord } from './data/record/hall-record.ts'
import { LostRecords } from './data/recovery/lost-records.ts'
import { HallReports } from './data/reports/hall-reports.ts'
import type { SettingsEditor } from './data/settings-editor.ts'
import { SettingsInForce } from './data/settings-in-force.ts'
import type { TemplateName } from './data/templates/template-names.ts'
import { type Handle, type ListenOptions, listen, makeServer } from './http-server.ts'
import type { HallKeeper } from './keeper/hall-keeper.ts'
import { openEditor, openFirstStart, openPreview, openSettingsFile } from './open-settings.ts'
import { openPrinting } from './printing/open-printing.ts'
import { HallPrinters } from './printing/printers.ts'
import { beginTelling } from './waits/wait-teller.ts'
import { CommandGateway } from './web/command-gateway.ts'
import { answerCommand, isCommandRequest, send } from './web/command-route.ts'
import { deviceRules } from './web/devices/device-rules.ts'
import { AgentServer } from './web/live/agent-server.ts'
import { openDeviceViews } from './web/live/devices/device-views.ts'
import { LiveServer } from './web/live/live-server.ts'
import { PaperTray } from './web/live/paper-tray.ts'
import { ViewPublisher } from './web/live/view-publisher.ts'
import type { WelcomeFields } from './web/live/watch.ts'
import type { WriteBatcher } from './web/live/write-batcher.ts'
import { openOutsideChannels } from './web/outside-channels.ts'
import { showUnknownHost } from './web/page-document.ts'
import { buildOf, makeRoutes } from './web/routes.ts'
import { TicketAllowance } from './web/ticket-allowance.ts'

/** The flags of a running hall; `serve` and `demo` have them with the same meaning. */
export interface ServeFlags extends ListenOptions, OpenIdFlags {
  readonly verb: 'serve' | 'demo'
  readonly data?: string
  /** The kind of hall that an empty directory begins as. */
  readonly template?: TemplateName
  readonly printer?: string
  readonly publicUrl?: string
  readonly plainHttp: boolean
  /** Addresses and ranges of the proxies whose forwarding headers are believed. */
  readonly trustProxy?: readonly string[]
  /** Other origins under which pages of this hall are opened. */
  readonly origins?: readonly string[]
  readonly acceptClock: boolean
  /** The folder of the daily backup. */
  readonly backupTo?: string
  readonly metricsToken?: string
  /** Flags of the demo only. */
  readonly anyone: boolean
  readonly simulate: boolean
  readonly speed: number
}

interface ServeOptions {
  readonly flags: ServeFlags
  readonly data: OpenHall
  /** The demo made the directory, and the hall is run by `serve`. */
  readonly refusesDemo?: boolean
  readonly openId?: OpenIdSettings | undefined
  /** Corks the writes of the sockets while the keeper of `data` notifies its listeners. */
  readonly writeBatcher: WriteBatcher
  /** The paired devices. */
  readonly devices: DevicesFile
  /** Those of the folder that the command line names. */
  readonly backups?: HallBackups | undefined
  readonly pagesDirectory: string
  readonly log: Logger
}

export interface RunningHall {
  readonly url: string
  readonly keeper: HallKeeper
  /** Accepts no more commands, makes the acknowledged ones durable, notifies the screens and closes. */
  stop(): Promise<void>
}

/** Wires a hall together and listens; resolves when the hall answers. Throws `CannotListen` and `CertificateUnusable`. */
export async function serveHall(options: ServeOptions): Promise<RunningHall> {
  const { flags, data, writeBatcher, log } = options
  const { keeper } = data
  const lost = new LostRecords(data, clock, log)
  const keys = new TicketKeys(data.secret, keeper.hall)
  keeper.listen({ committed: ({ entries }) => keys.follow(keeper.hall, entries) })
  const settingsFile = openSettingsFile(options)
  const maintenance = new Maintenance({ hall: data, clock, log, settingsFile })
  await maintenance.begin(flags.acceptClock)
  const settings = new SettingsInForce(keeper)
  const address = new PublicAddress(flags, settings)
  const tray = new PaperTray(() => keeper.hall.settings!.timeZone)
  const printers = new HallPrinters(flags.printer, options.devices, (paper) => tray.put(paper))
  printers.follow(settings.file)
  const printing = await openPrinting({ hall: data, keys, address, settings, printers, clock, log })
  const paper = () => (printers.hasPaper ? tray : undefined)
  const words = new PersonalTexts(data, clock, log)
  await words.begin()
  const certificate = certificateEndOf(flags.tlsCert, clock, (message) => log.warn(message))
  const services = {
    lost,
    keeper,
    words,
    keys,
    address,
    writeBatcher,
    settings,
    printers,
    paper,
    certificate,
  }
  const { sockets, agents, publisher, handle, access } = openConnections(options, services)
  const { origins, devices: registry } = access
  settings.listen((file) => {
    printers.follow(file)
    void printing.use(printers.makers)
    origins.servesAt(address.given)
    sockets.followDevices()
  })
  const server = makeServer(flags, handle, sockets, agents)
  const port = await listen(server, flags)
  address.listensOn(port)
  origins.listensOn(port)
  printing.begin()
  const waits = beginTelling(keeper, clock, (err, facts) =>
    log.error({ err, ...facts }, 'a forecast of waits failed: no figure is told until one succeeds'),
  )
  certificate?.begin()
  for (const report of transportReports(flags, address)) log.warn(report)
  return {
    url: address.local,
    keeper,
    async stop() {
      access.ways.signInRecord.end()
      waits.stop()
      await keeper.stop()
      certificate?.stop()
      publisher.close()
      sockets.stop()
      agents.stop()
      server.close()
      server.closeAllConnections()
      await registry.close()
      await printing.close()
      await maintenance.end()
    },
  }
}

/** The services that HTTP and sockets need. */
interface Services {
  readonly lost: LostRecords
  readonly keeper: HallKeeper
  readonly keys: TicketKeys
  readonly words: PersonalTexts
  readonly address: PublicAddress
  readonly writeBatcher: WriteBatcher
  readonly settings: SettingsInForce
  readonly printers: HallPrinters
  /** The papers of virtual printers, while the hall has any. */
  readonly paper: () => PaperTray | undefined
  readonly certificate: CertificateEnd | undefined
}

function welcomeFieldsOf({ data, pagesDirectory }: ServeOptions, lost: LostRecords): WelcomeFields {
  const { epoch } = data.journal
  return {
    build: buildOf(pagesDirectory),
    epoch,
    now: clock.now,
    trouble: () => data.keeper.trouble,
    seen: new SeenRecords({ ...data, epoch, foundSeq: lost.foundSeq, onLost: (seq) => lost.shown(seq) }),
  }
}

function openGateway(
  { keeper, keys, words, address }: Services,
  { sessions, accounts, apiKeys, deviceEditor, refusedAttempts, isLimited }: ReturnType<typeof openAccess>,
  editors: { settings: SettingsEditor; maintenance: MaintenanceEditor },
): CommandGateway {
  return new CommandGateway({
    ...{ keeper, keys, accounts, apiKeys, ...editors },
    words,
    devices: deviceEditor,
    phoneUrl: (key) => address.phoneUrl(key),
    onRefused: refusedAttempts.refused,
    onTakeOver: (badge, session) => void sessions.endOthersOf(badge, session, 'account-taken-over'),
    onStaff: (session) => sessions.acted(session),
    allowance: isLimited ? new TicketAllowance(keeper.hall, clock) : undefined,
  })
}

/** Ends the connections whose sign-in, API key or pairing has ended, and those of sign-ins that are locked. */
function endSignedOut(
  { sessions, apiKeys, devices }: ReturnType<typeof openAccess>,
  sockets: LiveServer,
  agents: AgentServer,
): void {
  sessions.listen((why) => sockets.closeSignedOut(why))
  apiKeys.listen(() => sockets.closeSignedOut())
  devices.listen(() => {
    sockets.closeSignedOut()
    agents.closeRemoved()
  })
}

/** The record, the words of people and the backups, for those who keep the hall. */
function openMaintenance({ data, backups, log }: ServeOptions, services: Services) {
  const { keeper, words, settings, certificate } = services
  const record = new HallRecord(data)
  const stock = new PersonalStock(data, record)
  const maintenance = new MaintenanceEditor({ keeper, backups, stock, words })
  const facts = new MaintenanceFacts({ keeper, settings, backups, certificate })
  return { record, stock, maintenance, facts, reports: new HallReports(data, clock, log) }
}

function openConnections(options: ServeOptions, services: Services) {
  const { lost, keeper, keys, address, writeBatcher, settings, printers, paper } = services
  const { flags, data, pagesDirectory, log } = options
  const { epoch } = data.journal
  const isDemo = flags.verb === 'demo'
  const trust = { isDemo, anyone: flags.anyone, ...deviceRules(settings, isDemo) }
  const access = openAccess({
    ...trust,
    ...{ clock, log, keeper, data, flags, address, pairedDevices: options.devices },
    knownDevices: trust.inForce,
    lockAfterMs: () => settings.lockAfterMs,
    refusesDemo: options.refusesDemo,
    openId: options.openId,
  })
  const { sessions, staff, cookieName, authentication, accounts, attempts } = access
  const { apiKeys, keyAllowance, isLimited, devices: registry, deviceCookieName, pairings } = access
  const { refused: onRefused, totals: refusedTotals } = access.refusedAttempts
  const editor = openEditor(options)
  const { record, reports, stock, maintenance, facts } = openMaintenance(options, services)
  const gateway = openGateway(services, access, { settings: editor, maintenance })
  const idleMs = () => performance.eventLoopUtilization().idle
  const loop = { together: (work: () => void) => writeBatcher.together(work), idleMs }
  const publisher = new ViewPublisher(keeper, clock, loop)
  const welcomeFields = welcomeFieldsOf(options, lost)
  const admit = (request: IncomingMessage) =>
    authentication.refusal(request) ?? authentication.identity(request)
  const deviceViews = openDeviceViews({
    ...{ registry, pairings, clock, onRefused, devices: trust.inForce },
    publicAddress: () => address.given,
  })
  const outside = openOutsideChannels({ accounts, apiKeys, deviceViews, maintenance: facts, paper })
  const shared = { keeper, publisher, keys, devices: trust.devices, isLimited, onRefused }
  const sockets = new LiveServer({
    ...shared,
    ...{ outside, deviceViews, gateway, clock, welcomeFields, writeBatcher, loop, admit, keyAllowance },
    onTouched: ({ session }) => session && sessions.acted(session.id),
  })
  const agents = new AgentServer({
    ...{ onRefused, printers: printers.agents, devices: registry, presence: deviceViews.presence },
    refusal: (request) => authentication.refusal(request),
  })
  endSignedOut(access, sockets, agents)
  settings.listen((file) => {
    registry.follow(file.devices)
    deviceViews.changed()
  })
  const routes: Express = makeRoutes({
    ...shared,
    ...access.ways,
    ...access.readers,
    ...{ sessions, staff, attempts, accounts, apiKeys, cookieName, deviceCookieName, pairings },
    ...{ refusedTotals, paper, sockets, epoch, pagesDirectory, isDemo },
    drawSample: openPreview(data, editor, clock.now),
    ...{ settings: editor, firstStart: openFirstStart(), record, reports, personal: stock },
    metricsToken: flags.metricsToken,
    hallNames: () => Object.values(keeper.hall.settings!.name),
    isPlainAllowed: access.isPlainAllowed,
    // Logs the route and never the path, because a path may hold the key of a ticket.
    onError: (error, { route }) => log.error({ err: error, route: String(route?.path) }, 'a request failed'),
  })
  const handle: Handle = (request, response) => {
    const refusal = authentication.refusal(request)
    if (refusal && showUnknownHost(request, response, refusal.status)) return
    if (refusal) return send(response, refusal.status, { problem: refusal.problem })
    if (isCommandRequest(request))
      return answerCommand(request, response, gateway, authentication.identity(request).caller())
    routes(request, response)
  }
  return { sockets, agents, publisher, handle, access }
}
