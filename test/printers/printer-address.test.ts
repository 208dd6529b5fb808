import { describe, expect, it } from 'vitest'
import { parsePrinterAddress } from '../../printers/printer-address.ts'

describe("a printer's address", () => {
  it.each([
    ['tcp://192.168.1.50:9100', '192.168.1.50', 9100],
    ['tcp://printer.hall.example', 'printer.hall.example', 9100],
    ['TCP://127.0.0.1:1', '127.0.0.1', 1],
    ['tcp://[::1]:9101/', '::1', 9101],
  ])('%s is read', (text, host, port) => {
    expect(parsePrinterAddress(text)).toEqual({ kind: 'tcp', host, port })
  })

  it.each([
    ['192.168.1.50', /"192\.168\.1\.50" does not begin with tcp:\/\//],
    ['', /does not begin with tcp/],
    ['http://printer:80', /begins with http:\/\/, but only tcp/],
    ['tcp://', /names no host/],
    ['tcp://:9100', /names no host/],
    ['tcp://printer:0', /port that is not from 1 to 65535/],
    ['tcp://printer:70000', /port that is not from 1 to 65535/],
    ['tcp://printer:', /port that is not from 1 to 65535/],
    ['tcp://printer:abc', /is not a host and a port/],
    ['tcp://someone@printer:9100', /is not a host and a port/],
    ['tcp://printer:9100/queue', /is not a host and a port/],
  ])('%s is refused with the reason and the right form', (text, problem) => {
    expect(() => parsePrinterAddress(text)).toThrow(problem)
    expect(() => parsePrinterAddress(text)).toThrow(/write it as tcp:\/\/192\.168\.1\.50:9100/)
  })
})
