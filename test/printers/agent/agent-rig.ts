import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { PrinterHealth } from '../../../printers/connection/session.ts'
import { paper80 } from '../../../printers/dialects/esc-pos.ts'
import { type DevicesDocument, makeDeviceSecret } from '../../../server/access/devices/devices.ts'
import { realClock } from '../../../server/clock.ts'
import { realFileSystem } from '../../../server/journal/file-system.ts'
import { startPrintAgent } from '../../../server/print-agent/agent-client.ts'
import { AgentPrinters } from '../../../server/printing/agent-printers.ts'
import { AgentServer } from '../../../server/web/live/agent-server.ts'
import { DevicePresence } from '../../../server/web/live/devices/device-presence.ts'
import { registryInMemory } from '../../fakes/hand-made-hall.ts'
import type { Cleaner } from '../printer-rig.ts'

/** The hall's end of print agents, on a real port. */
export interface AgentHall {
  readonly url: string
  readonly printers: AgentPrinters
  readonly secret: string
  readonly devices: DevicesDocument
  /** Breaks every line without a goodbye. */
  cut(): void
  /** Takes no new lines. */
  closeDoors(): Promise<void>
  openDoors(): Promise<void>
}

export async function agentHall(clean: Cleaner): Promise<AgentHall> {
  const printers = new AgentPrinters()
  const { secret, hash } = makeDeviceSecret('agent-1')
  const devices: DevicesDocument = {
    format: 2,
    devices: { 'agent-1': { kind: 'print-agent', name: 'kiosk', hash, addedAt: 0 } },
  }
  const refusal = ({ headers }: IncomingMessage) =>
    headers.origin === undefined
      ? undefined
      : { status: 403, problem: 'foreign Origin: only pages of this hall may send requests' }
  const onRefused = () => undefined
  const registry = registryInMemory(realClock, devices)
  const presence = new DevicePresence()
  const sockets = new AgentServer({ printers, devices: registry, presence, onRefused, refusal })
  const open = new Set<Socket>()
  let server: Server | undefined
  let port = 0
  async function openDoors(): Promise<void> {
    server = createServer()
    server.on('upgrade', (request, stream, head) => sockets.upgrade(request, stream, head))
    server.on('connection', (socket) => {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => open.delete(socket))
    })
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  async function closeDoors(): Promise<void> {
    const old = server
    server = undefined
    for (const socket of open) socket.resetAndDestroy()
    await new Promise((done) => (old ? old.close(done) : done(undefined)))
  }
  await openDoors()
  clean(async () => {
    sockets.stop()
    await closeDoors()
  })
  return {
    url: `http://127.0.0.1:${port}`,
    printers,
    secret,
    devices,
    cut() {
      for (const socket of open) socket.resetAndDestroy()
    },
    closeDoors,
    openDoors,
  }
}

export function agentDirectory(clean: Cleaner): string {
  const directory = mkdtempSync(join(tmpdir(), 'nowserving-agent-'))
  clean(async () => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export interface RunningAgent {
  connected(count: number): Promise<void>
  readonly refused: Error | undefined
  stop(): Promise<void>
}

export async function startAgent(
  clean: Cleaner,
  hall: AgentHall,
  printer: string,
  given: { directory?: string; secret?: string } = {},
): Promise<RunningAgent> {
  let count = 0
  let refused: Error | undefined
  let heard = (): void => {}
  const agent = await startPrintAgent({
    fs: realFileSystem,
    directory: given.directory ?? agentDirectory(clean),
    server: hall.url,
    secret: () => given.secret ?? hall.secret,
    printer,
    profile: paper80,
    ignore: [],
    log: pino({ level: 'silent' }),
    onConnected() {
      count += 1
      heard()
    },
    onRefused(error) {
      refused = error
      heard()
    },
    onRemoved: () => new Promise(() => undefined),
  })
  let stopped = false
  const stop = async (): Promise<void> => {
    if (!stopped) await agent.stop()
    stopped = true
  }
  clean(stop)
  return {
    connected: (wanted) =>
      new Promise((resolve) => {
        heard = () => {
          if (count >= wanted || refused) resolve()
        }
        heard()
      }),
    get refused() {
      return refused
    },
    stop,
  }
}

/** Hears how an agent's printer is. */
export function healthOf(): { tell(health: PrinterHealth): void; last: PrinterHealth | undefined } {
  const heard: { tell(health: PrinterHealth): void; last: PrinterHealth | undefined } = {
    last: undefined,
    tell(health) {
      heard.last = health
    },
  }
  return heard
}
