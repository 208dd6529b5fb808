import type { Slip } from './drawing/slip.ts'

/** A paper to print: a ticket most of the time. `ticketSlip` makes one of texts. */
export type TicketSlip = Slip

/**
 * Reasons for which nothing came out. `cutter-jam` and `printer-error` need hands: a cleared cutter, the power switch.
 * `unreachable`: off, unplugged, or silent although it answered before. `offline`: it says so and names no cause.
 */
export const notPrintedReasons = [
  'unreachable',
  'no-paper',
  'cover-open',
  'cutter-jam',
  'printer-error',
  'offline',
  'head-hot',
  'too-many-waiting',
  'too-late',
] as const

/** Reasons for which something may have come out. `no-proof`: this printer never proves anything. */
export const unsureReasons = ['timed-out', 'cut-off', 'no-proof'] as const

export type PrintOutcome =
  | { printed: 'yes' }
  /** Nothing came out: safe to print again. */
  | { printed: 'no'; why: (typeof notPrintedReasons)[number] }
  /** Something may have come out: never again by itself without a mark. */
  | { printed: 'unsure'; why: (typeof unsureReasons)[number] }

/** A printer that reports no more than it knows about its paper. */
export interface TicketPrinter {
  /**
   * Settles within its deadline in every state of the device. `begin` is called once, when the printer is ready and
   * before the first byte of the slip leaves. The caller then records that paper may come out. When `begin` rejects
   * nothing is sent, and `print` rejects with its error. An outcome `no` without `begin` means that the printer was
   * not ready.
   */
  print(slip: TicketSlip, begin?: () => Promise<void>): Promise<PrintOutcome>
  close(): Promise<void>
}
