// Run as a process of its own, for what is loaded stays loaded: prints and draws, and tells its parent what was loaded
// after each step.
import { createRequire } from 'node:module'
import '../../fakes/sources/strip-types.mjs'

const { openPrinter } = await import('../../../printers/connection/open-printer.ts')
const { paper80 } = await import('../../../printers/dialects/esc-pos.ts')
const { createCanvasGlyphs } = await import('../../../printers/drawing/canvas-glyphs.ts')
const { drawSlip } = await import('../../../printers/drawing/slip-picture.ts')

const { cache } = createRequire(import.meta.url)
const isLoaded = () => Object.keys(cache).some((file) => file.includes('napi-rs/canvas'))

async function familiesLoaded() {
  const { GlobalFonts } = await import('@napi-rs/canvas')
  const names = GlobalFonts.families.map(({ family }) => family.split('/')[0] ?? '')
  return [...new Set(names.filter((name) => name.startsWith('noto-sans')))].sort()
}

process.once('message', async ({ address, chinese, english, arabic }) => {
  const printer = openPrinter(address)
  const glyphs = createCanvasGlyphs()
  const outcome = await printer.print(chinese)
  await printer.close()
  const loadedByPrinting = isLoaded()
  drawSlip(chinese, paper80, glyphs)
  const loadedByDrawing = isLoaded()
  drawSlip(english, paper80, glyphs)
  const familiesOfTwo = await familiesLoaded()
  drawSlip(arabic, paper80, glyphs)
  const familiesOfThree = await familiesLoaded()
  process.send({ outcome, loadedByPrinting, loadedByDrawing, familiesOfTwo, familiesOfThree })
  process.disconnect()
})
