import type { PrinterHealth } from '../../printers/connection/session.ts'
import type { TicketPrinter } from '../../printers/printer.ts'
import type { PrinterMaker } from './print-desk.ts'

/**
 * One printer for several devices: two kiosks may stand beside one. It is opened once, takes the slips of all in turn,
 * tells all how it is, and closes when the last one does. Two lines to it would cut into each other's slips.
 */
export function shared(open: PrinterMaker): PrinterMaker {
  const tells = new Set<(health: PrinterHealth) => void>()
  let printer: TicketPrinter | undefined
  let last: PrinterHealth | undefined
  return (tell, ...more) => {
    tells.add(tell)
    if (last) tell(last)
    printer ??= open(
      (health) => {
        last = health
        for (const one of tells) one(health)
      },
      ...more,
    )
    const opened = printer
    return {
      print: (slip, begin) => opened.print(slip, begin),
      async close() {
        tells.delete(tell)
        if (tells.size > 0) return
        printer = undefined
        await opened.close()
      },
    }
  }
}
