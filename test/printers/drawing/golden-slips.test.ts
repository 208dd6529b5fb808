import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PaperProfile } from '../../../printers/dialects/dialect.ts'
import { encodePicture, paper58, paper80, withoutRealTime } from '../../../printers/dialects/esc-pos.ts'
import { profileOf } from '../../../printers/dialects/paper-profiles.ts'
import { type Bitmap, createBitmap, stamp } from '../../../printers/drawing/bitmap.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { pngOf } from '../../../printers/drawing/png.ts'
import type { Slip } from '../../../printers/drawing/slip.ts'
import { drawSlip } from '../../../printers/drawing/slip-picture.ts'
import { ticketSlip } from '../../../printers/drawing/ticket-slip.ts'
import { createInterpreter } from '../../../printers/virtual-printer/interpreter.ts'
import type { PaperEvent } from '../../../printers/virtual-printer/machine.ts'
import { slipWords } from '../../../server/printing/slip-words.ts'
import { areWanted, keepPicture } from '../../pages/browser/pictures.ts'
import { otherPapers } from './other-papers.ts'
import { markedSlip, worldSlips, worldWords } from './world-slips.ts'

/**
 * Slips as they come out of the printer, dot by dot. A golden changes on purpose only:
 * `GOLDEN=update npx vitest run --project hall test/printers/drawing/golden-slips.test.ts`, then look at the slips of `npm run pictures`.
 */
const isUpdate = process.env.GOLDEN === 'update'
const file = join(import.meta.dirname, 'golden-slips.json')
const goldens = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>

/** Skia rounds curves as its processor does: the goldens are those of Linux on x64. */
const isGoldenMachine = process.platform === 'linux' && process.arch === 'x64'
if (!isGoldenMachine)
  process.stderr.write('golden slips: compared with themselves only, this is no Linux on x64\n')

/** Date as `Intl` writes it, with a mark of direction before each stroke. */
const latinFooter = slipWords('ar')('footer', {
  date: '22\u200f/11\u200f/2026',
  time: '09:41',
  device: 'kiosk-1',
})

const papers: [string, PaperProfile][] = [
  ['80 mm', paper80],
  ['58 mm', paper58],
]
const slips: [string, Slip][] = [
  ...Object.entries(worldSlips),
  ['zh-CN copy', markedSlip('zh-CN')],
  ['ar copy', markedSlip('ar')],
  ['ar at a Latin device', ticketSlip(worldWords('ar', { footer: latinFooter }))],
  ...Object.entries(otherPapers).map(([name, slip]) => [name.replace('Slip', ''), slip] as [string, Slip]),
]
const cases = [
  ...slips.flatMap(([name, slip]) =>
    papers.map(([paper, profile]) => [`${name}, ${paper}`, slip, profile] as const),
  ),
  ['zh-CN, 80 mm at 180 dpi', ticketSlip(worldWords('zh-CN')), profileOf({ width: 80, dpi: 180 })] as const,
  [
    'en, 58 mm with 420 dots',
    ticketSlip(worldWords('en')),
    profileOf({ width: 58, dpi: 203, dots: 420 }),
  ] as const,
]
/** Slips of which `npm run pictures` makes pictures. */
const shown = new Set(['ar', 'th', 'ja', 'ru', 'hi', 'ko', 'mixed'].map((name) => `${name}, 80 mm`))
for (const name of ['ar copy, 58 mm', 'receipt, 80 mm', 'register, 58 mm']) shown.add(name)

const glyphs = createCanvasGlyphs()
const found: Record<string, string> = {}

function printed(picture: Bitmap, profile: PaperProfile): PaperEvent[] {
  const events: PaperEvent[] = []
  const interpreter = createInterpreter((event) => events.push(event), {
    dots: profile.width,
    dpi: profile.dpi,
  })
  interpreter.push(encodePicture(picture, profile).bytes)
  return events
}

async function withEdge(picture: Bitmap): Promise<Buffer> {
  const sheet = createBitmap(picture.width + 32, picture.height + 24)
  stamp(sheet, picture, 16, 12)
  return pngOf(sheet)
}

describe('a slip on paper', () => {
  it.each(cases)('is what was drawn, and what it was: %s', async (name, slip, profile) => {
    const drawn = drawSlip(slip, profile, glyphs)
    const events = printed(drawn, profile)
    expect(events.filter((event) => event.type === 'error')).toEqual([])
    const papers = events.filter((event) => event.type === 'paper')
    expect(papers).toHaveLength(1)
    const paper = papers[0]!.picture
    expect(Buffer.from(paper.bits).equals(withoutRealTime(drawn).bits)).toBe(true)

    found[name] = `${paper.height} ${createHash('sha256').update(paper.bits).digest('hex').slice(0, 16)}`
    if (areWanted && shown.has(name))
      await keepPicture(`slips/${name.replace(/\W+/g, '-')}`, await withEdge(paper))
    if (isUpdate || !isGoldenMachine || found[name] === goldens[name]) return
    const now = join(tmpdir(), `slip-${name.replace(/\W+/g, '-')}.png`)
    writeFileSync(now, await withEdge(paper))
    expect(found[name], `it looks otherwise now, see ${now}`).toBe(goldens[name])
  })

  it('has a golden, and no golden is left over', () => {
    if (isUpdate) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`)
    else expect(Object.keys(goldens).sort()).toEqual(cases.map(([name]) => name).sort())
  })
})
