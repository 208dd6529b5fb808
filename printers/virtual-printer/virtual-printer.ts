import { encodePicture, type PaperProfile, paper80 } from '../dialects/esc-pos.ts'
import { sharedGlyphs } from '../drawing/canvas-glyphs.ts'
import { pngOf } from '../drawing/png.ts'
import { drawSlip, lettersMissing } from '../drawing/slip-picture.ts'
import { limits } from '../limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../printer.ts'
import { createInterpreter } from './interpreter.ts'
import type { PaperEvent } from './machine.ts'

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

export interface VirtualPrinterOptions {
  /** How many papers are kept, newest last; 200 at most and by default. */
  keep?: number
  profile?: PaperProfile
  onPaper?: (paper: Paper) => void
  /** Letters of a slip that no font has. */
  onMissing?: (letters: readonly string[]) => void
}

/** A printer without a printer: slips go through the same bytes as to a real one and come out as pictures. */
export interface VirtualPrinter extends TicketPrinter {
  /** Oldest first. */
  readonly papers: readonly Paper[]
  /** Takes the paper out or opens the cover, for trying what the hall does then; undefined makes all well again. */
  setTrouble(trouble: 'no-paper' | 'cover-open' | 'unreachable' | undefined): void
}

export function createVirtualPrinter(options: VirtualPrinterOptions = {}): VirtualPrinter {
  const profile = options.profile ?? paper80
  const keep = Math.min(options.keep ?? limits.papersKept, limits.papersKept)
  const glyphs = sharedGlyphs()
  const papers: Paper[] = []
  let trouble: 'no-paper' | 'cover-open' | 'unreachable' | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let closed = false

  async function print(slip: TicketSlip, begin?: () => Promise<void>): Promise<PrintOutcome> {
    if (closed) return { printed: 'no', why: 'unreachable' }
    if (trouble) return { printed: 'no', why: trouble }
    await begin?.()
    const paper = await printed(slip)
    papers.push(paper)
    if (papers.length > keep) papers.splice(0, papers.length - keep)
    options.onPaper?.(paper)
    return { printed: 'yes' }
  }

  async function printed(slip: TicketSlip): Promise<Paper> {
    const picture = await drawSlip(slip, profile, glyphs)
    const missing = lettersMissing(slip, profile, glyphs)
    if (missing.length > 0) options.onMissing?.(missing)
    const events: PaperEvent[] = []
    const interpreter = createInterpreter((event) => events.push(event), {
      dots: profile.width,
      dpi: profile.dpi,
    })
    interpreter.push(encodePicture(picture, profile, { by: 'paper-sensor' }).bytes)
    if (!profile.cuts) interpreter.tearOff()
    const wrong = events.find((event) => event.type === 'error')
    if (wrong) throw new Error(`slip ${slip.job} is no valid ESC/POS: ${wrong.problem} (byte ${wrong.at})`)
    const strips = events.filter((event) => event.type === 'paper')
    const strip = strips[0]
    if (!strip || strips.length > 1)
      throw new Error(`slip ${slip.job} came out as ${strips.length} papers, not one`)
    const { width, height } = strip.picture
    const png = await pngOf(strip.picture)
    return { job: slip.job, label: slip.label, copy: slip.copy, printedAt: Date.now(), png, width, height }
  }

  return {
    papers,
    setTrouble(given) {
      trouble = given
    },
    print(slip, begin) {
      const result = turn.then(() => print(slip, begin))
      turn = result.catch(() => {})
      return result
    },
    async close() {
      closed = true
      await turn
    },
  }
}
