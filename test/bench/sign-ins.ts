import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { answerAll } from './worker.ts'

/** A process of browsers in which people sign in, each again as soon as they are in. */

export interface SigningIn {
  readonly port: number
  readonly browsers: number
  readonly badges: readonly string[]
  readonly password: string
  /** Nobody begins anew after this; those who have begun are waited for. */
  readonly ms: number
}

/** The `Retry-After` of a hall (ms). */
const againMs = 5_000

/** Whether somebody is signed in; false when the hall asks to try again, because too many do. */
function signIn(agent: Agent, port: number, badge: string, password: string): Promise<boolean> {
  return new Promise((settle, reject) => {
    const headers = { 'content-type': 'application/json' }
    const asked = request(
      { port, host: '127.0.0.1', method: 'POST', path: '/api/session', headers, agent },
      (message) => {
        message.resume()
        message.on('end', () =>
          message.statusCode === 204 || message.statusCode === 503
            ? settle(message.statusCode === 204)
            : reject(new Error(`not signed in: ${message.statusCode}`)),
        )
      },
    )
    asked.on('error', reject)
    asked.end(JSON.stringify({ badge, password }))
  })
}

answerAll({
  /** Number of sign-ins. */
  async run({ port, browsers, badges, password, ms }: SigningIn): Promise<number> {
    const agent = new Agent({ maxSockets: browsers })
    const end = performance.now() + ms
    let count = 0
    const browser = async (badge: string): Promise<void> => {
      do {
        if (await signIn(agent, port, badge, password)) count += 1
        else await setTimeout(againMs)
      } while (performance.now() < end)
    }
    await Promise.all(Array.from({ length: browsers }, (_, n) => browser(badges[n % badges.length]!)))
    agent.destroy()
    return count
  },
})
