import { createRequire } from 'node:module'
import { expect, it, onTestFinished } from 'vitest'
import { openPrinter } from '../../../printers/connection/open-printer.ts'
import { paper80 } from '../../../printers/dialects/esc-pos.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { drawSlip } from '../../../printers/drawing/slip-picture.ts'
import { startTcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { slips } from './sample-slips.ts'
import { ordinaryTicket } from './world-slips.ts'

// A file of its own: what is loaded stays loaded for the rest of a process.

const { cache } = createRequire(import.meta.url)
const isLoaded = (): boolean => Object.keys(cache).some((file) => file.includes('napi-rs/canvas'))

async function familiesLoaded(): Promise<string[]> {
  const { GlobalFonts } = await import('@napi-rs/canvas')
  const names = GlobalFonts.families.map(({ family }) => family.split('/')[0] ?? '')
  return [...new Set(names.filter((name) => name.startsWith('noto-sans')))].sort()
}

it('a hall loads no drawing library and no font, not even when it prints: the drawing thread does', async () => {
  const device = await startTcpPrinter()
  onTestFinished(() => device.close())
  const printer = openPrinter(device.address)
  onTestFinished(() => printer.close())
  createCanvasGlyphs()
  expect(await printer.print(slips.ordinarySlip)).toEqual({ printed: 'yes' })
  expect(isLoaded()).toBe(false)
  drawSlip(slips.ordinarySlip, paper80, createCanvasGlyphs())
  expect(isLoaded()).toBe(true)
})

it('a hall of Chinese and English loads no letters of others; the first Arabic slip loads those', async () => {
  const glyphs = createCanvasGlyphs()
  drawSlip(slips.ordinarySlip, paper80, glyphs)
  drawSlip(slips.englishSlip, paper80, glyphs)
  expect(await familiesLoaded()).toEqual(['noto-sans', 'noto-sans-sc'])
  drawSlip(ordinaryTicket('ar'), paper80, glyphs)
  expect(await familiesLoaded()).toEqual(['noto-sans', 'noto-sans-arabic', 'noto-sans-sc'])
})
