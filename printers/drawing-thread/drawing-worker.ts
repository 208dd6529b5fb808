import { getPriority, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { dialects } from '../dialects/dialects.ts'
import { createCanvasGlyphs, loadUsualFonts } from '../drawing/canvas-glyphs.ts'
import { logoOf } from '../drawing/logo.ts'
import { limits } from '../limits.ts'
import { drawPaper } from '../virtual-printer/drawn-paper.ts'
import { type DrawingKind, type DrawingRequest, type Drawings, drawJob } from './drawings.ts'

/** The drawing thread's own side: answers each request with one message. Fonts and the library load at the first one. */

// On Linux a priority belongs to one thread. A machine of one or two cores then answers first and draws second.
if (process.platform === 'linux') setPriority(Math.max(getPriority(), limits.drawingNiceness))

const glyphs = createCanvasGlyphs()

type Draw<Kind extends DrawingKind> = (
  given: Drawings[Kind]['given'],
) => Drawings[Kind]['drawn'] | Promise<Drawings[Kind]['drawn']>

const draw: { readonly [Kind in DrawingKind]: Draw<Kind> } = {
  job: ({ slip, profile, dialect }) => drawJob(slip, profile, dialects[dialect], glyphs),
  paper: ({ slip, profile }) => drawPaper(slip, profile, glyphs),
  logo: ({ file }) => logoOf(file),
  'usual-fonts': () => {
    loadUsualFonts(glyphs)
    return undefined
  },
}

async function answer<Kind extends DrawingKind>({ kind, given }: DrawingRequest<Kind>): Promise<void> {
  try {
    const drawn = await draw[kind](given)
    parentPort?.postMessage({ drawn }, buffersOf(drawn))
  } catch (error) {
    parentPort?.postMessage({ error })
  }
}

/** The memory that moves to the other thread instead of being copied. A part of Node's shared pool cannot move. */
function buffersOf(drawn: object | undefined): ArrayBuffer[] {
  return Object.values(drawn ?? {}).flatMap((value: unknown) =>
    value instanceof Uint8Array &&
    value.buffer instanceof ArrayBuffer &&
    value.byteLength === value.buffer.byteLength
      ? [value.buffer]
      : [],
  )
}

parentPort?.on('message', (request: DrawingRequest<DrawingKind>) => void answer(request))
