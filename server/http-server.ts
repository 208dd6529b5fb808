import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { CertificateUnusable, cannotListen } from './listen-errors.ts'
import { ConnectionGuard } from './web/connection-guard.ts'
import { limits as webLimits } from './web/limits.ts'
import { AgentServer } from './web/live/agent-server.ts'
import type { LiveServer } from './web/live/live-server.ts'
import { Pipelining } from './web/pipelining.ts'
import { securityHeaders, securityLines } from './web/security-headers.ts'

export interface ListenOptions {
  readonly port: number
  readonly host: string
  /** Files in PEM form; with them the server speaks TLS. */
  readonly tlsCert?: string
  readonly tlsKey?: string
}

export type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** The server of pages, commands and sockets, with or without TLS; it does not listen yet. Throws `CertificateUnusable`. */
export function makeServer(
  { tlsCert, tlsKey }: ListenOptions,
  handle: Handle,
  sockets: LiveServer,
  agents: AgentServer,
): Server {
  const options = {
    headersTimeout: webLimits.requestHeadersMs,
    requestTimeout: webLimits.requestMs,
    connectionsCheckingInterval: webLimits.requestCheckMs,
    maxHeaderSize: webLimits.headerBytes,
  }
  const pipelining = new Pipelining(handle)
  const receive: Handle = (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    pipelining.receive(request, response)
  }
  const server =
    tlsCert !== undefined && tlsKey !== undefined
      ? makeTlsServer(tlsCert, tlsKey, options, receive)
      : createServer(options, receive)
  const guard = new ConnectionGuard(server)
  server.on('close', () => guard.stop())
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    if (AgentServer.isFor(request)) agents.upgrade(request, stream, head)
    else sockets.upgrade(request, stream, head)
  })
  server.on('clientError', (_error, stream) => {
    if (!stream.writable || pipelining.isAnswering(stream as Socket)) return void stream.destroy()
    stream.end(`HTTP/1.1 400 Bad Request\r\nConnection: close\r\n${securityLines}\r\n`)
  })
  return server
}

function makeTlsServer(cert: string, key: string, options: object, handle: Handle): Server {
  try {
    const tls = { handshakeTimeout: webLimits.requestHeadersMs }
    return createTlsServer({ ...options, ...tls, cert: readFileSync(cert), key: readFileSync(key) }, handle)
  } catch (error) {
    throw new CertificateUnusable(
      `--tls-cert ${cert} with --tls-key ${key} can't be used: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** Settles with the port. Throws `CannotListen`. */
export function listen(server: Server, { port, host }: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, { port, host })))
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
