import pLimit from 'p-limit'
import type { PaperProfile } from '../dialects/dialect.ts'
import { paper80 } from '../dialects/esc-pos.ts'
import { sharedDrawingThread } from '../drawing-thread/drawing-thread.ts'
import { limits } from '../limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../printer.ts'

/** A slip that came out. */
export interface Paper {
  job: string
  label: string
  copy: number
  /** Epoch milliseconds. */
  printedAt: number
  png: Buffer
  /** In dots, 8 per millimetre. */
  width: number
  height: number
}

interface VirtualPrinterOptions {
  /** Number of papers that are kept, newest last; 200 at most and by default. */
  keep?: number
  profile?: PaperProfile
  onPaper?: (paper: Paper) => void
  /** Characters of a slip that no font has. */
  onMissing?: (characters: readonly string[]) => void
}

/** A printer without a printer: slips go through the same bytes as to a real one and come out as pictures. */
export interface VirtualPrinter extends TicketPrinter {
  /** Oldest first. */
  readonly papers: readonly Paper[]
  /** Takes the paper out or opens the cover, to try the hall's behaviour; undefined ends all trouble. */
  setTrouble(trouble: 'no-paper' | 'cover-open' | 'unreachable' | undefined): void
}

export function createVirtualPrinter(options: VirtualPrinterOptions = {}): VirtualPrinter {
  const profile = options.profile ?? paper80
  const keep = Math.min(options.keep ?? limits.papersKept, limits.papersKept)
  const drawing = sharedDrawingThread()
  const papers: Paper[] = []
  let trouble: 'no-paper' | 'cover-open' | 'unreachable' | undefined
  const serially = pLimit(1)
  let closed = false

  async function print(slip: TicketSlip, begin?: () => Promise<void>): Promise<PrintOutcome> {
    if (closed) return { printed: 'no', why: 'unreachable' }
    if (trouble) return { printed: 'no', why: trouble }
    const { png, width, height, missing } = await drawing.draw('paper', { slip, profile })
    if (missing.length > 0) options.onMissing?.(missing)
    await begin?.()
    const { job, label, copy } = slip
    const paper = { job, label, copy, printedAt: Date.now(), png: bufferOf(png), width, height }
    papers.push(paper)
    if (papers.length > keep) papers.splice(0, papers.length - keep)
    options.onPaper?.(paper)
    return { printed: 'yes' }
  }

  return {
    papers,
    setTrouble(given) {
      trouble = given
    },
    print: (slip, begin) => serially(() => print(slip, begin)),
    async close() {
      closed = true
      // Settles behind all that was asked for before.
      await serially(async () => undefined)
    },
  }
}

/** The same memory as a `Buffer`. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
