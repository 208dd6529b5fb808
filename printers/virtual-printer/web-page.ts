import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Bitmap } from '../drawing/bitmap.ts'
import { pngOf } from '../drawing/png.ts'
import { limits } from '../limits.ts'
import { type FaultName, faultNames } from './faults.ts'
import { pageScript, pageStyle } from './web-page-parts.ts'
import { type WebPageTexts, webPageTexts } from './web-page-texts.ts'

/** A paper as the page shows it. */
export interface ShownPaper {
  n: number
  picture: Bitmap
  cut: 'full' | 'partial' | 'none'
}

/** The contents and actions of the page. */
interface PageSubject {
  readonly address: string
  /** The present faults. */
  faults(): readonly FaultName[]
  /** Newest first. */
  papers(): readonly ShownPaper[]
  /** In metres. */
  roll(): number
  /** Returns false for an unknown action. */
  act(what: string): boolean
}

/** The page of a virtual printer, on this machine only. State changes by POST from the page itself, or from no page. */
export async function servePrinterPage(
  subject: PageSubject,
  port: number,
): Promise<{ readonly url: string; changed(): void; close(): Promise<void> }> {
  const watchers = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    handle(request, response, subject, watchers).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    changed() {
      for (const watcher of watchers) watcher.write('data: changed\n\n')
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

const headers = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { ...headers, 'Content-Type': type }).end(body)
}

/** Host names of this machine. Any other one is a page that pretends to be this host (DNS rebinding). */
function isOwn({ headers: given }: IncomingMessage): boolean {
  const host = given.host ?? ''
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/u.test(host)) return false
  return given.origin === undefined || given.origin === `http://${host}`
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  subject: PageSubject,
  watchers: Set<ServerResponse>,
): Promise<void> {
  if (!isOwn(request)) return send(response, 403, 'text/plain', 'this page is for this machine only')
  const target = request.url ?? '/'
  if (!URL.canParse(target, 'http://page'))
    return send(response, 400, 'text/plain', 'this address is malformed')
  const url = new URL(target, 'http://page')
  const texts = wordsFor(request, url)
  if (request.method === 'POST') {
    if (url.pathname !== '/do') return send(response, 404, 'text/plain', 'there is no such action')
    const what = await formValue(request, 'what')
    if (!subject.act(what))
      return send(response, 400, 'text/plain', `there is no action "${what.slice(0, 40)}"`)
    response.writeHead(303, { ...headers, Location: '/' }).end()
    return
  }
  if (request.method !== 'GET') return send(response, 405, 'text/plain', 'GET or POST')
  const [, paper] = /^\/paper\/(\d{1,9})\.png$/u.exec(url.pathname) ?? []
  if (paper !== undefined) {
    const found = subject.papers().find(({ n }) => n === Number(paper))
    if (!found) return send(response, 404, 'text/plain', 'this paper is no longer kept: only the newest are')
    return send(response, 200, 'image/png', await pngOf(found.picture))
  }
  switch (url.pathname) {
    case '/':
      return send(response, 200, 'text/html; charset=utf-8', wholePage(subject, texts))
    case '/state':
      return send(response, 200, 'text/html; charset=utf-8', statePart(subject, texts))
    case '/page.css':
      return send(response, 200, 'text/css', pageStyle)
    case '/page.js':
      return send(response, 200, 'text/javascript', pageScript)
    case '/events':
      return watch(response, watchers)
    default:
      return send(response, 404, 'text/plain', 'there is nothing here')
  }
}

function watch(response: ServerResponse, watchers: Set<ServerResponse>): void {
  if (watchers.size >= limits.watchersMost) return send(response, 503, 'text/plain', 'too many pages watch')
  response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' })
  response.write('retry: 1000\n\n')
  watchers.add(response)
  response.on('close', () => watchers.delete(response))
}

async function formValue(request: IncomingMessage, name: string): Promise<string> {
  let body = ''
  for await (const part of request) {
    body += String(part)
    if (body.length > limits.formBytes) break
  }
  return new URLSearchParams(body).get(name) ?? ''
}

function wordsFor(request: IncomingMessage, url: URL): WebPageTexts {
  const asked = url.searchParams.get('lang') ?? request.headers['accept-language'] ?? ''
  return webPageTexts[/^zh/iu.test(asked) ? 'zh' : 'en']
}

function wholePage(subject: PageSubject, texts: WebPageTexts): string {
  return `<!doctype html>
<html lang="${texts.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${texts.title}</title><link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script></head>
<body><p class="lost" role="alert" hidden>${texts.lost}</p><main id="state">${statePart(subject, texts)}</main></body></html>
`
}

function statePart(subject: PageSubject, texts: WebPageTexts): string {
  const now = new Set(subject.faults())
  const state = now.size === 0 ? texts.well : [...now].map((fault) => texts.states[fault]).join(' · ')
  const buttons = faultNames.map(
    (fault) =>
      `<button name="what" value="${fault}" aria-pressed="${now.has(fault)}">${texts.faults[fault]}</button>`,
  )
  const papers = subject.papers()
  const shown = papers.map(
    ({ n, picture, cut }) =>
      `<figure><img src="/paper/${n}.png" width="${picture.width}" height="${picture.height}" alt=""><figcaption>${n} · ${Math.round(picture.height / 8)} mm · ${cut === 'none' ? texts.torn : texts.full}</figcaption></figure>`,
  )
  return `<section class="case"><h1>${texts.title}</h1><p>${texts.intro}</p><p><code>${subject.address}</code></p>
<p class="state ${now.size === 0 ? 'well' : 'ill'}" role="status">${state}</p><p>${texts.roll(subject.roll().toFixed(1))}</p>
<form method="post" action="/do"><button class="mend" name="what" value="mend">${texts.mend}</button></form>
<form method="post" action="/do">${buttons.join('')}</form>
<form method="post" action="/do"><button name="what" value="clear">${texts.cut}</button></form></section>
<section><h2>${texts.papers}</h2>${papers.length === 0 ? `<p>${texts.none}</p>` : `<div class="papers">${shown.join('')}</div>`}</section>`
}
