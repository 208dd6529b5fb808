/** What a ticket says on paper. The printers' own type: no word of the heart is needed here. */
export interface TicketSlip {
  /** The job's id; printed copies of one job are told apart by `copy`. */
  job: string
  hall: string
  label: string
  /** The service in the customer's language, and in the hall's where that differs. */
  service: string
  serviceInHallLanguage?: string
  category?: string
  lines: readonly string[]
  /** Already worded, e.g. "12 people ahead". */
  ahead?: string
  wait?: string
  /** Address of the phone page; drawn as a QR. */
  phoneUrl?: string
  qrCaption?: string
  /** Date, time and device, already worded. */
  footer: string
  /** 1 is the first paper; above, the slip says so, large. */
  copy: number
  copyMark?: string
  language: string
}

export type PrintOutcome =
  | { printed: 'yes' }
  /** Nothing came out: safe to print again. */
  | { printed: 'no'; why: 'unreachable' | 'no-paper' | 'cover-open' | 'too-many-waiting' | 'too-late' }
  /** Something may have come out: never again by itself without a mark. */
  | { printed: 'unsure'; why: 'timed-out' | 'cut-off' | 'no-proof' }

/** A printer that tells the truth about its paper. */
export interface TicketPrinter {
  /**
   * Settles within its deadline, whatever the device does. `begin` is called once, when the printer is ready and before
   * the first byte of the slip leaves: who asked writes down that paper may come out. When it rejects nothing is sent,
   * and `print` rejects with its error. An outcome `no` without `begin` means that the printer was not ready.
   */
  print(slip: TicketSlip, begin?: () => Promise<void>): Promise<PrintOutcome>
  close(): Promise<void>
}
