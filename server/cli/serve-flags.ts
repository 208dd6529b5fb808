import type { Option } from 'commander'
import { isLoopback } from '../access/allowed-origins.ts'
import { dataFlag, port, switchFlag, valueFlag } from './flags.ts'
import { UsageError } from './usage-error.ts'

/** The flags of a hall that runs; `serve` and `demo` have them with the same meaning. */
export interface ServeFlags {
  readonly verb: 'serve' | 'demo'
  readonly port: number
  readonly host: string
  readonly data?: string
  readonly printer?: string
  readonly publicUrl?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly plainHttp: boolean
  readonly trustProxy: boolean
  readonly acceptClock: boolean
  readonly metricsToken?: string
  /** Flags of the demo only. */
  readonly anyone: boolean
  readonly simulate: boolean
  readonly speed: number
}

export function serveOptions(data?: string): Option[] {
  return [
    valueFlag('--port <n>', 'where it listens; 0 takes a free one', port).default(8080),
    valueFlag('--host <address>', 'which address; 0.0.0.0 for the whole network').default('127.0.0.1'),
    dataFlag(data),
    valueFlag(
      '--printer <address>',
      'the printer of kiosk-1: tcp://host:9100, usb:/dev/usb/lp0, serial:/dev/ttyUSB0?baud=9600, cups:QUEUE; star+ in front for Star',
    ),
    valueFlag('--public-url <url>', 'what phones reach; stands in the QR on the paper', {
      read: (text) =>
        URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol)
          ? text.replace(/\/+$/u, '')
          : undefined,
      allowed: 'an address such as https://queue.example',
    }),
    valueFlag('--tls-cert <file>', 'with --tls-key: speak TLS'),
    valueFlag('--tls-key <file>', 'the key of --tls-cert'),
    switchFlag('--plain-http', 'off loopback without TLS, on purpose'),
    switchFlag('--trust-proxy', 'a proxy in front speaks TLS'),
    switchFlag('--accept-clock', 'the clock is right although it jumped'),
    valueFlag('--metrics-token <token>', 'lets others than loopback read /metrics'),
  ]
}

/** Throws `UsageError` for flags that exclude each other. */
export function checkTogether({
  verb,
  host,
  tlsCert,
  tlsKey,
  plainHttp,
  trustProxy,
  anyone,
}: ServeFlags): void {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new UsageError('--tls-cert and --tls-key belong together: give both')
  const isOpen = tlsCert === undefined && !plainHttp && !trustProxy && !anyone
  if (!isLoopback(host) && isOpen) {
    throw new UsageError(
      `--host ${host} is reached by others and without TLS passwords cross the network readable: give --tls-cert and --tls-key, or --trust-proxy behind a TLS proxy, or --plain-http on purpose${verb === 'demo' ? ', or --anyone to try the demo with a phone' : ''}`,
    )
  }
}
