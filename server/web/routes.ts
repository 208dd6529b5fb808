import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'
import type { AttemptKind } from '../access/refused-attempts.ts'
import { isSameSecret } from '../access/same-secret.ts'
import type { TicketKeys } from '../access/ticket-keys.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import { wireLimits } from '../protocol/limits.ts'
import { audienceFor, type DeviceRules, deniedView, isOfHeart, statusOf } from './audience.ts'
import { asyncApi } from './contract/asyncapi.ts'
import { openApi } from './contract/openapi.ts'
import { type DeviceRouteOptions, deviceRoute } from './devices/device-route.ts'
import { type KeysReader, keysRoute } from './documents/keys-route.ts'
import { type PersonalReader, personalRoute } from './documents/personal-route.ts'
import { type RecordSource, recordRoute } from './documents/record-route.ts'
import { type ReportSource, reportsRoute } from './documents/reports-route.ts'
import { type SettingsReader, settingsRoute } from './documents/settings-route.ts'
import { type DrawSample, slipPreviewRoute } from './documents/slip-preview-route.ts'
import { type StaffReader, staffRoute } from './documents/staff-route.ts'
import { type FirstStart, firstStartRoute } from './first-start/first-start-route.ts'
import type { Released } from './live/channel.ts'
import type { LiveServer } from './live/live-server.ts'
import type { PaperTray } from './live/paper-tray.ts'
import type { ViewPublisher } from './live/view-publisher.ts'
import { metricsText } from './metrics.ts'
import { answerUnknownPage, pageRoutes } from './page-routes.ts'
import { openIdRoutes } from './sign-in/openid-routes.ts'
import { passkeyRoutes } from './sign-in/passkey-routes.ts'
import { type SessionRouteOptions, sessionRoutes } from './sign-in/session-routes.ts'

interface RouteOptions extends SessionRouteOptions, DeviceRouteOptions {
  readonly keeper: HallKeeper
  readonly publisher: ViewPublisher
  readonly keys: TicketKeys
  readonly sockets: LiveServer
  /** Refused attempts since the start, by kind. */
  readonly refusedTotals: ReadonlyMap<AttemptKind, number>
  readonly settings: SettingsReader
  readonly firstStart: FirstStart
  readonly drawSample: DrawSample
  readonly record: RecordSource
  readonly reports: ReportSource
  readonly apiKeys: KeysReader
  readonly personal: PersonalReader
  readonly accounts: StaffReader & SessionRouteOptions['accounts']
  /** The papers of virtual printers, while the hall has any. */
  readonly paper: () => PaperTray | undefined
  readonly devices: DeviceRules
  readonly epoch: string
  readonly pagesDirectory: string
  readonly isDemo: boolean
  readonly metricsToken: string | undefined
}

/** All routes except commands and sockets: pages, views, sessions, health. GET never changes state. */
export function makeRoutes(options: RouteOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  const [overTls, plain] = [headersOf(true), headersOf(false)]
  app.use((request, response, next) =>
    (options.senderOf(request).isSecure ? overTls : plain)(request, response, next),
  )
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  sessionRoutes(app, options)
  openIdRoutes(app, options)
  passkeyRoutes(app, options)
  settingsRoute(app, options)
  firstStartRoute(app, options)
  slipPreviewRoute(app, options)
  staffRoute(app, options)
  recordRoute(app, options)
  reportsRoute(app, options)
  keysRoute(app, options)
  personalRoute(app, options)
  deviceRoute(app, options)
  viewRoutes(app, options)
  healthRoutes(app, options)
  pageRoutes(app, options)
  app.use((request, response) => answerNothing(request, response, options))
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    answerError(error, request, response, options),
  )
  return app
}

/** Headers beside those of all answers. Over plain HTTP a promise of TLS would lock the screens out. */
const headersOf = (isSecure: boolean) =>
  helmet({
    contentSecurityPolicy: false,
    referrerPolicy: false,
    xContentTypeOptions: false,
    strictTransportSecurity: isSecure && { includeSubDomains: false },
    crossOriginOpenerPolicy: isSecure,
    originAgentCluster: isSecure,
  })

/** Every wrong ticket address of the API gets the same answer, and every other wrong address a page. */
async function answerNothing(request: Request, response: Response, options: RouteOptions): Promise<void> {
  if (await answerUnknownPage(request, response, options)) return
  const isTicket = /^\/api\/tickets\//iu.test(request.path)
  response.status(404).json({ problem: isTicket ? 'no such ticket' : 'not found' })
}

