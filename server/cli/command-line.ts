import { parseArgs } from 'node:util'
import { isLoopback } from '../access/allowed-origins.ts'
import {
  isPrinterVerb,
  type PrinterCommand,
  printerFlags,
  printerHelp,
  readPrinterCommand,
} from './printer-flags.ts'
import { readSlipCommand, type SlipFlags, slipFlags, slipHelp } from './slip-flags.ts'
import { UsageError } from './usage-error.ts'

/** The command line: which hall, where, how. Every flag is also an environment variable, `NOWSERVING_<FLAG>`. */

export const exits = { asAsked: 0, wrongUsage: 2, untrustedData: 3, inUse: 4, diskRefused: 5 } as const

export interface ServeFlags {
  readonly verb: 'serve' | 'demo'
  readonly port: number
  readonly host: string
  readonly data: string | undefined
  readonly printer: string | undefined
  readonly publicUrl: string | undefined
  readonly tlsCert: string | undefined
  readonly tlsKey: string | undefined
  readonly plainHttp: boolean
  readonly trustProxy: boolean
  readonly acceptClock: boolean
  readonly metricsToken: string | undefined
  /** Demo only. */
  readonly anyone: boolean
  readonly simulate: boolean
  readonly speed: number
}

export type CommandLine =
  | ServeFlags
  | { readonly verb: 'verify' | 'repair'; readonly data: string }
  | SlipFlags
  | { readonly verb: 'help' | 'version' }
  | PrinterCommand

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  printer: { type: 'string' },
  'public-url': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'plain-http': { type: 'boolean' },
  'trust-proxy': { type: 'boolean' },
  'accept-clock': { type: 'boolean' },
  'metrics-token': { type: 'string' },
  anyone: { type: 'boolean' },
  simulate: { type: 'boolean' },
  speed: { type: 'string' },
  ...printerFlags,
  ...slipFlags,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

export const helpText = `nowserving <command> [flags]

  serve     runs the hall that lives in a data directory (npm start)
  demo      furnishes a hall to try and runs it (npm run demo)
  verify    checks a data directory's journal and says what is wrong; changes nothing
  repair    sets everything aside, keeps what is whole, begins a new epoch with numbers above
${slipHelp.verb}
${printerHelp.verbs}

  --port 8080            where it listens; 0 takes a free one
  --host 127.0.0.1       which address; 0.0.0.0 for the whole network
  --data DIR             the data directory (serve, verify, repair: ./data; demo: a temporary one)
  --printer ADDRESS      the printer of kiosk-1 (demo: a virtual one that keeps pictures): tcp://host:9100,
                         usb:/dev/usb/lp0, serial:/dev/ttyUSB0?baud=9600, cups:QUEUE; star+ in front for Star
  --public-url URL       what phones reach; stands in the QR on the paper
  --tls-cert FILE        with --tls-key FILE: speak TLS
  --plain-http           off loopback without TLS, on purpose
  --trust-proxy          a proxy in front speaks TLS
  --accept-clock         the clock is right although it jumped
  --metrics-token TOKEN  lets others than loopback read /metrics
  --anyone               screens need no pairing, also off loopback (demo)
  --simulate             demo: customers come and staff work by themselves
  --speed N              demo: multiplies arrivals and service, never the clock
${slipHelp.flags}
${printerHelp.flags}

Each flag is also an environment variable: NOWSERVING_PORT, NOWSERVING_PUBLIC_URL, …
Exit codes: 0 stopped as asked, 2 wrong usage, 3 the data (or a checked slip) can't be trusted, 4 address or data
directory in use or not the demo's, 5 the disk refused a write.
`

/** Throws `WrongUsage` that says which flag, what is wrong and what is allowed. */
export function readCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const { values, positionals } = parsed(argv)
  if (values.help) return { verb: 'help' }
  if (values.version) return { verb: 'version' }
  const [verb = 'help', ...more] = positionals
  if (more.length > 0 && !isPrinterVerb(verb))
    throw new UsageError(`one command at a time: ${verb} or ${more[0]}?`)
  if (verb === 'help') return { verb }
  const text = (name: keyof typeof flags): string | undefined => {
    const value = values[name] ?? environment[`NOWSERVING_${name.replaceAll('-', '_').toUpperCase()}`]
    return value === undefined || value === '' ? undefined : String(value)
  }
  const yes = (name: keyof typeof flags): boolean => ['true', '1', 'yes'].includes(text(name) ?? '')
  if (isPrinterVerb(verb)) return readPrinterCommand(verb, more, text, yes)
  if (verb === 'verify' || verb === 'repair') return { verb, data: text('data') ?? './data' }
  if (verb === 'slip') return readSlipCommand(text)
  if (verb !== 'serve' && verb !== 'demo')
    throw new UsageError(
      `there is no command "${verb}": serve, demo, verify, repair, slip, print-agent, device or virtual-printer`,
    )
  const host = text('host') ?? '127.0.0.1'
  const given: ServeFlags = {
    verb,
    port: wholeNumber('--port', text('port') ?? '8080', 0, 65_535),
    host,
    data: text('data') ?? (verb === 'serve' ? './data' : undefined),
    printer: text('printer'),
    publicUrl: checkedUrl(text('public-url')),
    tlsCert: text('tls-cert'),
    tlsKey: text('tls-key'),
    plainHttp: yes('plain-http'),
    trustProxy: yes('trust-proxy'),
    acceptClock: yes('accept-clock'),
    metricsToken: text('metrics-token'),
    anyone: yes('anyone'),
    simulate: yes('simulate'),
    speed: number('--speed', text('speed') ?? '1', 0.1, 1_000),
  }
  checkTogether(given)
  return given
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function checkTogether({
  verb,
  host,
  tlsCert,
  tlsKey,
  plainHttp,
  trustProxy,
  anyone,
  simulate,
}: ServeFlags): void {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new UsageError('--tls-cert and --tls-key belong together')
  if (simulate && verb !== 'demo') throw new UsageError('--simulate is for the demo only')
  const isOpen = tlsCert === undefined && !plainHttp && !trustProxy && !(verb === 'demo' && anyone)
  if (!isLoopback(host) && isOpen) {
    throw new UsageError(
      `--host ${host} is reached by others and without TLS passwords cross the network readable: give --tls-cert and --tls-key, or --trust-proxy behind a TLS proxy, or --plain-http on purpose${verb === 'demo' ? ', or --anyone to try the demo with a phone' : ''}`,
    )
  }
}

function number(flag: string, text: string, from: number, to: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < from || value > to)
    throw new UsageError(`${flag} ${text}: give a number from ${from} to ${to}`)
  return value
}

function wholeNumber(flag: string, text: string, from: number, to: number): number {
  const value = number(flag, text, from, to)
  if (!Number.isInteger(value))
    throw new UsageError(`${flag} ${text}: give a whole number from ${from} to ${to}`)
  return value
}

function checkedUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const isWeb = URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol)
  if (!isWeb) throw new UsageError(`--public-url ${text}: give an address such as https://queue.example`)
  return text.replace(/\/+$/u, '')
}
