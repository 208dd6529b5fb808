import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { type Express, type Request, type Response } from 'express'
import type { Identity } from '../access/authentication.ts'
import type { Sender } from '../access/request-sender.ts'
import { readCookie } from '../access/session-cookies.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import { setDeviceCookie } from './devices/device-route.ts'
import { ledOnTo, needsPairing, type PlacedDevice } from './devices/screen-pages.ts'
import { pageAddresses, pairFolder, startFolder } from './page-addresses.ts'
import { documentFor } from './page-document.ts'
import { requestUrl } from './request-url.ts'

interface PageRouteOptions {
  readonly keeper: HallKeeper
  readonly pagesDirectory: string
  readonly identityOf: (request: Request) => Identity
  readonly deviceCookieName: string
  readonly senderOf: (request: Request) => Sender
}

/** The document of a page; undefined when it was not built. */
async function pageOf(folder: string, options: PageRouteOptions): Promise<string | undefined> {
  const file = join(options.pagesDirectory, folder, 'index.html')
  const html = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
  return html && documentFor(html, options.keeper.hall.settings!.languages)
}

const sendPage = (response: Response, html: string): Response =>
  response.set('Cache-Control', 'no-cache').type('html').send(html)

/** Leads screens on to the page of their device, and renews the cookie of a paired one. */
function deviceRoutes(
  app: Express,
  { keeper, identityOf, deviceCookieName, senderOf }: PageRouteOptions,
): void {
  for (const path of [
    '/pair',
    '/kiosk',
    '/board',
    '/window',
    '/rate',
    '/rate/:counter',
    '/speaker',
    '/counter',
  ])
    app.get(path, (request, response, next) => {
      const identity = identityOf(request)
      const { devices } = keeper.hall.settings!
      const url = requestUrl(request.originalUrl)
      if (url === undefined) return next(new URIError('a malformed address'))
      const page = ledOnTo(url, identity, devices as readonly PlacedDevice[])
      const secret = readCookie(request.headers.cookie, deviceCookieName)
      if (identity.caller().isPaired && secret !== undefined)
        setDeviceCookie(response, deviceCookieName, senderOf(request), secret)
      if (page === undefined) return next()
      response.redirect(302, page)
    })
}

export function pageRoutes(app: Express, options: PageRouteOptions): void {
  deviceRoutes(app, options)
  for (const [path, folder] of pageAddresses)
    app.get(path, async (request, response, next) => {
      const isPairing = needsPairing(folder, options.identityOf(request))
      const html = await pageOf(isPairing ? pairFolder : folder, options)
      if (html === undefined) return next()
      sendPage(response, html)
    })
  app.use(
    '/assets',
    express.static(join(options.pagesDirectory, 'assets'), {
      immutable: true,
      maxAge: '1y',
      fallthrough: true,
      index: false,
    }),
  )
}

/** Addresses that programs ask, whose answers are JSON for everybody. */
const forPrograms = /^\/(api|assets|live|healthz|readyz|metrics)(\/|$)/u

/** Answers a person with the start page, which says that there is no such page; false for a program. */
export async function answerUnknownPage(
  request: Request,
  response: Response,
  options: PageRouteOptions,
): Promise<boolean> {
  const isPerson = request.method === 'GET' && request.accepts(['json', 'html']) === 'html'
  if (!isPerson || forPrograms.test(request.path)) return false
  const html = await pageOf(startFolder, options)
  if (html === undefined) return false
  sendPage(response.status(404), html)
  return true
}
