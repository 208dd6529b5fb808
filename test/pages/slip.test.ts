import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, expect, it } from 'vitest'
import { paper58, paper80 } from '../../printers/dialects/esc-pos.ts'
import type { Slip } from '../../printers/drawing/slip.ts'
import { createVirtualPrinter } from '../../printers/virtual-printer/virtual-printer.ts'
import { hasProgram } from '../printers/drawing/readers.ts'
import { slips } from '../printers/drawing/sample-slips.ts'
import { palettePng } from './browser/palette-png.ts'
import { areWanted, keepPicture } from './browser/pictures.ts'

/** The slip as paper, of both widths: pictures to look at, and a code that a stranger's reader reads. */
const folder = mkdtempSync(join(tmpdir(), 'nowserving-slip-'))
afterAll(() => rmSync(folder, { recursive: true }))
const margin = 32

async function paperOf(slip: Slip, profile: typeof paper80): Promise<Buffer> {
  const printer = createVirtualPrinter({ profile })
  await printer.print(slip)
  await printer.close()
  const image = await loadImage(printer.papers[0]?.png ?? Buffer.alloc(0))
  const paper = createCanvas(image.width + 2 * margin, image.height + 2 * margin)
  const pen = paper.getContext('2d')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, paper.width, paper.height)
  pen.drawImage(image, margin, margin)
  return palettePng(paper.toBuffer('image/png'))
}

const names = {
  'ticket.zh-CN': slips.ordinarySlip,
  'ticket.en': slips.englishSlip,
  'priority.zh-CN': slips.prioritySlip,
  'everything-long.zh-CN': slips.fullSlip,
  'marked-copy.zh-CN': slips.copySlip,
  'no-phone.zh-CN': slips.bareSlip,
}
const papers = Object.entries(names).flatMap(([name, slip]) => [
  [`${name}.80-mm`, slip, paper80] as const,
  [`${name}.58-mm`, slip, paper58] as const,
])

it.each(papers)(
  'the slip %s is as wide as its paper, and its code leads to the ticket',
  async (name, slip, profile) => {
    const png = await paperOf(slip, profile)
    expect((await loadImage(png)).width).toBe(profile.width + 2 * margin)
    if (areWanted) await keepPicture(`slip/${name}`, png)
    if (!hasProgram('zbarimg') || slip === slips.bareSlip) return
    const file = join(folder, `${name}.png`)
    writeFileSync(file, png)
    const found = execFileSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file], {
      encoding: 'utf8',
    })
    expect(found).toMatch(/^https:\/\/hall\.example\/t\/[\w-]{22}/u)
  },
)
