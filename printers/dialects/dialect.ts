import type { Bitmap } from '../drawing/bitmap.ts'
import type { PrinterMessage } from './status.ts'
import type { StatusReader } from './status-reader.ts'

/** What is known of a model of printer. */
export interface PaperProfile {
  /** Printable dots across: 576 on 80 mm paper, 384 on 58 mm, at 203 dpi. */
  width: number
  /** Dots per inch, 203 or 180. */
  dpi: number
  /** False for printers without a cutter: then the slip is fed out to the edge where it is torn off. */
  cuts: boolean
  /** `own`: slips are written in the printer's own letters where it has them, for slow lines; else they are drawn. */
  fonts?: 'drawn' | 'resident'
  /** False for printers that draw no QR by themselves (`GS ( k`). */
  ownQr?: boolean
}

/** How the end of a job asks for proof. */
export type Proof =
  | { by: 'process-id'; id: string }
  | { by: 'paper-sensor' }
  /** The value that the counter must reach, from 1 to 31. */
  | { by: 'etb-counter'; count: number }

/** The bytes of one slip as a job, without the question for proof that follows them. */
export interface SlipBytes {
  bytes: Uint8Array
  /** Rows of paper, for working out how long printing takes. */
  rows: number
}

export type DialectName = 'esc-pos' | 'star'

/** The language of a printer: what is written to it, and what it says back. */
export interface Dialect {
  readonly name: DialectName
  /** One picture as one job: reset, bands, cut. Throws on a picture wider than the paper. */
  encode(picture: Bitmap, profile: PaperProfile): SlipBytes
  /** Throws out a torn strip: the next slip must not begin on it. */
  eject(profile: PaperProfile): Uint8Array
  /** The ways to ask for proof, best first. */
  readonly levels: readonly Proof['by'][]
  /** The question for proof of everything sent before it. */
  ask(proof: Proof): Uint8Array
  /** Asks how the printer is; carried out on arrival. */
  readonly questions: Uint8Array
  /** How many answers that gives, and which words are such. */
  readonly answers: number
  isAnswer(message: PrinterMessage): boolean
  /** Makes the printer tell changes unasked. */
  readonly reportChanges: Uint8Array
  /** Throws away what the printer has not printed; carried out on arrival. */
  readonly clear: Uint8Array
  /** Whether a printer says that it cleared. */
  readonly confirmsClear: boolean
  reader(listen: (message: PrinterMessage) => void): StatusReader
}
