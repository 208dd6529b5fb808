import { isLoopbackHost } from './addresses.ts'
import type { PublicAddress } from './public-address.ts'
import type { Sender } from './request-sender.ts'

/** Whether what the client sends can be read on its way: without TLS, and not on one machine. */
export const isInClear = ({ isSecure, isForwarded, address }: Sender): boolean =>
  !isSecure && (isForwarded || address === undefined || !isLoopbackHost(address))

/** The problem of a sign-in in the clear, and what to do. */
export const inClearProblem = ({ isForwarded }: Sender): string =>
  isForwarded
    ? 'a password would cross the network unencrypted: open the https address. If this is one, name the proxy by --trust-proxy and let it set X-Forwarded-Proto; or start with --plain-http'
    : 'a password would cross the network unencrypted: open the https address, or start with --plain-http'

/** The flags that say how a hall stands on its network. */
export interface NetworkFlags {
  readonly host: string
  readonly tlsCert?: string
  /** Proxies that are believed. */
  readonly trustProxy?: readonly string[]
  /** Origins beside loopback, `host` and the public address. */
  readonly origins?: readonly string[]
  readonly plainHttp: boolean
  readonly anyone: boolean
}

/** Lines for the operator, at a start, about the way of the hall's data over the network. */
export function transportReports(flags: NetworkFlags, address: PublicAddress): string[] {
  const { host, tlsCert, trustProxy, plainHttp, anyone } = flags
  const isOpen = tlsCert === undefined && !isLoopbackHost(host)
  return [
    ...(isOpen && (plainHttp || anyone)
      ? [
          'plain HTTP: passwords and all that screens show cross the network unencrypted, and anybody on it can read and change them; "nowserving certificate" makes a certificate for --tls-cert and --tls-key',
        ]
      : []),
    ...(trustProxy === undefined && address.isFronted
      ? [
          `phones reach this hall at ${address.given} through something in front of it that is not named, so that all clients seem to be at one address: name it by --trust-proxy, for example --trust-proxy 127.0.0.1`,
        ]
      : []),
  ]
}
