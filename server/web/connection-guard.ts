import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'
import { limits } from './limits.ts'

/** Bytes that the system has accepted, and since when there were no more of them, while some wait or this end closed. */
type Progress = { at: 'idle' } | { at: 'waiting'; accepted: number; since: number }

/**
 * Bounds the time of every accepted connection, below HTTP and WebSockets alike. A connection that takes nothing of
 * what is written to it is destroyed. The same holds for a half-open one, whose other end never answers a FIN:
 * `end()` alone would keep its descriptor for good.
 */
export class ConnectionGuard {
  readonly #connections = new Map<Socket, Progress>()
  readonly #timer: NodeJS.Timeout

  constructor(server: HttpServer) {
    server.maxConnections = limits.connections
    server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (connection: Socket) => {
      this.#connections.set(connection, { at: 'idle' })
      connection.once('close', () => this.#connections.delete(connection))
    })
    this.#timer = setInterval(() => this.#check(performance.now()), limits.connectionCheckMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #check(monotonicMs: number): void {
    for (const [connection, progress] of this.#connections) {
      const waiting = connection.writableLength
      if (waiting === 0 && !connection.writableEnded) {
        if (progress.at !== 'idle') this.#connections.set(connection, { at: 'idle' })
        continue
      }
      const accepted = connection.bytesWritten - waiting
      if (progress.at === 'idle' || accepted !== progress.accepted)
        this.#connections.set(connection, { at: 'waiting', accepted, since: monotonicMs })
      else if (monotonicMs - progress.since > (waiting === 0 ? limits.closeMs : limits.stuckMs))
        connection.destroy()
    }
  }
}
