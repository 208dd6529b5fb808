import type { PrinterHealth } from '../../printers/connection/session.ts'
import type { TicketPrinter } from '../../printers/printer.ts'
import type { PrinterMaker } from './ticket-printing.ts'

/**
 * A printer for several devices, such as two kiosks beside it. The printer is opened once, takes the slips of all,
 * reports its state to all, and closes with the last device. Two connections would cut into each other's slips.
 */
export function sharePrinter(open: PrinterMaker): PrinterMaker {
  const listeners = new Set<(health: PrinterHealth) => void>()
  let printer: TicketPrinter | undefined
  let last: PrinterHealth | undefined
  return (onHealth, ...more) => {
    listeners.add(onHealth)
    if (last) onHealth(last)
    printer ??= open(
      (health) => {
        last = health
        for (const listener of listeners) listener(health)
      },
      ...more,
    )
    const opened = printer
    return {
      print: (slip, begin) => opened.print(slip, begin),
      async close() {
        listeners.delete(onHealth)
        if (listeners.size > 0) return
        printer = undefined
        await opened.close()
      },
    }
  }
}
