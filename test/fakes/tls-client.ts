import { type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { request } from 'node:https'
import { isIP } from 'node:net'
import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'

/** A client that reaches a hall by a name, over TLS or not, from a local address of its own. */
export interface Client {
  readonly port: number
  /** The name in its address bar. */
  readonly name: string
  /** The authority that it trusts; without one it speaks plain HTTP. */
  readonly authority?: string
  readonly from?: string
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
}

const connectionOf = ({ port, name, authority, from = '127.0.0.1' }: Client) => ({
  ...{ host: '127.0.0.1', port, localAddress: from },
  ...(authority === undefined ? {} : { ca: authority, ...(isIP(name) ? {} : { servername: name }) }),
})

const originOf = ({ name, authority, port }: Client): string =>
  `${authority === undefined ? 'http' : 'https'}://${name}:${port}`

/** One request as a page of that address sends it. Rejects when the certificate is not accepted. */
export function ask(
  client: Client,
  path: string,
  { headers = {}, body }: { headers?: Readonly<Record<string, string>>; body?: object } = {},
): Promise<Answer> {
  const sent = body === undefined ? '' : JSON.stringify(body)
  const own: Record<string, string> = {
    ...{ host: `${client.name}:${client.port}`, 'sec-fetch-site': 'same-origin' },
    ...(body === undefined
      ? {}
      : {
          origin: originOf(client),
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(sent)),
        }),
  }
  return new Promise((resolve, reject) => {
    const asked = (client.authority === undefined ? plainRequest : request)(
      {
        ...connectionOf(client),
        ...{
          path,
          method: body === undefined ? 'GET' : 'POST',
          agent: false,
          headers: { ...own, ...headers },
        },
      },
      (answer) => {
        text(answer).then((said) => {
          const isJson = answer.headers['content-type']?.includes('json')
          const { statusCode: status = 0, headers } = answer
          resolve({ status, headers, body: isJson ? JSON.parse(said) : {} })
        }, reject)
      },
    )
    asked.on('error', reject)
    asked.end(sent)
  })
}

/** The first message of the socket of a view. Rejects when the socket is refused. */
export function firstMessage(client: Client, query: string, cookie = ''): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${originOf(client).replace('http', 'ws')}/live?${query}`, {
      ...connectionOf(client),
      headers: { origin: originOf(client), ...(cookie === '' ? {} : { cookie }) },
      lookup: (_name, { all }, done) =>
        all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
    })
    socket.on('message', (data) => {
      socket.terminate()
      resolve(JSON.parse(String(data)))
    })
    socket.on('error', reject)
  })
}

export const cookieOf = ({ headers }: Answer): string => headers['set-cookie']?.[0]?.split(';')[0] ?? ''
