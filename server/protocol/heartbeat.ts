/** The part of a WebSocket that both ends of a connection need to see whether the other end lives. */
interface Pinged {
  on(event: 'pong', listener: () => void): unknown
  ping(): void
  terminate(): void
}

/**
 * Detects a connection that broke without a close: after two pings without a pong, the third check cuts the socket
 * off.
 */
export class Heartbeat {
  readonly #socket: Pinged
  #unanswered = 0

  constructor(socket: Pinged) {
    this.#socket = socket
    socket.on('pong', () => {
      this.#unanswered = 0
    })
  }

  /** Call it at a constant interval. `send` sends the ping. */
  beat(send = () => this.#socket.ping()): void {
    if (this.#unanswered >= 2) return this.#socket.terminate()
    this.#unanswered += 1
    send()
  }
}
