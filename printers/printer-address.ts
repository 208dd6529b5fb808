/** Where a printer is reached. */
export interface PrinterAddress {
  kind: 'tcp'
  host: string
  port: number
}

const usual = 'write it as tcp://192.168.1.50:9100'

/**
 * Reads `tcp://host:port`; the port may be left out and is then 9100, the one printers listen on.
 * Throws an error that says what is wrong with which address and how to write it.
 */
export function parsePrinterAddress(text: string): PrinterAddress {
  const refuse = (problem: string): never => {
    throw new Error(`the printer address "${text}" ${problem}; ${usual}`)
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return refuse('does not begin with tcp://')
  if (scheme !== 'tcp') return refuse(`begins with ${scheme}://, but only tcp:// is known`)
  const rest = text.slice('tcp://'.length)
  const found = /^(\[[0-9a-f:.]+\]|[^:/?#@[\]\s]+)(?::(\d*))?\/?$/i.exec(rest)
  const host = found?.[1]
  if (host === undefined) {
    return refuse(rest === '' || rest.startsWith(':') ? 'names no host' : 'is not a host and a port')
  }
  const port = found?.[2] === undefined ? 9100 : Number(found[2])
  if (found?.[2] === '' || port < 1 || port > 65_535) return refuse('has a port that is not from 1 to 65535')
  return { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port }
}
