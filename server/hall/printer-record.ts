import type { EpochMs } from './ids.ts'

/** What is known of papers and of the printers they come from. */

/** One paper of a ticket, from the number to the hand. */
export interface PrintJob {
  /**
   * `queued`: will be sent · `printing`: bytes may be leaving · `printed`: proven, or a person saw it ·
   * `not-printed`: nothing came out, the printer is waited for · `unsure`: something may have come out; a marked copy
   * follows by itself, but for `no-proof` (the printer never proves anything), where people are asked ·
   * `held`: a person decides · `expired`: called, or too old: it will not come out any more · `cancelled`.
   */
  readonly print:
    | 'queued'
    | 'printing'
    | 'printed'
    | 'not-printed'
    | 'unsure'
    | 'held'
    | 'expired'
    | 'cancelled'
  readonly job: string
  /** Papers of this ticket that may exist; absent: none. The next one is marked when there may be any. */
  readonly copies?: number
  /** When a person asked for it; absent: nobody but the kiosk, when the ticket was issued. */
  readonly askedAt?: EpochMs
  readonly why?: string
}

export const printerStates = [
  'ready',
  'unreachable',
  'no-paper',
  'cover-open',
  'cutter-jam',
  'printer-error',
] as const
export type PrinterStateName = (typeof printerStates)[number]

/** How a printer says it is. */
export interface PrinterCondition {
  /** `unknown` before it was first asked. */
  readonly state: PrinterStateName | 'unknown'
  /** The roll is nearly used up. */
  readonly nearEnd?: true
  /** It never proves that paper came out. */
  readonly silent?: true
}

export interface PrinterRecord extends PrinterCondition {
  readonly since: EpochMs
  /** Millimetres of the present roll that are used, as the printer's line counts them. */
  readonly usedMm: number
  readonly test?: { readonly at: EpochMs; readonly page: 'asked' | 'printed' | 'not-printed' | 'unsure' }
}
