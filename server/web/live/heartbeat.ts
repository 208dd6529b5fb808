import type { WebSocket } from 'ws'

/** Finds a connection that broke without a close: two pings without a pong, and the socket is cut off at the third. */
export class Heartbeat {
  readonly #socket: WebSocket
  #unanswered = 0

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('pong', () => {
      this.#unanswered = 0
    })
  }

  /** To be called at an even pace. `send` sends the ping. */
  beat(send = () => this.#socket.ping()): void {
    if (this.#unanswered >= 2) return this.#socket.terminate()
    this.#unanswered += 1
    send()
  }
}
