import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import { WebSocket } from 'ws'
import { agentPath, agentPingMs } from '../../printers/agent/agent-protocol.ts'
import {
  type AgentMessage,
  createPrintAgent,
  type HallMessage,
  type PrintAgent,
} from '../../printers/agent/print-agent.ts'
import { openPrinter } from '../../printers/connection/open-printer.ts'
import type { PrinterHealth } from '../../printers/connection/session.ts'
import type { PaperProfile } from '../../printers/dialects/dialect.ts'
import type { Sensor } from '../../printers/dialects/sensors.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { closeCodes } from '../protocol/close-codes.ts'
import { Heartbeat } from '../protocol/heartbeat.ts'
import { DeviceRefused } from './errors.ts'
import { limits } from './limits.ts'
import { openAgentLog } from './printed-store.ts'

interface PrintAgentOptions {
  readonly fs: FileSystem
  /** The agent's own data directory, created and locked already. */
  readonly directory: string
  /** The address of the hall, `https://…`. */
  readonly server: string
  /** Read at each connection, because it may be another one by then. */
  readonly secret: () => string
  readonly printer: string
  readonly profile: PaperProfile
  /** Sensors of the printer that were declared untrue. */
  readonly ignore: readonly Sensor[]
  readonly log: Logger
  /** Called for the first connection and for every later one. */
  readonly onConnected: () => void
  /** Called when the hall answers 401 and never accepted the secret before. */
  readonly onRefused: (error: Error) => void
  /** Called once when the hall no longer accepts the secret. The agent connects again when it settles, and rarely before. */
  readonly onRemoved: () => Promise<void>
}

/**
 * Prints the slips of a hall elsewhere on the printer of this PC. The agent opens the connection, so that this PC needs
 * no open port. Throws `PrinterAddressWrong`.
 */
export async function startPrintAgent(options: PrintAgentOptions): Promise<{ stop(): Promise<void> }> {
  const { log } = options
  const entries = await openAgentLog(options.fs, options.directory)
  let health: PrinterHealth | undefined
  let connection: HallConnection | undefined
  const send = (message: AgentMessage): void => connection?.send(message)
  const printer = openPrinter(options.printer, {
    profile: options.profile,
    ignore: options.ignore,
    isInterrupted: entries.isInterrupted,
    onHealth(next) {
      health = next
      send({ type: 'health', health: next })
    },
  })
  const onError = (error: unknown): void => log.error({ err: error }, 'printing failed')
  const agent: PrintAgent = createPrintAgent({ printer, log: entries, send, onError })
  connection = new HallConnection(options, {
    receive: (message) => agent.receive(message),
    connected() {
      if (health) send({ type: 'health', health })
    },
  })
  return {
    async stop() {
      await agent.idle()
      connection?.stop()
      await printer.close()
    },
  }
}

interface HallListener {
  receive(message: HallMessage): void
  connected(): void
}

/** The connection to the hall, which reconnects by itself. */
class HallConnection {
  readonly #options: PrintAgentOptions
  readonly #listener: HallListener
  readonly #url: string
  #socket: WebSocket | undefined
  #attempts = 0
  #wasConnected = false
  #isStopped = false
  /** The hall has refused the secret since the last connection. */
  #isRemoved = false
  #reconnectTimer: NodeJS.Timeout | undefined
  #heartbeat: Heartbeat | undefined
  readonly #pingTimer: NodeJS.Timeout

  constructor(options: PrintAgentOptions, listener: HallListener) {
    this.#options = options
    this.#listener = listener
    this.#url = `${options.server.replace(/^http/u, 'ws').replace(/\/+$/u, '')}${agentPath}`
    this.#pingTimer = setInterval(() => this.#ping(), agentPingMs)
    this.#connect()
  }

  send(message: AgentMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message))
  }

  stop(): void {
    this.#isStopped = true
    clearInterval(this.#pingTimer)
    clearTimeout(this.#reconnectTimer)
    this.#socket?.close(closeCodes.normal, 'stopping')
  }

  #connect(): void {
    // The types of ws lack `closeTimeout`, whose default is 30 s.
    const options = {
      headers: { authorization: `Bearer ${this.#options.secret()}` },
      maxPayload: limits.agentSlipBytes,
      handshakeTimeout: limits.agentHandshakeMs,
      perMessageDeflate: false,
      closeTimeout: limits.agentCloseMs,
    }
    const socket = new WebSocket(this.#url, options)
    this.#socket = socket
    this.#heartbeat = new Heartbeat(socket)
    let problem = ''
    socket.on('open', () => {
      this.#attempts = 0
      this.#wasConnected = true
      this.#isRemoved = false
      this.#options.onConnected()
      this.#listener.connected()
    })
    // Once this end closes, no message is handled, whether or not the hall answers the close.
    socket.on('message', (data) => {
      if (socket.readyState === WebSocket.OPEN) this.#receive(String(data))
    })
    socket.on('unexpected-response', (request: ClientRequest, response: IncomingMessage) => {
      problem = `the hall answered ${response.statusCode}`
      request.destroy()
      if (response.statusCode !== 401) this.#reconnectAfter(socket, problem)
      else if (this.#wasConnected) this.#waitRemoved(socket, problem)
      else this.#refuse()
    })
    socket.on('error', (error) => {
      problem ||= error.message
    })
    socket.on('close', (code, reason) =>
      this.#reconnectAfter(socket, problem || `closed: ${code} ${String(reason)}`),
    )
  }

  #receive(text: string): void {
    let message: HallMessage
    try {
      message = JSON.parse(text) as HallMessage
    } catch {
      this.#socket?.close(closeCodes.policyViolation, 'unknown message')
      return
    }
    if (['print', 'begin', 'leave'].includes(message.type)) this.#listener.receive(message)
  }

  #refuse(): void {
    this.stop()
    this.#options.onRefused(
      new DeviceRefused(
        'the hall knows no device with this secret: start the agent with --pair, or run "nowserving device add print-agent --name NAME" at the hall for a new secret',
      ),
    )
  }

  /** A secret that was revoked stays so: the agent waits for another one, and asks the hall no more than it must. */
  #waitRemoved(socket: WebSocket, problem: string): void {
    if (this.#isStopped || this.#socket !== socket) return
    this.#socket = undefined
    this.#attempts = 0
    this.#reconnectTimer = setTimeout(() => this.#connect(), limits.agentRemovedRetryMs)
    if (this.#isRemoved) return
    this.#isRemoved = true
    this.#options.log.warn({ problem }, 'the hall no longer accepts the secret of this print agent')
    void this.#options.onRemoved().then(() => this.#connectNow())
  }

  #connectNow(): void {
    if (this.#isStopped || this.#socket) return
    clearTimeout(this.#reconnectTimer)
    this.#connect()
  }

  #reconnectAfter(socket: WebSocket, problem: string): void {
    if (this.#isStopped || this.#socket !== socket) return
    this.#socket = undefined
    const stepMs = Math.min(limits.agentReconnectMs * 2 ** this.#attempts, limits.agentReconnectMaxMs)
    this.#attempts += 1
    const delayMs = Math.round(stepMs * (0.5 + Math.random()))
    this.#options.log.warn({ problem, retryInMs: delayMs }, 'no connection to the hall, reconnecting')
    this.#reconnectTimer = setTimeout(() => this.#connect(), delayMs)
  }

  #ping(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#heartbeat?.beat()
  }
}
