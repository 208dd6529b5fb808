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
import type { TicketPrinter } from '../../printers/printer.ts'
import { UsageError } from '../cli/usage-error.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { limits } from './limits.ts'
import { openAgentLog } from './printed-store.ts'

export interface PrintAgentOptions {
  readonly fs: FileSystem
  /** Its own, made and locked already. */
  readonly directory: string
  /** Of the hall, `https://…`. */
  readonly server: string
  readonly secret: string
  readonly printer: string
  readonly profile: PaperProfile
  readonly log: Logger
  /** A line stands: the first one, and every one after it. */
  readonly onConnected: () => void
  /** The hall knows no device with this secret, and never took it before. */
  readonly onRefused: (error: Error) => void
}

/** Prints at this PC what a hall elsewhere hands over: dials out, so nothing needs to be opened here. */
export async function startPrintAgent(options: PrintAgentOptions): Promise<{ stop(): Promise<void> }> {
  const { log } = options
  const entries = await openAgentLog(options.fs, options.directory)
  let health: PrinterHealth | undefined
  let line: AgentDial | undefined
  const say = (word: AgentMessage): void => line?.say(word)
  let printer: TicketPrinter
  try {
    printer = openPrinter(options.printer, {
      profile: options.profile,
      isInterrupted: entries.isInterrupted,
      onHealth(next) {
        health = next
        say({ type: 'health', health: next })
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  const onError = (error: unknown): void => log.error({ err: error }, 'a slip was not printed as it should')
  const agent: PrintAgent = createPrintAgent({ printer, log: entries, say, onError })
  line = new AgentDial(options, {
    hear: (message) => agent.receive(message),
    connected() {
      if (health) say({ type: 'health', health })
    },
  })
  return {
    async stop() {
      await agent.idle()
      line?.stop()
      await printer.close()
    },
  }
}

interface Listener {
  hear(message: HallMessage): void
  connected(): void
}

/** The line to the hall, dialled again and again. */
class AgentDial {
  readonly #options: PrintAgentOptions
  readonly #listener: Listener
  readonly #url: string
  #socket: WebSocket | undefined
  #tries = 0
  #wasIn = false
  #isStopped = false
  #redial: NodeJS.Timeout | undefined
  #unanswered = 0
  readonly #beat: NodeJS.Timeout

  constructor(options: PrintAgentOptions, listener: Listener) {
    this.#options = options
    this.#listener = listener
    this.#url = `${options.server.replace(/^http/u, 'ws').replace(/\/+$/u, '')}${agentPath}`
    this.#beat = setInterval(() => this.#ping(), agentPingMs)
    this.#dial()
  }

  say(word: AgentMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(word))
  }

  stop(): void {
    this.#isStopped = true
    clearInterval(this.#beat)
    clearTimeout(this.#redial)
    this.#socket?.close(1000, 'stopping')
  }

  #dial(): void {
    const socket = new WebSocket(this.#url, {
      headers: { authorization: `Bearer ${this.#options.secret}` },
      maxPayload: limits.agentSlipBytes,
      handshakeTimeout: limits.agentDialMs,
      perMessageDeflate: false,
    })
    this.#socket = socket
    this.#unanswered = 0
    let problem = ''
    socket.on('open', () => {
      this.#tries = 0
      this.#wasIn = true
      this.#options.onConnected()
      this.#listener.connected()
    })
    socket.on('pong', () => {
      this.#unanswered = 0
    })
    socket.on('message', (data) => this.#hear(String(data)))
    socket.on('unexpected-response', (request: ClientRequest, response: IncomingMessage) => {
      problem = `the hall answered ${response.statusCode}`
      request.destroy()
      if (response.statusCode === 401 && !this.#wasIn) this.#refuse()
      else this.#again(socket, problem)
    })
    socket.on('error', (error) => {
      problem ||= error.message
    })
    socket.on('close', (code, reason) => this.#again(socket, problem || `closed: ${code} ${String(reason)}`))
  }

  #hear(text: string): void {
    let message: HallMessage
    try {
      message = JSON.parse(text) as HallMessage
    } catch {
      this.#socket?.close(1008, 'this is not said here')
      return
    }
    if (['print', 'begin', 'leave'].includes(message.type)) this.#listener.hear(message)
  }

  #refuse(): void {
    this.stop()
    this.#options.onRefused(
      new UsageError(
        'the hall knows no device with this secret: "nowserving device add print-agent --name NAME" at the hall shows a new one',
      ),
    )
  }

  #again(socket: WebSocket, problem: string): void {
    if (this.#isStopped || this.#socket !== socket) return
    this.#socket = undefined
    const step = Math.min(limits.agentRedialMs * 2 ** this.#tries, limits.agentRedialMaxMs)
    this.#tries += 1
    const wait = Math.round(step * (0.5 + Math.random()))
    this.#options.log.warn({ problem, againInMs: wait }, 'no line to the hall')
    this.#redial = setTimeout(() => this.#dial(), wait)
  }

  #ping(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return
    if (this.#unanswered >= 2) return this.#socket.terminate()
    this.#unanswered += 1
    this.#socket.ping()
  }
}
