import type { Option } from 'commander'
import { printerAddressForms } from '../../printers/printer-address.ts'
import { AddressRanges, isLoopbackHost } from '../access/addresses.ts'
import { originsOf, publicUrlOf, publicUrlProblem } from '../access/allowed-origins.ts'
import { templateNames } from '../data/templates/template-names.ts'
import type { ServeFlags } from '../serve.ts'
import { acceptClockFlag, dataFlag, port, switchFlag, valueFlag } from './flags.ts'
import { openIdOptions } from './openid-flags.ts'
import { UsageError } from './usage-error.ts'

export function serveOptions(data?: string): Option[] {
  return [
    valueFlag('--port <n>', 'port to listen on; 0 takes a free one', port).default(8080),
    valueFlag('--host <address>', 'address to listen on; 0.0.0.0 for the whole network').default('127.0.0.1'),
    dataFlag(data),
    valueFlag(
      '--template <kind>',
      `the kind of hall that an empty directory begins as: ${templateNames.join(', ')}`,
      {
        parse: (text) => templateNames.find((name) => name === text),
        allowed: `one of ${templateNames.join(', ')}`,
      },
    ),
    valueFlag('--printer <address>', `the printer of kiosk-1: ${printerAddressForms}`),
    valueFlag('--public-url <url>', 'address that phones reach, for the QR code on slips', {
      parse: publicUrlOf,
      allowed: publicUrlProblem,
    }),
    valueFlag('--tls-cert <file>', 'TLS certificate in PEM form, with --tls-key'),
    valueFlag('--tls-key <file>', 'private key of --tls-cert, in PEM form'),
    switchFlag('--plain-http', 'allows plain HTTP, without TLS, off loopback'),
    valueFlag(
      '--trust-proxy <addresses>',
      'addresses or ranges of the reverse proxies in front; X-Forwarded-For, -Proto and -Host are believed from them alone',
      { parse: proxiesOf, allowed: proxyAddresses },
    ),
    valueFlag('--origins <urls>', 'other addresses at which browsers open this hall, with commas between', {
      parse: originsOf,
      allowed: 'addresses such as https://hall.internal, without a path, with commas between',
    }),
    ...openIdOptions(),
    acceptClockFlag(),
    valueFlag('--metrics-token <token>', 'bearer token to read /metrics from another machine'),
  ]
}

/** A switch until it could name the proxy, so that its former values get these words too. */
export const proxyAddresses =
  'the address or range of the proxy, several with commas between: --trust-proxy 127.0.0.1 for one on this machine'

function proxiesOf(text: string): string[] | undefined {
  const entries = text.split(',').map((entry) => entry.trim())
  try {
    new AddressRanges(entries)
    return entries
  } catch {
    return undefined
  }
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
    throw new UsageError('--tls-cert and --tls-key work only together: give both')
  const isOpen = tlsCert === undefined && !plainHttp && trustProxy === undefined && !anyone
  if (!isLoopbackHost(host) && isOpen) {
    throw new UsageError(
      `--host ${host} is open to the network, and without TLS passwords cross it unencrypted: give --tls-cert and --tls-key, or --trust-proxy with the address of a TLS proxy in front, or --plain-http on purpose${verb === 'demo' ? ', or --anyone to try the demo with a phone' : ''}`,
    )
  }
}
