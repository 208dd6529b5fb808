import { describe, expect, it } from 'vitest'
import { parsePrinterAddress } from '../../../printers/printer-address.ts'

describe("a printer's address", () => {
  it.each([
    ['usb:/dev/usb/lp0', { kind: 'usb', path: '/dev/usb/lp0', dialect: 'esc-pos' }],
    ['/dev/usb/lp0', { kind: 'usb', path: '/dev/usb/lp0', dialect: 'esc-pos' }],
    ['usb:///dev/ticket', { kind: 'usb', path: '/dev/ticket', dialect: 'esc-pos' }],
    [
      'serial:/dev/ttyUSB0?baud=9600',
      { kind: 'serial', path: '/dev/ttyUSB0', baud: 9600, flow: 'rtscts', dialect: 'esc-pos' },
    ],
    [
      'serial:/dev/ttyS0?flow=none',
      { kind: 'serial', path: '/dev/ttyS0', baud: 115_200, flow: 'none', dialect: 'esc-pos' },
    ],
    ['cups:Kiosk_1', { kind: 'cups', queue: 'Kiosk_1', dialect: 'esc-pos' }],
    ['star+tcp://printer', { kind: 'tcp', host: 'printer', port: 9100, dialect: 'star' }],
    ['esc-pos+tcp://printer', { kind: 'tcp', host: 'printer', port: 9100, dialect: 'esc-pos' }],
    ['STAR+usb:/dev/usb/lp1', { kind: 'usb', path: '/dev/usb/lp1', dialect: 'star' }],
  ])('%s is read', (text, address) => {
    expect(parsePrinterAddress(text)).toEqual(address)
  })

  it.each([
    ['tcp://192.168.1.50:9100', '192.168.1.50', 9100],
    ['tcp://printer.hall.example', 'printer.hall.example', 9100],
    ['TCP://127.0.0.1:1', '127.0.0.1', 1],
    ['tcp://[::1]:9101/', '::1', 9101],
  ])('%s is read', (text, host, port) => {
    expect(parsePrinterAddress(text)).toEqual({ kind: 'tcp', host, port, dialect: 'esc-pos' })
  })

  it.each([
    ['192.168.1.50', /"192\.168\.1\.50" does not say how the printer is reached/],
    ['', /does not say how/],
    ['http://printer:80', /begins with http:, which is not known/],
    ['tcp:printer:9100', /lacks the two slashes/],
    ['usb:lp0', /names no device by its whole path/],
    ['usb://1', /names no device by its whole path/],
    ['usb:', /names no device/],
    ['serial:/dev/ttyS0?baud=9601', /speed that is not one of 1200, .*115200/],
    ['serial:/dev/ttyS0?flow=dtr', /flow control that is not rtscts, xonxoff or none/],
    ['serial:/dev/ttyS0?parity=even', /has "parity", but only baud and flow/],
    ['cups:', /names no queue/],
    ['cups:-d/etc', /names no queue/],
    ['star+', /does not say how/],
    ['zpl+tcp://printer', /begins with zpl\+, but only esc-pos\+, star\+ are known/],
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
    expect(() => parsePrinterAddress(text)).toThrow(
      /; write it as (tcp:\/\/192|usb:\/dev|serial:\/dev|cups:)/,
    )
  })
})
