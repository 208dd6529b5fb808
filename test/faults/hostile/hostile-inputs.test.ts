import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDeviceSecret } from '../../../server/access/devices/devices.ts'
import { commands, type WireCommandType } from '../../../server/protocol/commands.ts'
import { deviceBody, sessionBody } from '../../../server/protocol/http-bodies.ts'
import { rightBody } from '../../fakes/command-texts.ts'
import { Driver, newKey, until } from '../../fakes/driver.ts'
import { heapBytes } from '../../fakes/heap-bytes.ts'
import { heldBy } from '../../fakes/rude-clients.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { Draw } from './draw.ts'
import { exchange, framesExchange, type Heard } from './exchange.ts'
import { hostileJson, isTaken, refusedJson } from './hostile-bodies.ts'
import { hostileFrames } from './hostile-frames.ts'
import { messagesExchange } from './hostile-messages.ts'
import { hostileRequest } from './hostile-requests.ts'

/**
 * A hall under inputs that nobody means well: it lives, answers none with a fault of its own, says what is wrong with
 * each command, and keeps nothing of them. `HOSTILE_INPUTS`: how many; `SEED`.
 */

const count = Number(process.env.HOSTILE_INPUTS ?? 3_000)
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
/** Of all inputs, those before memory is measured for the first time: code is compiled and caches fill. */
const warmShare = 0.2
/** Growth of the memory in use that the rest may cause: 100 bytes kept for each of 100,000 would be more. */
const heapGrowthBytes = 8e6
const atOnce = 8
const messagesPerSocket = 10
/** An input takes a millisecond or two, on a busy machine ten times that. */
const mostMs = 120_000 + count * 30

let hall: RunningHall
let agentSecret: string
/** Cookies by the role that may give the most commands of its kind. */
let cookies: Readonly<Record<keyof typeof viewOf | 'manager' | 'administrator', string>>

/** The view of a page from which somebody gives commands. */
const viewOf = {
  kiosk: 'view=kiosk&device=kiosk-2',
  rating: 'view=rating&counter=1&device=rating-1',
  clerk: 'view=counter&counter=1',
} as const
const deviceOf: Readonly<Record<string, string>> = { kiosk: 'kiosk-2', rating: 'rating-1' }

beforeAll(async () => {
  const directory = await furnishedDirectory((file) => ({
    ...file,
    devices: [
      ...file.devices,
      { id: 'kiosk-2', kind: 'kiosk', name: 'Kiosk 2' },
      { id: 'rating-1', kind: 'rating', name: 'At 1', counter: '1' },
    ],
  }))
  const { secret, hash } = makeDeviceSecret('agent-1')
  agentSecret = secret
  const devices = { 'agent-1': { kind: 'print-agent', name: 'PC', hash, addedAt: 0 } }
  writeFileSync(join(directory, 'devices.json'), JSON.stringify({ format: 1, devices }))
  hall = await startHall({ verb: 'serve', directory, node: ['--inspect=127.0.0.1:0'] })
  const signedIn = async (badge: string): Promise<string> => {
    const driver = new Driver(hall)
    // A busy machine checks a password late, and asks to come again.
    await until(`the sign-in of ${badge}`, async () => (await driver.signIn(badge)).status === 204)
    if (badge === '1001') await driver.done('open-counter', { counter: '1' })
    driver.close()
    return driver.cookie!
  }
  cookies = {
    kiosk: '',
    rating: '',
    clerk: await signedIn('1001'),
    manager: await signedIn('2001'),
    administrator: await signedIn('9001'),
  }
})
afterAll(() => hall.close())

/** Somebody who may give the command. */
function giverOf(command: WireCommandType): keyof typeof cookies {
  const { by }: { by: readonly string[] } = commands[command]
  if (by.includes('counter') || by.includes('staff')) return 'clerk'
  if (by.includes('manager')) return 'manager'
  if (by.includes('rating')) return 'rating'
  return by.includes('administrator') ? 'administrator' : 'kiosk'
}

interface HostileCommand {
  readonly command: WireCommandType
  readonly giver: keyof typeof cookies
  readonly text: string
}

