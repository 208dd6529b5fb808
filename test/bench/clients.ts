import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { WebSocket } from 'ws'
import { answerAll } from './worker.ts'

/** A process of pages that act, each as soon as it was answered (or after a pause): the same ends for the hall and for the floors. */

/** The measurements of a run; times in ms. */
export interface Run {
  readonly count: number
  readonly ms: number
  readonly p50: number
  readonly p99: number
}

/**
 * `echo`: what is sent comes back. `visit`: a number is taken and given back, in turn. `visit-http`: the same over HTTP.
 * `ticket`: a number is taken at the first kiosk, whose printer prints it. `naive`: takes numbers of the naive peer.
 */
export type Doing = 'echo' | 'visit' | 'visit-http' | 'ticket' | 'naive'

export interface Open {
  readonly doing: Doing
  readonly port: number
  readonly clients: number
}

interface Client {
  /** Does one thing; settles when it was answered. */
  once(): Promise<void>
  close(): void
}

const prefix = randomBytes(6).toString('base64url')
let n = 0
const newKey = (): string => {
  n += 1
  return `${prefix}${n.toString(36).padStart(14, '0')}`
}

const phoneKeyIn = (answer: string): string => {
  const at = answer.indexOf('/t/')
  if (at < 0) throw new Error(`no number was given: ${answer.slice(0, 300)}`)
  return answer.slice(at + 3, at + 25)
}

/** The commands of a visit: a number is taken, and may be given back by the phone. */
class Visit {
  #phoneKey: string | undefined
  readonly #givesBack: boolean

  constructor(givesBack = true) {
    this.#givesBack = givesBack
  }

  next(): { type: string; body: object } {
    const key = this.#phoneKey
    this.#phoneKey = undefined
    return key === undefined
      ? { type: 'issue-ticket', body: { service: 'fees' } }
      : { type: 'leave', body: { key } }
  }

  answered(type: string, answer: string): void {
    if (type === 'issue-ticket') this.#phoneKey = this.#givesBack ? phoneKeyIn(answer) : undefined
    else if (!answer.includes('"seq"')) throw new Error(`refused: ${answer.slice(0, 300)}`)
  }
}

function opened(socket: WebSocket): Promise<WebSocket> {
  return new Promise((settle, reject) => socket.once('open', () => settle(socket)).once('error', reject))
}

/** A window whose counter nobody works at acts and has nothing to watch; a kiosk sees the paper of its last ticket. */
function pathOf(doing: Doing): string {
  if (doing === 'echo') return ''
  return doing === 'ticket' ? 'live?view=kiosk&device=kiosk-1' : 'live?view=window&counter=5'
}

/** A socket on which one thing is under way at a time. */
async function socketClient({ doing, port }: Open): Promise<Client> {
  const socket = await opened(
    new WebSocket(`ws://127.0.0.1:${port}/${pathOf(doing)}`, { perMessageDeflate: false }),
  )
  const visit = new Visit(doing !== 'ticket')
  let type = ''
  let done: () => void = () => {}
  let failed: (error: Error) => void = () => {}
  socket.on('close', (code, reason) => failed(new Error(`closed: ${code} ${reason}`)))
  socket.on('message', (data) => {
    if (doing === 'echo') return done()
    const answer = data.toString()
    if (!answer.startsWith('{"type":"answer"')) return
    try {
      visit.answered(type, answer)
      done()
    } catch (error) {
      failed(error as Error)
    }
  })
  return {
    once() {
      const { type: command, body } = visit.next()
      type = command
      const text = JSON.stringify({ type: 'command', id: newKey(), command, body })
      return new Promise((settle, reject) => {
        done = settle
        failed = reject
        socket.send(text)
      })
    },
    close: () => socket.terminate(),
  }
}

function httpClient({ doing, port }: Open): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const visit = new Visit()
  const post = (path: string, text: string, key: string) =>
    new Promise<string>((settle, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'idempotency-key': key,
      }
      const asked = request({ port, host: '127.0.0.1', method: 'POST', path, agent, headers }, (message) => {
        let answer = ''
        message.setEncoding('utf8')
        message.on('data', (part) => {
          answer += part
        })
        message.on('end', () =>
          message.statusCode === 200
            ? settle(answer)
            : reject(new Error(`${path}: ${message.statusCode} ${answer}`)),
        )
      })
      asked.on('error', reject)
      asked.end(text)
    })
  return {
    async once() {
      if (doing === 'naive') return void (await post('/tickets', '{"service":"fees"}', newKey()))
      const { type, body } = visit.next()
      visit.answered(type, await post(`/api/commands/${type}`, JSON.stringify(body), newKey()))
    },
    close: () => agent.destroy(),
  }
}

let clients: Client[] = []
let times: number[] = []

async function keepDoing(client: Client, until: number, pauseMs: number): Promise<void> {
  for (;;) {
    const begunAt = performance.now()
    if (begunAt > until) return
    await client.once()
    times.push(performance.now() - begunAt)
    if (pauseMs > 0) await new Promise((settle) => setTimeout(settle, pauseMs))
  }
}

answerAll({
  async open(open: Open) {
    for (const client of clients) client.close()
    const isHttp = open.doing === 'visit-http' || open.doing === 'naive'
    clients = await Promise.all(
      Array.from({ length: open.clients }, () => (isHttp ? httpClient(open) : socketClient(open))),
    )
  },
  /** All of them, as fast as they are answered or with a pause after each answer, for this long. */
  async run({ ms, pauseMs = 0 }: { ms: number; pauseMs?: number }): Promise<Run> {
    times = []
    const begunAt = performance.now()
    await Promise.all(clients.map((client) => keepDoing(client, begunAt + ms, pauseMs)))
    const spent = performance.now() - begunAt
    times.sort((one, two) => one - two)
    return {
      count: times.length,
      ms: spent,
      p50: times[times.length >> 1] ?? Number.NaN,
      p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    }
  },
})
