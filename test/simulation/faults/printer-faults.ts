import type { PrinterState } from '../actors/kiosk-printer.ts'
import type { Staging } from '../staging.ts'
import type { Fault } from './faults.ts'

const states: Partial<Record<Fault['kind'], PrinterState>> = {
  'printer-out-of-paper': 'no-paper',
  'printer-open': 'cover-open',
  'printer-off': 'unreachable',
}

/** Something happens to one of the printers; somebody puts it right after a while. */
export function strikePrinter(staging: Staging, { kind, a, b, c }: Fault): void {
  const { printers, scheduler } = staging.world
  const all = [...printers.values()]
  const printer = all[Math.floor(a * all.length)]
  if (!printer) return
  const state = states[kind]
  if (state !== undefined) {
    printer.becomes(state)
    // Also longer than a customer stands there.
    return void scheduler.after(staging.lasting(800 + c * c * c * 240_000), () => printer.becomes('ready'))
  }
  if (kind === 'printer-slow') printer.slowUntil = scheduler.now + 2_000 + b * 15_000
  else printer.next[kind === 'printer-silent' ? 'silent' : 'breaksOff'] += 1 + Math.floor(b * 4)
}