const types = Object.keys(commands) as WireCommandType[]
function hostileCommand(draw: Draw): HostileCommand {
  const command = draw.of(types)
  const giver = giverOf(command)
  const body = rightBody(command)
  // A changed command may still be valid, and is then done: by a kiosk or a counter, so that nobody closes the hall.
  const mayBeTaken = giver in deviceOf || giver === 'clerk'
  const text = mayBeTaken ? hostileJson(draw, body) : refusedJson(draw, commands[command].body, body)
  return { command, giver, text }
}

const post = (path: string, text: string, ...headers: string[]): Buffer =>
  Buffer.from(
    [
      `POST ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(text)}`,
      'Connection: close',
      ...headers,
      '',
      text,
    ].join('\r\n'),
  )

/** Whether an answer says what is wrong: the place and the problem, the reason, or a sentence. */
function isInWords(text: string): boolean {
  const answer: Record<string, unknown> = JSON.parse(text)
  const { invalid, refusal, problem } = answer as {
    invalid?: { path: string; problem: string }[]
    refusal?: { reason: string }
    problem?: string
  }
  if (invalid)
    return invalid.length > 0 && invalid.every((one) => typeof one.path === 'string' && one.problem !== '')
  return Boolean(refusal?.reason ?? problem)
}

function counted(heard: Heard): Heard {
  for (const status of heard.statuses) answered[status] = (answered[status] ?? 0) + 1
  return heard
}

/** The fault of the answer to one body; undefined for a right one. */
function faultOf(
  { text, statuses }: Heard,
  isValid: boolean,
  refusals: readonly number[],
): string | undefined {
  const [status] = statuses
  if (statuses.length !== 1 || status === undefined) return `${statuses.length} answers`
  if (isValid && status < 300) return undefined
  if (!(isValid ? [...refusals, 409] : refusals).includes(status)) return `answered with ${status}`
  return isInWords(text.slice(text.indexOf('\r\n\r\n') + 4)) ? undefined : 'refused without words'
}

type Fault = string | undefined
const shown = (bytes: string | Buffer): string =>
  JSON.stringify(typeof bytes === 'string' ? bytes : bytes.toString('latin1')).slice(0, 400)

