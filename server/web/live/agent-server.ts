import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import { agentPath, agentPingMs } from '../../../printers/agent/agent-protocol.ts'
import type { HallMessage } from '../../../printers/agent/print-agent.ts'
import type { DeviceRegistry } from '../../access/devices/device-registry.ts'
import type { DeviceSignIn } from '../../access/devices/devices.ts'
import type { OnRefused } from '../../access/refused-attempts.ts'
import { type AgentConnection, type AgentPrinters, agentMessage } from '../../printing/agent-printers.ts'
import { closeCodes } from '../../protocol/close-codes.ts'
import { Heartbeat } from '../../protocol/heartbeat.ts'
import { parseBody } from '../../protocol/parse.ts'
import type { DevicePresence } from './devices/device-presence.ts'
import { limits } from './limits.ts'
import { makeSocketServer } from './socket-server.ts'
import { rejectUpgrade } from './upgrade-throttle.ts'

interface AgentServerOptions {
  readonly printers: AgentPrinters
  readonly devices: Pick<DeviceRegistry, 'find' | 'isPaired'>
  readonly presence: DevicePresence
  readonly onRefused: OnRefused
  /** The reason to refuse a request: a foreign Host or Origin, as at `/live`. */
  readonly refusal: (request: IncomingMessage) => { status: number; problem: string } | undefined
}

/** `/agent`: the socket of print agents, which authenticate by the secret of their device. */
export class AgentServer {
  readonly #options: AgentServerOptions
  readonly #server: WebSocketServer
  readonly #beat: NodeJS.Timeout
  readonly #heartbeats = new Set<Heartbeat>()
  readonly #sockets = new Map<WebSocket, DeviceSignIn>()

  constructor(options: AgentServerOptions) {
    this.#options = options
    this.#server = makeSocketServer(limits.agentWordBytes)
    this.#beat = setInterval(
      () => this.#heartbeats.forEach((heartbeat) => void heartbeat.beat()),
      agentPingMs,
    )
  }

  static isFor(request: IncomingMessage): boolean {
    return (request.url ?? '').split('?', 1)[0] === agentPath
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const refused = this.#refusal(request)
    if ('status' in refused) return rejectUpgrade(stream, refused.status, refused.problem)
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#open(socket, refused))
  }

  stop(): void {
    clearInterval(this.#beat)
    this.#options.printers.stop()
    this.#server.close()
  }

  /** Closes the connections of agents whose pairing was revoked. */
  closeRemoved(): void {
    for (const [socket, signIn] of this.#sockets)
      if (!this.#options.devices.isPaired(signIn)) socket.close(closeCodes.signedOut, 'device-removed')
  }

  /** The device of a request, or the reason to refuse it. */
  #refusal(request: IncomingMessage): { status: number; problem: string } | DeviceSignIn {
    const stranger = this.#options.refusal(request)
    if (stranger) return stranger
    if (this.#heartbeats.size >= limits.agentSockets)
      return { status: 503, problem: `no more than ${limits.agentSockets} print agents at once` }
    const [, secret] = /^Bearer ([\w.-]{1,200})$/u.exec(request.headers.authorization ?? '') ?? []
    const { devices, onRefused } = this.#options
    const signIn = devices.find(secret)
    if (signIn?.kind === 'print-agent' && devices.isPaired(signIn)) return signIn
    if (signIn) {
      onRefused('removed-device', signIn.id)
      const problem = 'this device was removed by an administrator: start the agent with --pair'
      return { status: 401, problem }
    }
    onRefused('print-agent')
    return {
      status: 401,
      problem:
        'this hall knows no device with this secret: start the agent with --pair, or add one by "device add"',
    }
  }

  #open(socket: WebSocket, signIn: DeviceSignIn): void {
    const { id: device } = signIn
    const heartbeat = new Heartbeat(socket)
    this.#heartbeats.add(heartbeat)
    this.#sockets.set(socket, signIn)
    const leave = this.#options.presence.connect({ device, isPaired: true, facts: () => ({}) })
    const line = this.#options.printers.connect(device, {
      send: (message: HallMessage) => socket.send(JSON.stringify(message)),
      close: (why) => socket.close(why === 'replaced' ? closeCodes.replaced : closeCodes.goingAway, why),
    })
    let words = 0
    const second = setInterval(() => {
      words = 0
    }, limits.secondMs)
    socket.on('message', (data, isBinary) => {
      // Once this end closes, no message is handled, whether or not the agent answers the close.
      if (socket.readyState !== socket.OPEN) return
      words += 1
      const isGood = !isBinary && words <= limits.agentWordsPerSecond && hearWord(line, String(data))
      if (!isGood) socket.close(closeCodes.policyViolation, 'unknown message')
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(second)
      this.#heartbeats.delete(heartbeat)
      this.#sockets.delete(socket)
      leave()
      line.lost()
    })
  }
}

/** False for a message that no agent sends. */
function hearWord(line: AgentConnection, text: string): boolean {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return false
  }
  const word = parseBody(agentMessage, value)
  if (word.ok) line.receive(word.value)
  return word.ok
}
