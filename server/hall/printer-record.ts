import type { EpochMs } from './ids.ts'

/** The printers of the hall, each with its last known state. */

const printerStates = [
  'ready',
  'unreachable',
  'no-paper',
  'cover-open',
  'cutter-jam',
  'printer-error',
  'offline',
  'head-hot',
] as const
type PrinterStateName = (typeof printerStates)[number]

/** The state that a printer reports. */
export interface PrinterCondition {
  /** `unknown` before its first report. */
  readonly state: PrinterStateName | 'unknown'
  /** The roll is nearly used up. */
  readonly nearEnd?: true
  /** The printer never proves that paper came out. */
  readonly silent?: true
}

export interface PrinterRecord extends PrinterCondition {
  readonly since: EpochMs
  /** Millimetres of the present roll that are used, as the spool counts them. */
  readonly usedMm: number
  readonly test?: { readonly at: EpochMs; readonly page: 'asked' | 'printed' | 'not-printed' | 'unsure' }
}
