import { dialects } from '../dialects/dialects.ts'
import { createCanvasGlyphs, loadUsualFonts } from '../drawing/canvas-glyphs.ts'
import { logoOf } from '../drawing/logo.ts'
import { drawPaper } from '../virtual-printer/drawn-paper.ts'
import { answerTasks } from '../worker-thread/worker-side.ts'
import { type Drawings, drawJob } from './drawings.ts'

/** The drawing thread's own side. Fonts and the library load at the first request. */

const glyphs = createCanvasGlyphs()

answerTasks<Drawings>({
  job: ({ slip, profile, dialect }) => drawJob(slip, profile, dialects[dialect], glyphs),
  paper: ({ slip, profile }) => drawPaper(slip, profile, glyphs),
  logo: ({ file }) => logoOf(file),
  'usual-fonts': () => {
    loadUsualFonts(glyphs)
    return undefined
  },
})
