import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, describe, expect, it } from 'vitest'
import { paper58, paper80 } from '../../../printers/dialects/esc-pos.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { layOut } from '../../../printers/drawing/layout.ts'
import { qrTextOf, type Slip } from '../../../printers/drawing/slip.ts'
import { ticketSlip } from '../../../printers/drawing/ticket-slip.ts'
import { createVirtualPrinter } from '../../../printers/virtual-printer/virtual-printer.ts'
import { hasProgram, skippedAloud, tesseractLanguages } from './readers.ts'
import { slips } from './sample-slips.ts'
import { languages, markedSlip, worldSlips, worldWords } from './world-slips.ts'

/**
 * Readers that know nothing of us look at the paper: zbarimg at the QR, tesseract at the letters. Both are Debian
 * packages; without them, or without a language of tesseract's, these tests are skipped, aloud.
 */
const folder = mkdtempSync(join(tmpdir(), 'nowserving-paper-'))
afterAll(() => rmSync(folder, { recursive: true }))

const everySlip: [string, Slip][] = [
  ...Object.entries(slips),
  ...Object.entries(worldSlips),
  ...languages.map((language): [string, Slip] => [`${language} copy`, markedSlip(language)]),
]
const papers = everySlip.flatMap(([name, slip]) => [
  [`${name} on 80 mm`, slip, paper80] as const,
  [`${name} on 58 mm`, slip, paper58] as const,
])
const addressOf = (slip: Slip): string | undefined => {
  const block = slip.blocks.find((one) => one.block === 'qr')
  return block?.block === 'qr' ? qrTextOf(block.text, slip.copy) : undefined
}
const withQr = papers.filter(([, slip]) => addressOf(slip) !== undefined)

/** Tesseract's names of the languages, and the Debian packages. Hindi and Korean are read where they are installed. */
const readers: Record<string, string> = {
  'zh-CN': 'chi_sim',
  en: 'eng',
  ar: 'ara',
  th: 'tha',
  ja: 'jpn',
  ru: 'rus',
  hi: 'hin',
  ko: 'kor',
}
const installed = tesseractLanguages()
const asked = [
  ['the number of a usual slip on 80 mm', slips.ordinarySlip, paper80, 'label', 'eng'],
  ['the narrowed number of a usual slip on 58 mm', slips.ordinarySlip, paper58, 'label', 'eng'],
  ['the number with four digits on 58 mm', slips.fullSlip, paper58, 'label', 'eng'],
  ['the service on 58 mm', slips.ordinarySlip, paper58, 'service', 'chi_sim'],
  ['what to bring, on 80 mm', slips.ordinarySlip, paper80, 'call-rule', 'chi_sim'],
  ...languages.flatMap((language) =>
    [paper80, paper58].flatMap((paper) => {
      const on = paper === paper80 ? 'on 80 mm' : 'on 58 mm'
      const slip = ticketSlip(worldWords(language))
      return [
        [`the number, ${language} ${on}`, slip, paper, 'label', 'eng'] as const,
        [`the service, ${language} ${on}`, slip, paper, 'service', readers[language] ?? language] as const,
      ]
    }),
  ),
] as const
const words = asked.filter(([, , , , language]) => installed.has(language))
const reader = { qr: hasProgram('zbarimg'), letters: installed.size > 0 }
const lost = [...new Set(asked.map(([, , , , language]) => language))].filter(
  (language) => !installed.has(language) && language !== 'hin' && language !== 'kor',
)
skippedAloud('legibility', reader.qr ? 0 : withQr.length, 'zbar-tools')
skippedAloud(
  'legibility',
  asked.filter(([, , , , language]) => lost.includes(language)).length,
  lost.map((language) => `tesseract-ocr-${language.replace('_', '-')}`).join(', '),
)

type Profile = typeof paper80

/** Part of the paper as a file, with a white edge as the real one has around its printed area. */
async function photographed(
  name: string,
  slip: Slip,
  profile: Profile,
  part?: { x: number; y: number; width: number; height: number; scale: number },
): Promise<string> {
  const printer = createVirtualPrinter({ profile })
  await printer.print(slip)
  await printer.close()
  const image = await loadImage(printer.papers[0]?.png ?? Buffer.alloc(0))
  const { x, y, width, height, scale } = part ?? {
    x: 0,
    y: 0,
    width: image.width,
    height: image.height,
    scale: 1,
  }
  const canvas = createCanvas(width * scale + 64, height * scale + 64)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, x, y, width, height, 32, 32, width * scale, height * scale)
  const file = join(folder, `${name.replace(/\W+/g, '-')}.png`)
  writeFileSync(file, canvas.toBuffer('image/png'))
  return file
}

describe('a paper as others read it', () => {
  it.skipIf(!reader.qr).each(withQr)(
    '%s leads a phone to the page of its ticket',
    async (name, slip, profile) => {
      const file = await photographed(name, slip, profile)
      const found = execFileSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file], {
        encoding: 'utf8',
      })
      expect(found.trim()).toBe(addressOf(slip))
    },
  )

  it.skipIf(words.length === 0).each(words)('%s is read', async (name, slip, profile, part, language) => {
    const mark = layOut(slip, profile, createCanvasGlyphs()).marks.find(
      (one) => one.kind === 'text' && one.part === part,
    )
    if (mark?.kind !== 'text') throw new Error(`the slip has no ${part}`)
    const scale = 48 / mark.ink.height
    const file = await photographed(name, slip, profile, { ...mark.ink, scale })
    // The letters that labels may have: none that look like a digit.
    const letters = part === 'label' ? ['-c', 'tessedit_char_whitelist=ABCDFGHJKLMNPRSTUVWXYZ0123456789'] : []
    const found = execFileSync('tesseract', [file, '-', '--psm', '7', '-l', language, ...letters], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    })
    expect(found.replace(/[\s\u200e\u200f]/g, '').replace(':', '：')).toBe(mark.text.replace(/\s/g, ''))
  })
})
