import { describe, expect, it } from 'vitest'
import { encodePicture, paper58, paper80 } from '../../printers/dialects/esc-pos.ts'
import { createCanvasGlyphs } from '../../printers/drawing/canvas-glyphs.ts'
import { drawSlip } from '../../printers/drawing/slip-picture.ts'
import { fullSlip, ordinarySlip } from './sample-slips.ts'

/**
 * What the turns of the event loop cost while `work` runs, dearest first, in ms of processor time: the clock would
 * measure the other programs of a busy machine.
 */
async function turnsDuring(work: () => Promise<unknown>): Promise<number[]> {
  const spent = (): number => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  const turns: number[] = []
  let last = spent()
  let going = true
  const look = (): void => {
    const now = spent()
    turns.push(now - last)
    last = now
    if (going) setImmediate(look)
  }
  setImmediate(look)
  await work()
  going = false
  turns.push(spent() - last)
  return turns.sort((a, b) => b - a)
}

const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN

describe('drawing a slip while the hall is busy', () => {
  it('holds the event loop up for no longer than 8 ms in the usual turn', async () => {
    const glyphs = createCanvasGlyphs()
    await drawSlip(ordinarySlip, paper80, glyphs)
    const longest: number[] = []
    const whole: number[] = []
    for (let n = 0; n < 30; n++) {
      const slip = {
        ...ordinarySlip,
        label: `A${100 + n}`,
        ahead: `前面还有 ${n} 人`,
        footer: `2026-11-22 09:${n + 10}`,
      }
      const turns = await turnsDuring(async () => {
        const picture = await drawSlip(slip, paper80, glyphs)
        encodePicture(picture, paper80, { by: 'paper-sensor' })
      })
      whole.push(turns.reduce((sum, turn) => sum + turn, 0))
      longest.push(turns[0] ?? Number.NaN)
    }
    process.stdout.write(
      `drawing: median ${median(whole).toFixed(1)} ms of processor a slip, dearest turn ${median(longest).toFixed(1)} ms\n`,
    )
    expect(median(longest)).toBeLessThan(8)
  })

  it('gives other work its turn while a long slip is drawn for the first time', async () => {
    const turns = await turnsDuring(() => drawSlip(fullSlip, paper58, createCanvasGlyphs()))
    expect(turns.length).toBeGreaterThan(5)
  })
})
