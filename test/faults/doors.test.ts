import { existsSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentPingMs } from '../../printers/agent/agent-protocol.ts'
import { limits as printerLimits } from '../../printers/limits.ts'
import { startTcpPrinter } from '../../printers/virtual-printer/tcp-printer.ts'
import { makeDeviceSecret } from '../../server/access/devices/devices.ts'
import { limits as webLimits } from '../../server/web/limits.ts'
import { limits as liveLimits } from '../../server/web/live/limits.ts'
import { Driver, until } from '../fakes/driver.ts'
import { type Door, heldBy, messageFrame, type RudeClient, rudeClients } from '../fakes/rude-clients.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'
import { maskedFrame } from '../fakes/stubborn-page.ts'
import { patience } from '../fakes/watch.ts'

/** Every door of the hall against every client that misbehaves: descriptors, memory and time are bounded. */

const requestOf = (path: string, ...headers: string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...headers, '', ''].join('\r\n')
const upgradeOf = (path: string, ...headers: string[]): string =>
  requestOf(
    path,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ...headers,
  )

const socketRefusals = (path: string, ...headers: string[]) => ({
  400: 'NO HTTP\r\n\r\n',
  401: upgradeOf('/agent'),
  403: upgradeOf(path, ...headers, 'Origin: http://elsewhere.example'),
  404: upgradeOf('/nothing'),
  '1002: no frame': Buffer.from('this is no frame of a WebSocket'),
  '1003 or 1008: binary': maskedFrame('binary', '{}'),
})

const doorsOf = (port: number, secret: string): Door[] => [
  {
    name: 'HTTP',
    port,
    opening: '',
    question: Buffer.from(requestOf('/api/openapi.json')),
    beginning: 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ',
    refused: {
      400: 'NO HTTP\r\n\r\n',
      421: requestOf('/', 'Connection: close').replace('127.0.0.1', 'elsewhere.example'),
      404: requestOf('/nothing', 'Connection: close'),
      401: requestOf('/api/session', 'Connection: close'),
      413: `POST /api/commands/issue-ticket HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n${'x'.repeat(20_000)}`,
    },
  },
  {
    name: '/live',
    port,
    opening: upgradeOf('/live?view=board'),
    question: messageFrame({ type: 'again' }),
    beginning: Buffer.from([0x81, 0xfe]),
    refused: socketRefusals('/live?view=board'),
  },
  {
    name: '/agent',
    port,
    opening: upgradeOf('/agent', `Authorization: Bearer ${secret}`),
    question: maskedFrame('ping', 'p'),
    beginning: Buffer.from([0x81, 0xfe]),
    refused: socketRefusals('/agent', `Authorization: Bearer ${secret}`),
  },
]

/** The longest that a hall keeps such a connection (ms): until it is noticed, checked, and given up. */
const noticed = webLimits.connectionCheckMs + webLimits.closeMs
const silent = webLimits.requestHeadersMs + webLimits.requestCheckMs + noticed
const pingless = { HTTP: silent, '/live': 3 * liveLimits.pingMs, '/agent': 3 * agentPingMs }
const unread = webLimits.stuckMs + noticed + webLimits.connectionCheckMs
const keptMs: Readonly<Record<keyof typeof rudeClients, (door: string) => number>> = {
  'says nothing': () => silent,
  'closes its half at once and stays': () => noticed,
  'enters, closes its half and stays': () => noticed,
  'begins and never ends': (door) => pingless[door as keyof typeof pingless],
  'answers no FIN and no close frame after a refusal': () => noticed,
  'asks 1,200 times in one write and reads nothing': () => unread,
  'asks 1,200 times, closes its half and reads nothing': () => unread,
  'answers no ping': (door) => pingless[door as keyof typeof pingless],
}
/** A busy machine looks at its clock late; without limits these connections stay for good. */
const slackMs = patience
/** Behind one of the floods a ticket would wait for seconds. */
const slowerMs = 1_000
const aMoment = () => new Promise<void>((settle) => setTimeout(settle, 250))
const clientsPerCell = 5
/** 1,200 answers of the longest kind are 120 MB for each client; one each, and the kernel’s buffers, are far less. */
const memoryBytes = 250e6

/** Longer than the longest cell. */
const allMs = 170_000
/** Cells that are not over, and what the hall is asked for meanwhile. */
const going = new Set<string>()
const open: Socket[] = []
let hall: RunningHall
let undisturbed: RunningHall
let doors: Door[]
let took: { cell: string; ms: number; isHeld: boolean; sockets: number }[]
let most = 0
/** Tickets taken in turn at the hall and at another one that nobody disturbs. */
const ticketMs = { here: [] as number[], nextDoor: [] as number[] }
let before = 0

