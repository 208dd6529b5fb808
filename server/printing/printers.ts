import { openPrinter } from '../../printers/esc-pos-printer.ts'
import { createPaperPrinter } from '../../printers/paper-printer/paper-printer.ts'
import type { TicketPrinter } from '../../printers/printer.ts'
import { parsePrinterAddress } from '../../printers/printer-address.ts'
import { type ServeFlags, WrongUsage } from '../command-line.ts'
import type { HallFile } from '../hall-file.ts'
import { limits } from '../limits.ts'
import { PaperTray } from './paper-tray.ts'

/** A printer for every device that has one; `--printer` is kiosk-1's. A `paper` printer keeps pictures in the tray. */
export function makePrinters(
  file: HallFile,
  flags: ServeFlags,
): { printers: Map<string, TicketPrinter>; paper: PaperTray | undefined } {
  const printers = new Map<string, TicketPrinter>()
  let paper: PaperTray | undefined
  const addresses = new Map(
    file.devices.flatMap(({ id, printer }) => (printer === undefined ? [] : [[id, printer] as const])),
  )
  if (flags.printer !== undefined) addresses.set('kiosk-1', flags.printer)
  for (const [device, address] of addresses) {
    if (address === 'paper') {
      paper ??= new PaperTray()
      printers.set(device, paperPrinter(device, paper))
    } else printers.set(device, openPrinter(checked(address)))
  }
  return { printers, paper }
}

function checked(address: string): string {
  try {
    parsePrinterAddress(address)
    return address
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error))
  }
}

function paperPrinter(device: string, tray: PaperTray): TicketPrinter {
  return createPaperPrinter({
    keep: limits.papersKept,
    onPaper: ({ png, width, height, label, printedAt }) =>
      tray.put({ device, label, at: printedAt, width, height, png }),
  })
}
