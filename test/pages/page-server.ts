import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

/** Where the built pages lie; another folder when several builds must not disturb each other. */
export const builtPages = process.env.NOWSERVING_PAGES ?? join(import.meta.dirname, '../../dist/pages')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** The routes of the real server. */
const routes: readonly (readonly [RegExp, string])[] = [
  [/^\/$/, 'display/start'],
  [/^\/board$/, 'display/board'],
  [/^\/window\/[\w-]+$/, 'display/window'],
  [/^\/paper$/, 'display/paper'],
  [/^\/kiosk$/, 'kiosk'],
  [/^\/t\/[\w-]+$/, 'kiosk/phone'],
  [/^\/counter$/, 'counter/console'],
  [/^\/manager$/, 'counter/manager'],
  [/^\/setup$/, 'counter/setup'],
]

export interface PageServer {
  readonly origin: string
  close(): Promise<void>
}

/** Serves the built pages as they are, under the real routes and the real Content-Security-Policy. */
export async function servePages(): Promise<PageServer> {
  if (!existsSync(join(builtPages, 'build.json')))
    throw new Error(`no built pages in ${builtPages}: run "npx vite build" first`)
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname))
    const folder = routes.find(([route]) => route.test(path))?.[1]
    const file = join(builtPages, folder === undefined ? path : `${folder}/index.html`)
    const found = !path.startsWith('/..') && existsSync(file) && statSync(file).isFile()
    response.writeHead(found ? 200 : 404, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'; img-src 'self' data:",
      'cache-control': found && file.includes('/assets/') ? 'max-age=3600' : 'no-store',
    })
    if (found) createReadStream(file).pipe(response)
    else response.end('not found')
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((settle) => {
        server.close(() => settle())
        server.closeAllConnections()
      }),
  }
}