async function tried(door: Door, name: keyof typeof rudeClients) {
  const client: RudeClient = rudeClients[name]
  const cell = `${door.name}: ${name}`
  going.add(cell)
  const sockets = (await Promise.all(Array.from({ length: clientsPerCell }, () => client(door)))).flat()
  open.push(...sockets)
  const ports = sockets.map(({ localPort }) => localPort!)
  const begunAt = performance.now()
  const mostMs = keptMs[name](door.name) + slackMs
  const isHeld = () => {
    const held = heldBy(hall.port)
    return ports.some((port) => held.has(port))
  }
  do await aMoment()
  while (isHeld() && performance.now() - begunAt < mostMs)
  going.delete(cell)
  took.push({
    cell,
    ms: Math.round(performance.now() - begunAt),
    isHeld: isHeld(),
    sockets: sockets.length,
  })
}

/** With a connection of its own: an idle one may be closed by the hall just when a busy machine uses it again. */
async function timeOfTicket(at: RunningHall): Promise<number> {
  const askedAt = performance.now()
  await new Driver(at, 'kiosk-1').issue('fees')
  return performance.now() - askedAt
}

/** All cells at once: most of their time is waiting. Meanwhile the hall gives tickets. */
async function tryAll(): Promise<void> {
  const { secret, hash } = makeDeviceSecret('agent-1')
  const directory = await furnishedDirectory()
  writeFileSync(
    join(directory, 'devices.json'),
    JSON.stringify({
      format: 1,
      devices: { 'agent-1': { kind: 'print-agent', name: 'PC', hash, addedAt: 0 } },
    }),
  )
  hall = await startHall({ verb: 'serve', directory })
  undisturbed = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  doors = doorsOf(hall.port, secret)
  const kiosk = new Driver(hall, 'kiosk-1')
  await kiosk.issue('fees')
  await kiosk.get('/api/openapi.json')
  before = hall.residentBytes()
  took = []
  let isOver = false
  const names = Object.keys(rudeClients) as (keyof typeof rudeClients)[]
  const cells = Promise.all(doors.flatMap((door) => names.map((name) => tried(door, name)))).finally(() => {
    isOver = true
  })
  while (!isOver) {
    going.add('a ticket at the kiosk')
    ticketMs.here.push(await timeOfTicket(hall))
    going.delete('a ticket at the kiosk')
    ticketMs.nextDoor.push(await timeOfTicket(undisturbed))
    most = Math.max(most, hall.residentBytes())
    await aMoment()
  }
  await cells
}

/** A hall that answers nobody any longer is told by what it leaves unanswered. */
async function tryAllInTime(): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const isLate = new Promise<never>((_, reject) => {
    const tell = () => reject(new Error(`not over after ${allMs / 1000} s: ${[...going].join('; ')}`))
    timer = setTimeout(tell, allMs)
  })
  await Promise.race([tryAll(), isLate]).finally(() => clearTimeout(timer))
}

describe.skipIf(!existsSync('/proc/net/tcp'))('the doors of a hall', () => {
  beforeAll(tryAllInTime)
  afterAll(async () => {
    for (const socket of open) socket.destroy()
    await Promise.all([hall.close(), undisturbed.close()])
  })

  test('no client that misbehaves keeps its connection longer than the limits say', () => {
    const sockets = took.reduce((all, one) => all + one.sockets, 0)
    process.stdout.write(
      `doors: ${took.length} cells, ${sockets} connections, ${Math.round((most - before) / 1e6)} MB more, ${ticketMs.here.length} tickets, the slowest ${Math.round(Math.max(...ticketMs.here))} ms, next door ${Math.round(Math.max(...ticketMs.nextDoor))} ms\n`,
    )
    expect(took.filter(({ isHeld }) => isHeld)).toEqual([])
    expect(took).toHaveLength(doors.length * Object.keys(rudeClients).length)
    expect(took.every(({ sockets: count }) => count >= clientsPerCell)).toBe(true)
  })

  test('they cost bounded memory, and nobody at a kiosk waits for them', () => {
    expect(most - before).toBeLessThan(memoryBytes)
    const half = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!
    // The middle, so that a pause of a shared machine counts for nothing.
    expect(half(ticketMs.here) - half(ticketMs.nextDoor)).toBeLessThan(slowerMs)
  })

  test('the port of a virtual printer serves one client at a time, and its next host soon', async () => {
    const printer = await startTcpPrinter()
    const door: Door = {
      name: 'virtual printer',
      port: printer.port,
      opening: '',
      // The status of the printer, in real time: DLE EOT 1.
      question: Buffer.from([0x10, 0x04, 1]),
      beginning: Buffer.from([0x1b]),
      refused: {},
    }
    const hosts = 20
    let count = 0
    for (const [name, client] of Object.entries<RudeClient>(rudeClients)) {
      const sockets = (await Promise.all(Array.from({ length: hosts }, () => client(door)))).flat()
      await until(`all but one to be turned away: ${name}`, () => heldBy(printer.port).size <= 1)
      // Silence is allowed to a host; all others have closed their half or go now.
      for (const socket of sockets) socket.end()
      await until(
        `the port to be free after: ${name}`,
        () => heldBy(printer.port).size === 0,
        printerLimits.hostClosingMost + slackMs,
      )
      open.push(...sockets)
      count += 1
    }
    process.stdout.write(`doors: ${count} cells at the port of a virtual printer\n`)
    await printer.close()
  })
})
