import { openPrinter } from '../../printers/connection/open-printer.ts'
import type { PrinterHealth } from '../../printers/connection/session.ts'
import type { DialectName } from '../../printers/dialects/dialect.ts'
import { paper80, withoutRealTime } from '../../printers/dialects/esc-pos.ts'
import { withoutStarRealTime } from '../../printers/dialects/star.ts'
import type { Bitmap } from '../../printers/drawing/bitmap.ts'
import { createCanvasGlyphs } from '../../printers/drawing/canvas-glyphs.ts'
import { drawSlip } from '../../printers/drawing/slip-picture.ts'
import type { TicketPrinter, TicketSlip } from '../../printers/printer.ts'
import { startTcpPrinter, type TcpPrinter } from '../../printers/virtual-printer/tcp-printer.ts'
import { ordinarySlip } from './drawing/sample-slips.ts'

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

/** A picture as it comes out: without bytes that the dialect would execute on arrival. */
export const printable: Readonly<Record<DialectName, (picture: Bitmap) => Bitmap>> = {
  'esc-pos': withoutRealTime,
  star: withoutStarRealTime,
}

/** True when a strip shows exactly this slip. */
export async function shows(
  slip: TicketSlip,
  picture: { bits: Uint8Array } | undefined,
  dialect: DialectName = 'esc-pos',
): Promise<boolean> {
  const drawn = printable[dialect](drawSlip(slip, paper80, glyphs))
  return picture !== undefined && Buffer.from(drawn.bits).equals(picture.bits)
}

/** The first inked rows of a slip, the same for every slip of a hall: where they stand, a slip begins. */
export async function headRows(slip: TicketSlip, rows = 24): Promise<Buffer> {
  const { bits, stride } = withoutRealTime(drawSlip(slip, paper80, glyphs))
  const first = Math.floor(bits.findIndex((byte) => byte !== 0) / stride)
  return Buffer.from(bits.subarray(first * stride, (first + rows) * stride))
}
