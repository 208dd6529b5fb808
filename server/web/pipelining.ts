import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { send } from './command-route.ts'
import { limits } from './limits.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Answers the requests of one connection one after the other, each when the answer before it has left. Node parses all
 * requests of one read at once: 1,200 pipelined ones would hold 1,200 answers in memory for a client that reads none.
 */
export class Pipelining {
  readonly #handle: Handle
  /** Requests that wait for an answer before theirs, by connection; no entry for an idle connection. */
  readonly #waiting = new WeakMap<Socket, (() => void)[]>()

  constructor(handle: Handle) {
    this.#handle = handle
  }

  /** Whether an answer on this connection has not left yet. */
  isAnswering(connection: Socket): boolean {
    return this.#waiting.has(connection)
  }

  receive(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    const waiting = this.#waiting.get(socket)
    if (!waiting) {
      this.#waiting.set(socket, [])
      this.#answer(this.#handle, request, response)
    } else if (waiting.length < limits.requestsWaiting)
      waiting.push(() => this.#answer(this.#handle, request, response))
    else if (waiting.length === limits.requestsWaiting)
      waiting.push(() => this.#answer(refuse, request, response))
  }

  #answer(handle: Handle, request: IncomingMessage, response: ServerResponse): void {
    response.once('close', () => this.#next(request.socket))
    handle(request, response)
  }

  #next(connection: Socket): void {
    const next = connection.destroyed ? undefined : this.#waiting.get(connection)?.shift()
    if (next) next()
    else this.#waiting.delete(connection)
  }
}

/** Ends the connection; requests after this one get no answer. */
function refuse(_request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Connection', 'close')
  send(response, 429, {
    problem: `at most ${limits.requestsWaiting} requests may wait on one connection: send the next after an answer`,
  })
}
