import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { WebSocket } from 'ws'
import { seededRandom } from '../fakes/seeded-random.ts'
import { answerAll } from './worker.ts'

/** A process in which one counter works at a given pace: a number is taken, called, served, finished, and again. */

export interface Paced {
  readonly commands: number
  /** Mean time between two (ms). */
  readonly everyMs: number
  /** `even`: always the same. `poisson`: as people come, of this seed. */
  readonly gaps: 'even' | { readonly poisson: number }
}

/** One command; times in ms of the machine's monotonic clock. */
export interface Given {
  readonly command: string
  readonly seq: number
  readonly sentAt: number
  readonly answeredAt: number
}

const now = (): number => Number(process.hrtime.bigint()) / 1e6

const steps = [
  { command: 'issue-ticket', body: { service: 'fees' } },
  { command: 'call-next', body: { counter: '1' } },
  { command: 'start-service', body: { counter: '1' } },
  { command: 'finish', body: { counter: '1' } },
] as const

/** The cookie of somebody of the demo's staff. */
function signIn(port: number): Promise<string> {
  return new Promise((settle, reject) => {
    const headers = { 'content-type': 'application/json' }
    const asked = request(
      { port, host: '127.0.0.1', method: 'POST', path: '/api/session', headers },
      (message) => {
        message.resume()
        const cookie = message.headers['set-cookie']?.[0]?.split(';')[0]
        if (cookie === undefined) reject(new Error(`not signed in: ${message.statusCode}`))
        else settle(cookie)
      },
    )
    asked.on('error', reject)
    asked.end(JSON.stringify({ badge: '1001', password: 'demo' }))
  })
}

let socket: WebSocket
const waiting = new Map<string, (answer: { ok: boolean; seq: number }) => void>()

function give(command: string, body: object): Promise<{ ok: boolean; seq: number }> {
  const id = randomBytes(16).toString('base64url')
  return new Promise((settle) => {
    waiting.set(id, settle)
    socket.send(JSON.stringify({ type: 'command', id, command, body }))
  })
}

answerAll({
  async open({ port }: { port: number }) {
    const cookie = await signIn(port)
    socket = new WebSocket(`ws://127.0.0.1:${port}/live?view=window&counter=5`, {
      headers: { cookie },
      perMessageDeflate: false,
    })
    await new Promise((settle, reject) => socket.once('open', settle).once('error', reject))
    socket.on('message', (data) => {
      const told = JSON.parse(data.toString())
      if (told.type !== 'answer') return
      waiting.get(told.id)?.(told)
      waiting.delete(told.id)
    })
    await give('open-counter', { counter: '1' })
  },
  async run({ commands, everyMs, gaps }: Paced): Promise<Given[]> {
    const given: Promise<Given>[] = []
    const chance = gaps === 'even' ? undefined : seededRandom(gaps.poisson)
    let dueAt = now()
    for (let n = 0; n < commands; n += 1) {
      dueAt += chance ? -Math.log(1 - chance()) * everyMs : everyMs
      const waitMs = dueAt - now()
      if (waitMs > 0) await new Promise((settle) => setTimeout(settle, waitMs))
      const { command, body } = steps[n % steps.length]!
      const sentAt = now()
      given.push(
        give(command, body).then(({ ok, seq }) => {
          if (!ok) throw new Error(`${command} was refused`)
          return { command, seq, sentAt, answeredAt: now() }
        }),
      )
    }
    return Promise.all(given)
  },
})
