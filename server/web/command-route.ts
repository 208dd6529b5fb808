import type { IncomingMessage, ServerResponse } from 'node:http'
import { actorFor, type Caller } from '../access/permissions.ts'
import { commands, isSettingsCommand, isWireCommand } from '../protocol/commands.ts'
import { wireLimits } from '../protocol/limits.ts'
import type { Answer } from '../protocol/messages.ts'
import { parseJson } from '../protocol/parse.ts'
import { lockedProblem } from './audience.ts'
import type { CommandGateway } from './command-gateway.ts'

const prefix = '/api/commands/'
export const isCommandRequest = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && (url?.startsWith(prefix) ?? false)

/**
 * `POST /api/commands/<type>`, handled before the express app: one durable command costs a fifth of its cost behind
 * express.
 */
export function answerCommand(
  request: IncomingMessage,
  response: ServerResponse,
  gateway: CommandGateway,
  caller: Caller,
): void {
  const type = (request.url ?? '').slice(prefix.length).split('?', 1)[0]!
  if (!/^application\/json\b/iu.test(request.headers['content-type'] ?? '')) {
    return send(response, 400, { invalid: [{ path: 'Content-Type', problem: 'send application/json' }] })
  }
  const key = request.headers['idempotency-key']
  const most = mostBytes(type, caller)
  readBody(request, most, (text) => {
    if (text === undefined) {
      response.setHeader('Connection', 'close')
      return send(response, 413, { problem: `a command's body has at most ${most} bytes` })
    }
    const json = parseJson(text)
    if (!json.ok) return send(response, 400, { invalid: json.invalid })
    gateway.submit(type, json.value, typeof key === 'string' ? key : '', caller, (answer) => {
      const { status, body } = httpAnswer(answer)
      send(response, status, body)
    })
  })
}

/** Settings may come as a whole, from those who may change them. */
function mostBytes(type: string, caller: Caller): number {
  const isLarge =
    isWireCommand(type) && isSettingsCommand(type) && !('denied' in actorFor(caller, type, commands[type].by))
  return isLarge ? wireLimits.settingsBodyBytes : wireLimits.bodyBytes
}

/** The body; undefined when it is larger than `most` bytes, and the rest is then not read. */
function readBody(request: IncomingMessage, most: number, done: (text: string | undefined) => void): void {
  const parts: Buffer[] = []
  let length = 0
  let over = false
  request.on('data', (part: Buffer) => {
    length += part.length
    if (over) return
    if (length > most) {
      over = true
      done(undefined)
      request.resume()
    } else parts.push(part)
  })
  request.on('end', () => {
    if (!over) done(Buffer.concat(parts).toString())
  })
  request.on('error', () => {})
}

const deniedStatus = {
  'not-signed-in': 401,
  locked: 401,
  'wrong-role': 403,
  'no-such-type': 404,
  'too-large': 413,
  'key-reused': 422,
  'too-many': 429,
} as const
const deniedProblem: Record<keyof typeof deniedStatus, string> = {
  'not-signed-in': 'sign in first: POST /api/session',
  locked: lockedProblem,
  'wrong-role': 'your role may not give this command',
  'no-such-type': 'there is no command of this type; see /api/openapi.json',
  'too-large': `a command's body has at most ${wireLimits.bodyBytes} bytes`,
  'key-reused': 'this key was used for another command or by somebody else; use a new key',
  'too-many': 'too many at once; try the same key again in a moment',
}

/** An answer of the gateway as an HTTP response, by the table of api.md. */
function httpAnswer(answer: Answer): { status: number; body: object } {
  if (answer.ok) return { status: 200, body: { seq: answer.seq, result: answer.result } }
  if ('refusal' in answer) {
    const unavailable = answer.refusal.reason === 'disk-is-full' || answer.refusal.reason === 'clock-in-doubt'
    const status = unavailable ? 503 : answer.refusal.reason === 'too-many-tickets' ? 429 : 409
    return { status, body: { refusal: answer.refusal } }
  }
  if ('invalid' in answer) return { status: 400, body: { invalid: answer.invalid } }
  if ('denied' in answer)
    return {
      status: deniedStatus[answer.denied],
      body: { denied: answer.denied, problem: deniedProblem[answer.denied] },
    }
  return { status: 503, body: { unknown: true } }
}

export function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent || response.writableEnded) return
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  })
  response.end(text)
}