/** By what is sent; each sends some inputs, and returns their number and their fault. */
const kinds = {
  async command(draw: Draw) {
    const { command, giver, text } = hostileCommand(draw)
    const path = `/api/commands/${command}${giver in deviceOf ? `?device=${deviceOf[giver]}` : ''}`
    const cookie = cookies[giver] === '' ? [] : [`Cookie: ${cookies[giver]}`]
    const bytes = post(path, text, `Idempotency-Key: ${newKey()}`, ...cookie)
    const heard = counted(await exchange(hall.port, bytes, { isPatient: true }))
    const fault = faultOf(heard, isTaken(commands[command].body, text), [400, 413, 429])
    return { inputs: 1, fault: fault && `${fault}: ${command} ${shown(text)}: ${shown(heard.text)}` }
  },
  async session(draw: Draw) {
    const isSignIn = draw.is(0.7)
    const [path, schema, right] = isSignIn
      ? (['/api/session', sessionBody, { badge: '1003', password: 'wrong' }] as const)
      : (['/api/device', deviceBody, { claim: 'x' }] as const)
    const text = hostileJson(draw, right)
    const heard = counted(await exchange(hall.port, post(path, text), { isPatient: true }))
    // The reader of these bodies leaves out a byte order mark, as RFC 8259 allows.
    const isValid = isTaken(schema, text.replace(/^\uFEFF/u, ''))
    const fault = faultOf(heard, isValid, isValid ? [400, 401, 404, 429] : [400, 413])
    return { inputs: 1, fault: fault && `${fault}: ${path} ${shown(text)}: ${shown(heard.text)}` }
  },
  async request(draw: Draw) {
    const { bytes, isCut } = hostileRequest(draw)
    const { statuses, isKept } = counted(await exchange(hall.port, bytes, { isCut }))
    const wrong = statuses.filter((status) => status >= 500)
    const fault: Fault = isKept
      ? 'the connection was kept'
      : wrong.length > 0
        ? `answered with ${wrong}`
        : undefined
    return { inputs: 1, fault: fault && `${fault}: ${shown(bytes)}` }
  },
  async frames(draw: Draw) {
    const frames = hostileFrames(draw)
    const [path, authorization] = draw.is(0.8)
      ? ['/live?view=board', []]
      : ['/agent', [`Authorization: Bearer ${agentSecret}`]]
    const upgrade = [
      `GET ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      ...authorization,
      '',
      '',
    ].join('\r\n')
    const { statuses, isKept } = await framesExchange(hall.port, upgrade, frames)
    const fault: Fault = isKept
      ? 'the connection was kept'
      : statuses[0] === 101
        ? undefined
        : `not opened: ${statuses}`
    return {
      inputs: frames.length,
      fault: fault && `${fault}: ${path} ${Buffer.concat(frames).toString('hex').slice(0, 400)}`,
    }
  },
  async messages(draw: Draw) {
    const giver = draw.of(Object.keys(viewOf) as (keyof typeof viewOf)[])
    const commandsOf = Array.from({ length: messagesPerSocket }, () => {
      const command = draw.of(types.filter((type) => giverOf(type) === giver))
      return { id: newKey(), command, body: rightBody(command) }
    })
    const url = `${hall.url.replace('http', 'ws')}/live?${viewOf[giver]}`
    const fault = await messagesExchange(url, cookies[giver], draw, commandsOf)
    return { inputs: messagesPerSocket, fault }
  },
} as const
/** How often each kind is drawn. */
const shares: readonly (keyof typeof kinds)[] = [
  ...Array.from({ length: 9 }, () => 'command' as const),
  ...Array.from({ length: 7 }, () => 'request' as const),
  ...(['session', 'frames', 'messages'] as const),
]

const sent: Record<string, number> = {}
/** Answers over HTTP by their status. */
const answered: Record<number, number> = {}
const faults: string[] = []
let next = 0

/** Sends inputs up to this number; each is drawn from a seed of its own, so that it can be repeated alone. */
async function sendUpTo(most: number): Promise<void> {
  const total = () => Object.values(sent).reduce((all, one) => all + one, 0)
  const one = async (): Promise<void> => {
    while (total() < most) {
      next += 1
      const own = seed + next
      const draw = new Draw(own)
      const kind = draw.of(shares)
      const { inputs, fault } = await kinds[kind](draw)
      sent[kind] = (sent[kind] ?? 0) + inputs
      if (fault !== undefined) faults.push(`${kind}, seed ${own}: ${fault}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
}

async function memory(): Promise<{ heap: number; resident: number }> {
  await until('every connection to be closed', () => heldBy(hall.port).size === 0, mostMs)
  const [, inspector] = /(ws:\/\/\S+)/u.exec(hall.stderr) ?? []
  return { heap: await heapBytes(inspector!), resident: hall.residentBytes() }
}

async function issue(): Promise<string> {
  const kiosk = new Driver(hall, 'kiosk-1')
  const { label } = await kiosk.issue('fees')
  kiosk.close()
  return label
}

describe.skipIf(!existsSync('/proc/net/tcp'))('hostile inputs', () => {
  test(
    `the hall lives through ${count} of them, answers each as it should and keeps nothing (seed ${seed})`,
    async () => {
      const { pid } = hall
      let hasEnded = false
      hall.ended.then(() => {
        hasEnded = true
      })
      const before = await issue()
      await sendUpTo(count * warmShare)
      const warm = await memory()
      await sendUpTo(count)
      const after = await memory()
      const growth = after.heap - warm.heap
      const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
      process.stdout.write(
        `hostile inputs: seed ${seed}, ${JSON.stringify(sent)}, answers ${JSON.stringify(answered)}, ${faults.length} faults; memory in use ${megabytes(warm.heap)}, ` +
          `${megabytes(growth)} more after the last; resident ${megabytes(warm.resident)}, then ${megabytes(after.resident)}\n`,
      )
      expect(faults.slice(0, 20)).toEqual([])
      expect([hasEnded, hall.pid]).toEqual([false, pid])
      expect(Object.keys(sent).sort()).toEqual(Object.keys(kinds).sort())
      expect(growth).toBeLessThan(heapGrowthBytes)
      expect(await issue()).not.toBe(before)
      // The log names every fault of the hall's own.
      expect(hall.stderr).not.toMatch(/"level":[56]0/u)
    },
    mostMs,
  )
})
