import type { IncomingMessage } from 'node:http'
import { AddressRanges, ipAddressOf, isLoopbackAddress, isLoopbackHost } from './addresses.ts'

/** Where a request comes from, as far as it can be believed. */
export interface Sender {
  /** The address of the client in its usual spelling; undefined when it is not known. */
  readonly address: string | undefined
  /** Sent on this machine, straight to this hall: the one case in which loopback proves presence. */
  readonly isHere: boolean
  /** TLS covers the way from the client. */
  readonly isSecure: boolean
  /** A proxy passed it on, named or not. */
  readonly isForwarded: boolean
  /** The Host that the client asked for. */
  readonly host: string | undefined
}

interface SenderOptions {
  /** Addresses and ranges of the proxies that are believed (`--trust-proxy`). */
  readonly proxies: readonly string[]
  /** This server speaks TLS itself. */
  readonly isTls: boolean
}

/** Headers by which proxies tell of themselves; a browser sends none of them, and a page cannot set the last. */
const forwardingHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
] as const

/**
 * Tells the sender of a request. `X-Forwarded-For`, `-Proto` and `-Host` are believed from the named proxies alone,
 * hop by hop from the right, because everything left of an unknown hop is the client's own text. Loopback proves
 * presence only where nothing forwards. A request was forwarded if it has a forwarding header, comes from a named
 * proxy, asks for a Host that is no name of loopback, or uses HTTP/1.0: nginx does so towards a server behind it, and
 * no browser does.
 */
export class RequestSenders {
  readonly #options: SenderOptions
  readonly #proxies: AddressRanges

  constructor(options: SenderOptions) {
    this.#options = options
    this.#proxies = new AddressRanges(options.proxies)
  }

  of({ socket, headers, httpVersionMinor }: IncomingMessage): Sender {
    const peer = ipAddressOf(socket.remoteAddress ?? '')
    const isProxy = peer !== undefined && this.#proxies.has(peer)
    const saysSo = forwardingHeaders.some((name) => headers[name] !== undefined)
    if (isProxy && saysSo) return this.#forwarded(peer, headers)
    const isLoopback = peer !== undefined && isLoopbackAddress(peer)
    const isForwarded = saysSo || (isLoopback && (httpVersionMinor === 0 || !isLoopbackName(headers.host)))
    const isHere = isLoopback && !isProxy && !isForwarded
    return { address: peer, isHere, isSecure: this.#options.isTls, isForwarded, host: headers.host }
  }

  #forwarded(peer: string, headers: IncomingMessage['headers']): Sender {
    const hops = listOf(headers['x-forwarded-for']).reverse()
    let address: string | undefined = peer
    let passed = 0
    while (address !== undefined && this.#proxies.has(address) && passed < hops.length) {
      address = addressOfHop(hops[passed] ?? '')
      passed += 1
    }
    const outermost = (values: readonly string[]) => values.at(-Math.max(1, passed)) ?? values[0]
    const isSecure = outermost(listOf(headers['x-forwarded-proto']))?.toLowerCase() === 'https'
    const host = outermost(listOf(headers['x-forwarded-host'])) ?? headers.host
    return { address, isHere: false, isSecure, isForwarded: true, host }
  }
}

/** Of a Host header: `localhost:8080`, `[::1]`. */
const isLoopbackName = (host = ''): boolean =>
  URL.canParse(`http://${host}`) &&
  isLoopbackHost(new URL(`http://${host}`).hostname.replace(/^\[|\]$/gu, ''))

const listOf = (header: string | readonly string[] | undefined): string[] =>
  header === undefined
    ? []
    : String(header)
        .split(',')
        .map((value) => value.trim())

/** Some proxies write the port too: `203.0.113.7:51000`, `[2001:db8::1]:51000`. */
const addressOfHop = (hop: string): string | undefined =>
  ipAddressOf(/^\[([^\]]+)\](?::\d+)?$/u.exec(hop)?.[1] ?? /^([\d.]+):\d+$/u.exec(hop)?.[1] ?? hop)
