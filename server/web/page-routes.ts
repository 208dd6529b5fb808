import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { type Express, type Request, type Response } from 'express'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import { pageAddresses, startFolder } from './page-addresses.ts'
import { documentFor } from './page-document.ts'

interface PageRouteOptions {
  readonly keeper: HallKeeper
  readonly pagesDirectory: string
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

/** Pages of a counter by the device that stands there, so that a screen is set up once by its own name. */
const pagesByDevice = {
  '/window': (counter: string) => `/window/${counter}`,
  '/counter': (counter: string) => `/counter?counter=${counter}`,
} as const

/** Leads `?device=ID` on to the counter of that device; a device without one has no page of a counter. */
function counterRoutes(app: Express, { keeper }: PageRouteOptions): void {
  for (const [path, pageOfCounter] of Object.entries(pagesByDevice))
    app.get(path, ({ query: { device } }, response, next) => {
      const counter = keeper.hall.settings!.devices.find(({ id }) => id === device)?.counter
      if (counter === undefined) return next()
      response.redirect(302, pageOfCounter(counter))
    })
}

export function pageRoutes(app: Express, options: PageRouteOptions): void {
  counterRoutes(app, options)
  for (const [path, folder] of pageAddresses)
    app.get(path, async (_request, response, next) => {
      const html = await pageOf(folder, options)
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
