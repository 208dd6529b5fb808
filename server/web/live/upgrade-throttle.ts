import type { Duplex } from 'node:stream'
import { securityLines } from '../security-headers.ts'

/**
 * Throttles upgrades: this many in one turn of the event loop, the rest in the next turns, in order of arrival. A
 * thousand screens that reconnect after a start must not delay a command.
 */
export class UpgradeThrottle {
  readonly #perTurn: number
  #waiting: (() => void)[] = []

  constructor(perTurn: number) {
    this.#perTurn = perTurn
  }

  pass(task: () => void): void {
    this.#waiting.push(task)
    if (this.#waiting.length === 1) setImmediate(() => this.#turn())
  }

  #turn(): void {
    const now = this.#waiting.slice(0, this.#perTurn)
    for (const task of now) task()
    this.#waiting = this.#waiting.slice(now.length)
    if (this.#waiting.length > 0) setImmediate(() => this.#turn())
  }
}

/** Refuses a handshake with a status and a reason. */
export function rejectUpgrade(stream: Duplex, status: number, problem: string): void {
  const body = JSON.stringify({ problem })
  stream.once('error', () => stream.destroy())
  stream.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n${securityLines}\r\n${body}`,
  )
}
