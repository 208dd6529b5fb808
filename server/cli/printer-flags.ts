import { UsageError } from './usage-error.ts'

/** The commands around printers; what their flags mean. */

export interface PrintAgentFlags {
  readonly verb: 'print-agent'
  /** Of the hall, http or https. */
  readonly server: string
  readonly printer: string
  readonly data: string
  readonly paper: 58 | 80
  /** `-` is standard input; undefined: the secret is in NOWSERVING_DEVICE_SECRET. */
  readonly secretFile: string | undefined
}

export interface DeviceAddFlags {
  readonly verb: 'device'
  readonly name: string
  readonly data: string
}

export interface VirtualPrinterFlags {
  readonly verb: 'virtual-printer'
  readonly host: string
  readonly port: number
  /** Of its page; undefined: it has none. */
  readonly page: number | undefined
  readonly paper: 58 | 80
  readonly star: boolean
  readonly fault: string | undefined
  readonly seed: number | undefined
}

export type PrinterCommand = PrintAgentFlags | DeviceAddFlags | VirtualPrinterFlags

export const printerVerbs = ['print-agent', 'device', 'virtual-printer'] as const
export type PrinterVerb = (typeof printerVerbs)[number]
export const isPrinterVerb = (verb: string): verb is PrinterVerb => printerVerbs.some((one) => one === verb)

export const printerFlags = {
  server: { type: 'string' },
  'secret-file': { type: 'string' },
  name: { type: 'string' },
  paper: { type: 'string' },
  page: { type: 'string' },
  star: { type: 'boolean' },
  fault: { type: 'string' },
  seed: { type: 'string' },
} as const

export const printerHelp = {
  verbs: `  print-agent       prints at this PC what a hall elsewhere hands over; dials out to --server
  device add print-agent --name NAME   shows the secret of a new print agent, once; the hall is stopped
  virtual-printer   a network printer without paper, with faults, for trying and integrating`,
  flags: `  --server URL           print-agent: the hall, https://…; http only to this machine or with --plain-http
  --secret-file FILE     print-agent: holds the device's secret; - reads standard input (or NOWSERVING_DEVICE_SECRET)
  --paper 80|58          print-agent, virtual-printer: width of the roll in mm
  --page PORT            virtual-printer: its page on this machine (9180; 0 takes a free one, "none" for no page)
  --star                 virtual-printer: speaks Star's language
  --fault NAME           virtual-printer: no-paper, paper-ends, near-end, cover-open, cutter-jam, hot, broken,
                         stall, reset, black-hole or off
  --seed N               virtual-printer: faults come and go by chance, the same for the same number`,
}

type Text = (name: keyof typeof printerFlags | 'data' | 'printer' | 'port' | 'host') => string | undefined

/** Throws `WrongUsage` that says which flag, what is wrong and what is allowed. */
export function readPrinterCommand(
  verb: PrinterVerb,
  more: readonly string[],
  text: Text,
  yes: (name: 'star' | 'plain-http') => boolean,
): PrinterCommand {
  switch (verb) {
    case 'device':
      if (more.join(' ') !== 'add print-agent')
        throw new UsageError('device: "device add print-agent --name NAME" is what it can do')
      return {
        verb,
        name: needed('--name', text('name'), 'how people call it'),
        data: text('data') ?? './data',
      }
    case 'print-agent':
      none(verb, more)
      return {
        verb,
        server: hallAddress(text('server'), yes('plain-http')),
        printer: needed('--printer', text('printer'), 'usb:/dev/usb/lp0'),
        data: text('data') ?? './print-agent',
        paper: paperWidth(text('paper')),
        secretFile: text('secret-file'),
      }
    case 'virtual-printer':
      none(verb, more)
      return {
        verb,
        host: text('host') ?? '127.0.0.1',
        port: wholeNumber('--port', text('port') ?? '9100', 65_535),
        page: text('page') === 'none' ? undefined : wholeNumber('--page', text('page') ?? '9180', 65_535),
        paper: paperWidth(text('paper')),
        star: yes('star'),
        fault: text('fault'),
        seed: text('seed') === undefined ? undefined : wholeNumber('--seed', text('seed') ?? '', 2 ** 32 - 1),
      }
    default:
      return verb satisfies never
  }
}

function none(verb: string, more: readonly string[]): void {
  if (more.length > 0) throw new UsageError(`one command at a time: ${verb} or ${more[0]}?`)
}

function needed(flag: string, value: string | undefined, example: string): string {
  if (value === undefined) throw new UsageError(`${flag} is missing: ${example}`)
  if (value.length > 200) throw new UsageError(`${flag} is longer than 200 characters`)
  return value
}

function paperWidth(text: string | undefined): 58 | 80 {
  if (text === undefined || text === '80') return 80
  if (text === '58') return 58
  throw new UsageError(`--paper ${text}: give 58 or 80, the width of the roll in mm`)
}

function wholeNumber(flag: string, text: string, to: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > to)
    throw new UsageError(`${flag} ${text}: give a whole number from 0 to ${to}`)
  return value
}

/** A secret must not cross a network readable. */
function hallAddress(text: string | undefined, plain: boolean): string {
  const given = needed('--server', text, 'the address of the hall, such as https://queue.example')
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url?.protocol === 'https:') return url.origin
  const isHere = url !== undefined && /^(localhost|127\.[\d.]+|\[::1\])$/u.test(url.hostname)
  if (url?.protocol === 'http:' && (isHere || plain)) return url.origin
  throw new UsageError(
    url?.protocol === 'http:'
      ? `--server ${given}: the secret would cross the network readable; give https://, or --plain-http on purpose`
      : `--server ${given}: give the address of the hall, such as https://queue.example`,
  )
}