function answerError(error: unknown, request: Request, response: Response, options: RouteOptions): void {
  const status =
    typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
      ? error.status
      : 500
  if (response.headersSent) return void response.end()
  // An address that can't be decoded, or a page that was not built, is not found.
  if (error instanceof URIError || status === 404) return void answerNothing(request, response, options)
  if (status === 413)
    return void response.status(413).json({ problem: `a body has at most ${wireLimits.bodyBytes} bytes` })
  if (status >= 400 && status < 500)
    return void response
      .status(status)
      .json({ invalid: [{ path: '', problem: 'not understood: send one JSON object' }] })
  options.onError(error, request)
  response.status(500).json({ problem: 'internal error; the log has the details' })
}

function viewRoutes(app: Express, options: RouteOptions): void {
  const { publisher, keys, keeper, devices, onRefused } = options
  app.get('/api/views/:view', (request, response) => {
    const asked = { ...request.query, view: request.params.view }
    const identity = options.identityOf(request)
    const audience = audienceFor(asked, (device) => identity.caller(device), {
      keys,
      hall: keeper.hall,
      devices,
      onRefused,
    })
    if ('why' in audience) {
      const { why, problem, invalid } = audience
      return void response.status(statusOf[why]).json(invalid ? { invalid } : { problem })
    }
    if (!isOfHeart(audience))
      return void response.status(404).json({ problem: `the ${audience.view} is shown over the socket` })
    publisher.read(audience, (released) =>
      released
        ? response.json({ epoch: options.epoch, seq: released.seq, view: named(released) })
        : response.status(404).json({ problem: `no such ${audience.view}` }),
    )
  })
  app.get('/api/tickets/:key', (request, response) => {
    const ticket = keys.ticketOf(request.params.key ?? '')
    if (ticket === undefined) {
      onRefused('ticket-key')
      return void response.status(404).json({ problem: 'no such ticket' })
    }
    publisher.read({ view: 'ticket', ticket }, (released) =>
      released ? response.json(named(released)) : response.status(404).json({ problem: 'no such ticket' }),
    )
  })
  app.get('/api/names/:hash', (request, response) => {
    const document = publisher.namesDocument(request.params.hash ?? '', request.query.lang)
    if (document === undefined)
      return void response.status(404).json({ problem: 'no such names; a welcome says which there are' })
    response.set('Cache-Control', 'public, max-age=31536000, immutable').type('json').send(document)
  })
  app.get('/api/paper/:file', (request, response) => {
    const { caller } = options.identityOf(request)
    const denied = deniedView(caller, { view: 'paper' })
    if (denied) {
      onRefused('view')
      return void response.status(statusOf[denied.why]).json({ problem: denied.problem })
    }
    const [, n] = /^(\d{1,9})\.png$/u.exec(request.params.file ?? '') ?? []
    const picture = n === undefined ? undefined : options.paper()?.picture(Number(n))
    if (!picture) return void response.status(404).json({ problem: 'no such paper' })
    response.type('png').send(picture)
  })
  app.get('/api/start', (_request, response) => {
    const { name, counters, languages, timeZone } = keeper.hall.settings!
    response.json({
      demo: options.isDemo,
      hall: name,
      languages,
      timeZone,
      counters: Object.fromEntries(Object.entries(counters).map(([id, counter]) => [id, counter.name])),
      needsAdministrator: !options.staff.hasAdministrator,
      firstAdministrator: options.staff.firstAdministrator,
    })
  })
  app.get('/api/openapi.json', (_request, response) => void response.json(openApi()))
  app.get('/api/asyncapi.json', (_request, response) => void response.json(asyncApi()))
}

const named = ({ view, names }: Released) => ({ ...view, words: names.all })

function healthRoutes(
  app: Express,
  { keeper, publisher, sockets, metricsToken, senderOf, onRefused, refusedTotals }: RouteOptions,
): void {
  app.get('/healthz', (_request, response) => void response.json({ alive: true }))
  app.get('/readyz', (_request, response) => {
    const { trouble } = keeper
    response.status(trouble ? 503 : 200).json(trouble ? { ready: false, trouble } : { ready: true })
  })
  app.get('/metrics', (request, response) => {
    const allowed =
      senderOf(request).isHere ||
      (metricsToken !== undefined &&
        isSameSecret(request.get('authorization') ?? '', `Bearer ${metricsToken}`))
    if (!allowed) {
      onRefused('metrics')
      return void response.status(403).json({ problem: 'allowed from loopback, or with the metrics token' })
    }
    response
      .type('text/plain; version=0.0.4')
      .send(
        metricsText(keeper, { pages: sockets.count, views: publisher.channelCount, refused: refusedTotals }),
      )
  })
}

/** The build of the served pages; a page of another build reloads itself when idle. */
export function buildOf(pagesDirectory: string): string {
  const { build }: { build: string } = JSON.parse(readFileSync(join(pagesDirectory, 'build.json'), 'utf8'))
  return build
}
