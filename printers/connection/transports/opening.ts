import type { PrinterAddress } from '../../printer-address.ts'
import { createCharDevice } from './char-device.ts'
import { createCupsTransport } from './cups.ts'
import { createSerialTransport } from './serial.ts'
import { createTcpTransport } from './tcp.ts'
import type { TransportMaker } from './transport.ts'

/** Returns the maker of transports to an address; every connection gets a new one. */
export function transportsTo(address: PrinterAddress): TransportMaker {
  switch (address.kind) {
    case 'tcp':
      return () => createTcpTransport(address.host, address.port)
    case 'usb':
      return () => createCharDevice(address.path)
    case 'serial':
      return () => createSerialTransport(address.path, address.baud, address.flow)
    case 'cups':
      return () => createCupsTransport(address.queue)
    default:
      return address satisfies never
  }
}
