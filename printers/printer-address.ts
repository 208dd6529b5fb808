import { isAbsolute } from 'node:path'
import { type DialectName, dialectNames } from './dialects/dialect.ts'

export type FlowControl = 'rtscts' | 'xonxoff' | 'none'

/** The place of a printer, and its dialect, which stands before the address: `star+tcp://…`. */
export type PrinterAddress = { dialect: DialectName } & (
  | { kind: 'tcp'; host: string; port: number }
  /** A character device such as `/dev/usb/lp0`, or a name that udev gave it. */
  | { kind: 'usb'; path: string }
  | { kind: 'serial'; path: string; baud: number; flow: FlowControl }
  /** A queue of CUPS: the printer never answers. */
  | { kind: 'cups'; queue: string }
)

const forms: Readonly<Record<PrinterAddress['kind'], string>> = {
  tcp: 'tcp://192.168.1.50:9100',
  usb: 'usb:/dev/usb/lp0',
  serial: 'serial:/dev/ttyUSB0?baud=9600',
  cups: 'cups:queue-name',
}
const everyForm = `${forms.tcp}, ${forms.usb}, ${forms.serial} or ${forms.cups}`

/** Every form of an address, for people who write one. */
export const printerAddressForms =
  'tcp://host:9100, usb:/dev/usb/lp0, serial:/dev/ttyUSB0?baud=9600, cups:QUEUE (star+ in front for Star)'

const usualDialect: DialectName = 'esc-pos'

export const dialectPrefix = (dialect: DialectName = usualDialect): string =>
  dialect === usualDialect ? '' : `${dialect}+`

/** The port of raw printing (AppSocket, JetDirect). */
const rawPort = 9100
const highestPort = 65_535
const usualBaud = 115_200
const baudRates = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400] as const

/** An address that cannot be read; its message names the address, the mistake and the right form. */
export class PrinterAddressWrong extends Error {
  override readonly name = 'PrinterAddressWrong'
}

/**
 * Reads an address of a printer:
 *
 * - `tcp://host:port`; the port is 9100 when left out
 * - `usb:PATH`, or the plain path of a device
 * - `serial:PATH?baud=9600&flow=rtscts`; 115200 and rtscts when left out
 * - `cups:QUEUE`
 *
 * The name of a dialect and `+` may stand in front; ESC/POS when left out. Throws `PrinterAddressWrong`.
 */
export function parsePrinterAddress(text: string): PrinterAddress {
  const [, named, bare = text] = /^([\w-]+)\+(.*)$/u.exec(text) ?? []
  const refuse: Refuse = (problem, form = everyForm) => {
    throw new PrinterAddressWrong(`the printer address "${text}" ${problem}; write it as ${form}`)
  }
  const dialect =
    named === undefined ? usualDialect : dialectNames.find((name) => name === named.toLowerCase())
  if (dialect === undefined)
    return refuse(`begins with ${named}+, but only ${dialectNames.join('+, ')}+ are known`)
  if (isAbsolute(bare)) return { kind: 'usb', path: bare, dialect }
  const [, scheme = '', slashes, rest = ''] = /^([a-z][a-z0-9.-]*):(\/\/)?(.*)$/iu.exec(bare) ?? []
  switch (scheme.toLowerCase()) {
    case 'tcp':
      if (slashes === undefined) return refuse('lacks the two slashes behind tcp:', forms.tcp)
      return { ...tcpAddress(rest, refuse), dialect }
    case 'usb':
      return { kind: 'usb', path: devicePath(`${slashes ?? ''}${rest}`, refuse, forms.usb), dialect }
    case 'serial':
      return { ...serialAddress(`${slashes ?? ''}${rest}`, refuse), dialect }
    case 'cups':
      if (!/^[\w.-]{1,127}$/u.test(rest)) return refuse('names no queue of CUPS', forms.cups)
      return { kind: 'cups', queue: rest, dialect }
    case '':
      return refuse('does not say how the printer is reached')
    default:
      return refuse(`begins with ${scheme}:, which is not known`)
  }
}

type Refuse = (problem: string, form?: string) => never

function tcpAddress(rest: string, refuse: Refuse): { kind: 'tcp'; host: string; port: number } {
  const found = /^(\[[0-9a-f:.]+\]|[^:/?#@[\]\s]+)(?::(\d*))?\/?$/iu.exec(rest)
  const host = found?.[1]
  if (host === undefined) {
    return refuse(
      rest === '' || rest.startsWith(':') ? 'names no host' : 'is not a host and a port',
      forms.tcp,
    )
  }
  const port = found?.[2] === undefined ? rawPort : Number(found[2])
  if (found?.[2] === '' || port < 1 || port > highestPort)
    return refuse('has a port that is not from 1 to 65535', forms.tcp)
  return { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port }
}

function serialAddress(
  rest: string,
  refuse: Refuse,
): { kind: 'serial'; path: string; baud: number; flow: FlowControl } {
  const [path = '', query = ''] = rest.split('?', 2)
  const given = new URLSearchParams(query)
  for (const name of given.keys())
    if (name !== 'baud' && name !== 'flow')
      return refuse(`has "${name}", but only baud and flow are known`, forms.serial)
  const baud = Number(given.get('baud') ?? usualBaud)
  if (!baudRates.some((rate) => rate === baud))
    return refuse(`has a speed that is not one of ${baudRates.join(', ')}`, forms.serial)
  const flow = given.get('flow') ?? 'rtscts'
  if (flow !== 'rtscts' && flow !== 'xonxoff' && flow !== 'none')
    return refuse('has a flow control that is not rtscts, xonxoff or none', forms.serial)
  return { kind: 'serial', path: devicePath(path, refuse, forms.serial), baud, flow }
}

function devicePath(path: string, refuse: Refuse, form: string): string {
  // `usb://1` has a host where a path should be; `usb:///dev/usb/lp0` is a path in the manner of a URL.
  const isPath = isAbsolute(path) && !path.includes('\0') && !/^\/\/(?!\/)/u.test(path)
  return isPath ? path.replace(/^\/+/u, '/') : refuse('names no device by its whole path', form)
}

/** Returns one name for each printer, so that two addresses of the same one are found. */
export function printerName(address: PrinterAddress): string {
  switch (address.kind) {
    case 'tcp':
      return `tcp://${address.host.includes(':') ? `[${address.host}]` : address.host.toLowerCase()}:${address.port}`
    case 'usb':
    case 'serial':
      return address.path
    case 'cups':
      return `cups:${address.queue}`
    default:
      return address satisfies never
  }
}
