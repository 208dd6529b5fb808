import type { PaperProfile } from '../../printers/dialect.ts'
import { paper80 } from '../../printers/esc-pos.ts'
import { openPrinter } from '../../printers/esc-pos-printer.ts'
import { createPaperPrinter } from '../../printers/paper-printer/paper-printer.ts'
import { profileOf } from '../../printers/papers.ts'
import { parsePrinterAddress } from '../../printers/printer-address.ts'
import { noTrouble } from '../../printers/status.ts'
import { type ServeFlags, WrongUsage } from '../command-line.ts'
import type { HallFile } from '../hall-file.ts'
import { limits } from '../limits.ts'
import { PaperTray } from './paper-tray.ts'
import type { PrinterMaker } from './print-desk.ts'

/** A printer for every device that has one; `--printer` is kiosk-1's. A `paper` printer keeps pictures in the tray. */
export function makePrinters(
  file: HallFile,
  flags: ServeFlags,
): { printers: Map<string, PrinterMaker>; paper: PaperTray | undefined } {
  const printers = new Map<string, PrinterMaker>()
  let paper: PaperTray | undefined
  const addresses = new Map(
    file.devices.flatMap(({ id, printer }) => (printer === undefined ? [] : [[id, printer] as const])),
  )
  if (flags.printer !== undefined) addresses.set('kiosk-1', flags.printer)
  const papers = new Map(file.devices.map(({ id, paper }) => [id, paper && profileOf(paper)]))
  for (const [device, address] of addresses) {
    const profile = papers.get(device) ?? paper80
    if (address === 'paper') {
      paper ??= new PaperTray()
      const tray = paper
      printers.set(device, (tell) => paperPrinter(device, profile, tray, tell))
    } else {
      const printer = checked(address)
      printers.set(device, (tell, usedMm) =>
        openPrinter(printer, { profile, onHealth: tell, paperUsedMm: usedMm }),
      )
    }
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

/** It has no end of paper and is always well: that is told once. */
function paperPrinter(
  device: string,
  profile: PaperProfile,
  tray: PaperTray,
  tell: Parameters<PrinterMaker>[0],
): ReturnType<PrinterMaker> {
  tell({
    reachable: true,
    speaks: true,
    level: 'process-id',
    state: noTrouble,
    paper: { usedMm: 0, changes: 0 },
  })
  return createPaperPrinter({
    profile,
    keep: limits.papersKept,
    onPaper: ({ png, width, height, label, printedAt }) =>
      tray.put({ device, label, at: printedAt, width, height, png }),
  })
}
