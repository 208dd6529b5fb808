import { openPrinter } from '../../printers/connection/open-printer.ts'
import type { PrinterHealth } from '../../printers/connection/session.ts'
import { paper80, withoutRealTime } from '../../printers/dialects/esc-pos.ts'
import { createCanvasGlyphs } from '../../printers/drawing/canvas-glyphs.ts'
import { drawSlip } from '../../printers/drawing/slip-picture.ts'
import type { TicketPrinter, TicketSlip } from '../../printers/printer.ts'
import { startTcpPrinter, type TcpPrinter } from '../../printers/virtual-printer/tcp-printer.ts'
import { ordinarySlip } from './sample-slips.ts'

const glyphs = createCanvasGlyphs()

/** Closes what a test opened, newest first. */
export type Cleaner = (close: () => Promise<void>) => void

export async function device(
  clean: Cleaner,
  options: Parameters<typeof startTcpPrinter>[0] = {},
): Promise<TcpPrinter> {
  const printer = await startTcpPrinter(options)
  clean(() => printer.close())
  return printer
}

export function open(
  clean: Cleaner,
  address: string,
  onHealth?: (health: PrinterHealth) => void,
): TicketPrinter {
  const printer = openPrinter(address, onHealth ? { onHealth } : {})
  clean(() => printer.close())
  return printer
}

export const slipOf = (label: string): TicketSlip => ({ ...ordinarySlip, job: `job-${label}`, label })

/** True when a strip shows exactly this slip. */
export async function shows(slip: TicketSlip, picture: { bits: Uint8Array } | undefined): Promise<boolean> {
  const drawn = drawSlip(slip, paper80, glyphs)
  return picture !== undefined && Buffer.from(withoutRealTime(drawn).bits).equals(picture.bits)
}

/** The first inked rows of a slip, the same for every slip of a hall: where they stand, a slip begins. */
export async function headRows(slip: TicketSlip, rows = 24): Promise<Buffer> {
  const { bits, stride } = withoutRealTime(drawSlip(slip, paper80, glyphs))
  const first = Math.floor(bits.findIndex((byte) => byte !== 0) / stride)
  return Buffer.from(bits.subarray(first * stride, (first + rows) * stride))
}
