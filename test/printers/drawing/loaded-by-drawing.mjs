// Run as a process of its own, for what is loaded stays loaded: prints and draws with the built product, and tells its
// parent what was loaded after each step.
import { createRequire } from 'node:module'
import { openPrinter } from '../../../dist/printers/connection/open-printer.js'
import { paper80 } from '../../../dist/printers/dialects/esc-pos.js'
import { createCanvasGlyphs } from '../../../dist/printers/drawing/canvas-glyphs.js'
import { drawSlip } from '../../../dist/printers/drawing/slip-picture.js'

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
