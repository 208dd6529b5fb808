import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, describe, expect, it } from 'vitest'
import { createCanvasGlyphs } from '../../printers/canvas-glyphs.ts'
import { paper58, paper80 } from '../../printers/esc-pos.ts'
import { layOut } from '../../printers/layout.ts'
import { createPaperPrinter } from '../../printers/paper-printer/paper-printer.ts'
import type { TicketSlip } from '../../printers/printer.ts'
import { qrTextOf } from '../../printers/slip.ts'
import { slips } from './sample-slips.ts'

/**
 * Readers that know nothing of us look at the paper: zbarimg at the QR, tesseract at the letters. Both are Debian
 * packages (zbar-tools, tesseract-ocr, tesseract-ocr-chi-sim); without them these tests are skipped, aloud.
 */
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined
const reader = { qr: has('zbarimg'), letters: has('tesseract') }
const folder = mkdtempSync(join(tmpdir(), 'nowserving-paper-'))
afterAll(() => rmSync(folder, { recursive: true }))

const papers = Object.entries(slips).flatMap(([name, slip]) => [
  [`${name} on 80 mm`, slip, paper80] as const,
  [`${name} on 58 mm`, slip, paper58] as const,
])
const qrOf = (slip: TicketSlip): string | undefined => {
  const block = slip.blocks.find((one) => one.block === 'qr')
  return block?.block === 'qr' ? qrTextOf(block.text, slip.copy) : undefined
}
const withQr = papers.filter(([, slip]) => qrOf(slip) !== undefined)

const words = [
  ['the number of a usual slip on 80 mm', slips.ordinarySlip, paper80, 'label', 'eng'],
  ['the narrowed number of a usual slip on 58 mm', slips.ordinarySlip, paper58, 'label', 'eng'],
  ['the number with four digits on 58 mm', slips.fullSlip, paper58, 'label', 'eng'],
  ['the service on 58 mm', slips.ordinarySlip, paper58, 'service', 'chi_sim'],
  ['what to bring, on 80 mm', slips.ordinarySlip, paper80, 'call-rule', 'chi_sim'],
] as const

const skipped = (reader.qr ? 0 : withQr.length) + (reader.letters ? 0 : words.length)
if (skipped > 0) {
  process.stderr.write(
    `legibility: ${skipped} tests are skipped; install zbar-tools, tesseract-ocr and tesseract-ocr-chi-sim to run them\n`,
  )
}

type Profile = typeof paper80

/** Part of the paper as a file, with a white edge as the real one has around its printed area. */
async function photographed(
  name: string,
  slip: TicketSlip,
  profile: Profile,
  part?: { x: number; y: number; width: number; height: number; scale: number },
): Promise<string> {
  const printer = createPaperPrinter({ profile })
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
      expect(found.trim()).toBe(qrOf(slip))
    },
  )

  it.skipIf(!reader.letters).each(words)('%s is read', async (name, slip, profile, part, language) => {
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
    expect(found.replace(/\s/g, '').replace(':', '：')).toBe(mark.text.replace(/\s/g, ''))
  })
})
