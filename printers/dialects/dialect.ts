import type { Bitmap } from '../drawing/bitmap.ts'
import type { PrinterMessage } from './status.ts'
import type { StatusReader } from './status-reader.ts'

/** The properties of a model of printer. */
export interface PaperProfile {
  /** Printable dots across: 576 on 80 mm paper, 384 on 58 mm, at 203 dpi. */
  width: number
  /** Dots per inch, 203 or 180. */
  dpi: number
  /** False for printers without a cutter: their slip is fed out to the edge where it is torn off. */
  cuts: boolean
  /**
   * `resident`: slips are written with the printer's own fonts if these suffice, for slow connections. Absent: drawn.
   */
  fonts?: 'drawn' | 'resident'
  /** False for printers that draw no QR themselves (`GS ( k`). */
  ownQr?: boolean
}

/** The question for proof at the end of a job. */
export type Proof =
  | { by: 'process-id'; id: string }
  | { by: 'paper-sensor' }
  /** The value that the counter must reach, from 1 to 31. */
  | { by: 'etb-counter'; count: number }

/** The bytes of one slip as a job, without the question for proof that follows them. */
export interface SlipBytes {
  bytes: Uint8Array
  /** Rows of paper, from which the printing time follows. */
  rows: number
}

export const dialectNames = ['esc-pos', 'star'] as const
export type DialectName = (typeof dialectNames)[number]

/** The language of a printer, in both directions. */
export interface Dialect {
  readonly name: DialectName
  /** Encodes a picture as one job: reset, bands, cut. Throws for a picture wider than the paper. */
  encode(picture: Bitmap, profile: PaperProfile): SlipBytes
  /** Feeds a torn strip out and cuts it off: the next slip must not begin on it. */
  eject(profile: PaperProfile): Uint8Array
  /** The ways to ask for proof, the best first. */
  readonly levels: readonly Proof['by'][]
  /** The question for proof of everything sent before it. */
  ask(proof: Proof): Uint8Array
  /** Asks for the printer's state; executed on arrival. */
  readonly questions: Uint8Array
  /** The number of answers to these questions, and the messages that are such answers. */
  readonly answers: number
  isAnswer(message: PrinterMessage): boolean
  /** Makes the printer report changes of its state unasked. */
  readonly reportChanges: Uint8Array
  /** Clears the printer's buffer; executed on arrival. */
  readonly clear: Uint8Array
  /** True when printers confirm a cleared buffer. */
  readonly confirmsClear: boolean
  reader(listen: (message: PrinterMessage) => void): StatusReader
}
