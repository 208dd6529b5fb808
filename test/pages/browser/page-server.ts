import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { pageAddresses } from '../../../server/web/page-addresses.ts'
import { documentFor } from '../../../server/web/page-document.ts'

/** Where the built pages lie; another folder when several builds must not disturb each other. */
export const builtPages = process.env.NOWSERVING_PAGES ?? join(import.meta.dirname, '../../../dist/pages')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

export interface PageServer {
  readonly origin: string
  /** The languages of the hall, as pages are told at their start. */
  set languages(tags: readonly string[])
  close(): Promise<void>
}

/** Serves the built pages as they are, under the real routes and the real Content-Security-Policy. */
export async function servePages(): Promise<PageServer> {
  if (!existsSync(join(builtPages, 'build.json')))
    throw new Error(`no built pages in ${builtPages}: run "npx vite build" first`)
  let languages: readonly string[] = []
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname))
    const folder = pageAddresses.find(([address]) =>
      typeof address === 'string' ? address === path : address.test(path),
    )?.[1]
    const file = join(builtPages, folder === undefined ? path : `${folder}/index.html`)
    const found = !path.startsWith('/..') && existsSync(file) && statSync(file).isFile()
    response.writeHead(found ? 200 : 404, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'; img-src 'self' data:",
      'cache-control': found && file.includes('/assets/') ? 'max-age=3600' : 'no-store',
    })
    if (found && folder !== undefined) response.end(documentFor(readFileSync(file, 'utf8'), languages))
    else if (found) createReadStream(file).pipe(response)
    else response.end('not found')
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port } = server.address() as AddressInfo
  return {
    set languages(tags: readonly string[]) {
      languages = tags
    },
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((settle) => {
        server.close(() => settle())
        server.closeAllConnections()
      }),
  }
}
