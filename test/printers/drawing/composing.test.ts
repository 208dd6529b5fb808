import { existsSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { escPosDialect, paper80 } from '../../../printers/dialects/esc-pos.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { DrawingThread } from '../../../printers/drawing-thread/drawing-thread.ts'
import { drawJob } from '../../../printers/drawing-thread/drawings.ts'
import { ordinaryTicket } from './world-slips.ts'

const count = 60
const scheduling = `/proc/self/task/${process.pid}/schedstat`

/**
 * Milliseconds of processor that this thread alone has used, as Linux counts them: a clock would measure the other
 * programs of a busy machine. Elsewhere the time for which its event loop was busy.
 */
function spent(): number {
  if (!existsSync(scheduling)) return performance.eventLoopUtilization().active
  return Number(readFileSync(scheduling, 'utf8').split(' ')[0]) / 1e6
}

/** Per call of `work`. Linux counts a thread's time when it sleeps, so it sleeps before each look. */
async function spentOn(work: (n: number) => unknown): Promise<number> {
  await sleep(10)
  const before = spent()
  for (let n = 1; n <= count; n++) await work(n)
  await sleep(10)
  return (spent() - before) / count
}

/** The ticket of the nth customer: number and time are new, as they are for every customer. */
function ticketOf(n: number) {
  const slip = ordinaryTicket('zh-CN')
  const blocks = slip.blocks.map((block) =>
    block.block === 'text' && block.part === 'footer'
      ? { ...block, text: block.text.replace(/\d+/, String(2000 + n)) }
      : block,
  )
  return { ...slip, label: `A${100 + n}`, blocks }
}

it('drawing a slip holds the event loop of the hall up for nearly nothing', async () => {
  const thread = new DrawingThread()
  onTestFinished(() => thread.close())
  const glyphs = createCanvasGlyphs()
  const draw = (n: number) => thread.draw('job', { slip: ticketOf(n), profile: paper80, dialect: 'esc-pos' })
  const drawHere = async (n: number) => drawJob(ticketOf(n), paper80, escPosDialect, glyphs)
  await draw(0)
  await drawHere(0)
  const threaded = await spentOn(draw)
  const here = await spentOn(drawHere)
  process.stdout.write(
    `drawing: ${threaded.toFixed(2)} ms of the hall's thread a slip, ${here.toFixed(2)} ms without a thread for it\n`,
  )
  expect(threaded).toBeLessThan(here / 4)
})
