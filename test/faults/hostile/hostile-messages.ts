import { WebSocket } from 'ws'
import { commands } from '../../../server/protocol/commands.ts'
import { wireLimits } from '../../../server/protocol/limits.ts'
import { newKey } from '../../fakes/driver.ts'
import type { Draw } from './draw.ts'
import { hostileMessage, isMessage, isTaken } from './hostile-bodies.ts'

/** Messages in right frames: JSON of pages that was changed, and what the hall says to each. */

type Command = { readonly id: string; readonly command: keyof typeof commands; readonly body: object }

interface Answered {
  readonly type: string
  readonly id?: string
  readonly ok?: boolean
  readonly invalid?: readonly { readonly path: string; readonly problem: string }[]
  readonly refusal?: { readonly reason: string }
  readonly denied?: string
}

/** Longest wait for the answers of one socket, on a busy machine too (ms). */
const patienceMs = 30_000
/** Codes with which a hall may end a page that says such things: RFC 6455 §7.4.1 and its own. */
const mayEndWith = (code: number): boolean => [1007, 1008, 1009].includes(code) || code >= 4000

function drawnMessage(draw: Draw, command: Command): string {
  for (;;) {
    const text = hostileMessage(draw, command)
    // A longer one ends the socket, and what follows is not read.
    if (Buffer.byteLength(text) <= wireLimits.bodyBytes) return text
  }
}

/** The answer's id of a command that the page's schema takes and its own does not; it must be refused. */
function refusedId(text: string): string | undefined {
  const message: { type?: string; id?: string; command?: string; body?: object } = JSON.parse(text)
  if (message.type !== 'command') return undefined
  const { command = '', body } = message
  if (!Object.hasOwn(commands, command)) return message.id
  const { body: schema } = commands[command as keyof typeof commands]
  return isTaken(schema, JSON.stringify(body)) ? undefined : message.id
}

/** Sends a changed message for each of the commands; what was wrong with the answers, if anything. */
export async function messagesExchange(
  url: string,
  cookie: string,
  draw: Draw,
  given: readonly Command[],
): Promise<string | undefined> {
  const texts = given.map((command) => drawnMessage(draw, command))
  const socket = new WebSocket(url, { perMessageDeflate: false, headers: cookie === '' ? {} : { cookie } })
  const last = newKey()
  const answers: Answered[] = []
  const code = await new Promise<number>((settle) => {
    const timer = setTimeout(() => socket.terminate(), patienceMs)
    socket.on('error', () => {})
    socket.on('close', (closed) => {
      clearTimeout(timer)
      settle(closed)
    })
    socket.on('open', () => {
      for (const text of texts) socket.send(text)
      socket.send(JSON.stringify({ type: 'command', id: last, command: 'no-such-command', body: {} }))
    })
    socket.on('message', (data) => {
      const told: Answered = JSON.parse(data.toString())
      if (told.type === 'answer' || told.type === 'invalid') answers.push(told)
      if (told.id === last) socket.close(1000)
    })
  })
  const said = `${url} ${JSON.stringify(texts).slice(0, 4_000)}`
  if (code !== 1000) return mayEndWith(code) ? undefined : `ended with ${code}: ${said}`
  const invalid = answers.filter(({ type }) => type === 'invalid')
  const expected = texts.filter((text) => !isMessage(text))
  if (invalid.length !== expected.length) return `${invalid.length} of ${expected.length} refused: ${said}`
  if (!invalid.every((one) => one.invalid?.every(({ problem }) => problem !== ''))) return `no words: ${said}`
  for (const id of texts.filter(isMessage).flatMap((text) => refusedId(text) ?? [])) {
    const answer = answers.find((one) => one.type === 'answer' && one.id === id)
    if (answer?.ok !== false || !(answer.invalid?.length || answer.refusal || answer.denied))
      return `${id} was not refused in words (${JSON.stringify(answer)}): ${said}`
  }
  return undefined
}
