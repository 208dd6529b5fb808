import { PrinterTypes, ThermalPrinter } from 'node-thermal-printer'
import { breakLines } from '../drawing/line-breaks.ts'
import { qrOf } from '../drawing/qr.ts'
import {
  type Block,
  copyMarkOf,
  isRtl,
  qrTextOf,
  type Slip,
  type StyleName,
  textsOf,
} from '../drawing/slip.ts'
import { sizesFor } from '../drawing/slip-sizes.ts'
import { limits } from '../limits.ts'
import type { PaperProfile, SlipBytes } from './dialect.ts'
import { closingOf, openingOf } from './esc-pos.ts'
import { columnsOf, gb18030Of, isPrintersOwn } from './gb18030.ts'

/**
 * A slip in the printer's resident fonts, 1 KB instead of 45: over slow connections a picture would take a minute.
 *
 * node-thermal-printer builds the settings and the QR, but not the texts. The library folds by units of JavaScript instead of
 * columns, and sends Chinese without the Chinese mode (`FS &`, `FS .`). A printer that starts in that mode would then
 * read two single bytes as one Chinese character. Its `setTextSize` takes the width where it names the height.
 */

const FS = 0x1c
const ESC = 0x1b
/** Size of a character in the resident fonts, in dots; Chinese ones are twice as wide. */
const letterWidth = 12
const letterHeight = 24
/** Dots between the characters of the label, times its enlargement. */
const labelSpace = 2
/** Seven times 24 rows are 21 mm at 203 dpi, and a capital takes 15 mm of them. */
const labelHigh = 7
const labelWideMost = 6
const chineseOn = Buffer.of(FS, 0x26)
const chineseOff = Buffer.of(FS, 0x2e)

interface Setting {
  wide: number
  high: number
  bold: boolean
}

const settings: Record<StyleName, Setting> = {
  heading: { wide: 1, high: 1, bold: true },
  title: { wide: 2, high: 2, bold: true },
  subtitle: { wide: 1, high: 1, bold: false },
  strong: { wide: 1, high: 2, bold: true },
  plain: { wide: 1, high: 1, bold: false },
  small: { wide: 1, high: 1, bold: false },
  item: { wide: 1, high: 1, bold: false },
  note: { wide: 1, high: 1, bold: false },
  mark: { wide: 1, high: 2, bold: true },
  copy: { wide: 2, high: 2, bold: true },
}

/**
 * True when the resident fonts of printers for China suffice. False for Arabic, Thai, Hindi, and accented letters
 * that GB 18030 has no two bytes for. A logo is left out and does not count.
 */
export function canBeText(slip: Slip): boolean {
  if (isRtl(slip.language)) return false
  return textsOf(slip).every((text) => [...text.replace(/\s+/g, ' ')].every(isPrintersOwn))
}

/** A job under construction, with the rows of paper that it takes. */
interface Writing {
  readonly builder: ThermalPrinter
  readonly columns: number
  readonly profile: PaperProfile
  readonly slip: Slip
  rows: number
}

/**
 * Encodes a slip as one job in text, with the same opening and the same cut as a picture. `ownQr` false leaves the QR
 * out, for printers that do not know `GS ( k`. Throws for a slip that `canBeText` denies.
 */
export function encodeText(
  slip: Slip,
  profile: PaperProfile,
  { ownQr = true }: { ownQr?: boolean } = {},
): SlipBytes {
  if (!canBeText(slip))
    throw new Error(`slip ${slip.job} holds characters that the resident fonts lack; draw it as a picture`)
  const builder = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: '' })
  const columns = Math.floor(profile.width / letterWidth)
  const writing: Writing = { builder, columns, profile, slip, rows: 0 }
  builder.add(Buffer.concat([openingOf(profile), chineseOff]))
  for (const block of slip.blocks) write(writing, block, ownQr)
  const mark = copyMarkOf(slip)
  if (mark !== undefined) {
    builder.invert(true)
    paragraph(writing, ` ${mark} `, settings.copy, 'centre')
    builder.invert(false)
  }
  builder.add(Buffer.from(closingOf(profile)))
  return { bytes: builder.getBuffer(), rows: writing.rows }
}

/** Line spacing in dots: a little more than the characters, in any size. */
function spacingOf(high: number): number {
  return high * letterHeight + 6
}

function write(writing: Writing, block: Block, ownQr: boolean): void {
  const { columns } = writing
  switch (block.block) {
    case 'text':
      return paragraph(writing, block.text, settings[block.style], alignOf(block.style))
    case 'label':
      return label(writing)
    case 'list':
      if (block.title !== undefined)
        paragraph(writing, block.title, { ...settings.item, bold: true }, 'start')
      for (const item of block.items) paragraph(writing, item, settings.item, 'start', '- ')
      return
    case 'rows':
      for (const row of block.rows) twoColumns(writing, row)
      return
    case 'mark':
      return paragraph(writing, `[ ${block.text} ]`, settings.mark, 'centre')
    case 'qr':
      for (const text of block.beside) write(writing, text, ownQr)
      if (ownQr) qr(writing, block.text)
      if (ownQr && block.caption)
        paragraph(writing, block.caption.text, settings[block.caption.style], 'centre')
      return
    case 'tear':
      return line(writing, '- '.repeat(columns).slice(0, columns - 1), settings.plain, 'centre')
    case 'rule':
      return line(writing, '-'.repeat(columns), settings.plain, 'start')
    case 'gap':
      return blankLine(writing)
    case 'logo':
      return
    default:
      return block satisfies never
  }
}

/** Drawn slips put the waiting figures beside the QR, aligned to its side; here everything but lists is centred. */
function alignOf(style: StyleName): 'start' | 'centre' {
  return style === 'item' ? 'start' : 'centre'
}

/** The label: as wide as the paper allows up to 6 times, always 7 times as high, with room between its characters. */
function label(writing: Writing): void {
  const { builder, profile, slip } = writing
  const text = [...slip.label].slice(0, limits.labelMost).join('')
  const cells = columnsOf(text) * letterWidth + [...text].length * labelSpace
  const wide = Math.max(1, Math.min(labelWideMost, Math.floor(profile.width / cells)))
  builder.add(Buffer.of(ESC, 0x20, labelSpace))
  line(writing, text, { wide, high: labelHigh, bold: true }, 'centre')
  builder.add(Buffer.of(ESC, 0x20, 0))
}

function paragraph(
  writing: Writing,
  text: string,
  setting: Setting,
  align: 'start' | 'centre',
  bullet = '',
): void {
  const room = Math.floor(writing.columns / setting.wide) - columnsOf(bullet)
  const shortened = [...text].slice(0, limits.textMost).join('')
  const lines = breakLines(shortened, room, columnsOf)
  lines.forEach((one, at) => {
    const before = at === 0 ? bullet : ' '.repeat(columnsOf(bullet))
    line(writing, before + one, setting, align)
  })
}

/** The second column on the right, or below the first when both do not fit side by side. */
function twoColumns(writing: Writing, [first, second]: readonly [string, string]): void {
  const room = writing.columns - columnsOf(first) - columnsOf(second)
  if (room >= 1) return line(writing, first + ' '.repeat(room) + second, settings.item, 'start')
  paragraph(writing, first, settings.item, 'start')
  for (const one of breakLines(second, writing.columns, columnsOf))
    line(writing, ' '.repeat(writing.columns - columnsOf(one)) + one, settings.item, 'start')
}

/** A line that fits: its Chinese between `FS &` and `FS .`, everything else outside. */
function line(
  writing: Writing,
  text: string,
  { wide, high, bold }: Setting,
  align: 'start' | 'centre',
): void {
  const { builder } = writing
  builder.setLineSpacing(spacingOf(high))
  if (align === 'centre') builder.alignCenter()
  else builder.alignLeft()
  builder.bold(bold)
  builder.setTextSize(wide - 1, high - 1)
  for (const [run = ''] of text.matchAll(/[\0-\x7f]+|[^\0-\x7f]+/gu)) {
    const bytes = gb18030Of(run)
    const isChinese = (run.codePointAt(0) ?? 0) >= 0x80
    builder.add(isChinese ? Buffer.concat([chineseOn, bytes, chineseOff]) : bytes)
  }
  builder.newLine()
  writing.rows += spacingOf(high)
}

function blankLine(writing: Writing): void {
  writing.builder.setLineSpacing(spacingOf(1))
  writing.builder.setTextSize(0, 0)
  writing.builder.newLine()
  writing.rows += spacingOf(1)
}

/** The printer's own QR, with a blank line above and below for its quiet zone. */
function qr(writing: Writing, given: string): void {
  const { builder, profile, slip } = writing
  const address = qrTextOf(given, slip.copy)
  // The builder counts characters where the printer counts bytes, so an address outside of ASCII is escaped.
  const text = /^[!-~]*$/.test(address) ? address : encodeURI(address)
  const matrix = qrOf(text)
  if (!matrix) return
  const { qrMost, qrModuleMost } = sizesFor(profile)
  const module = Math.max(4, Math.min(qrModuleMost, Math.floor(qrMost / matrix.size)))
  blankLine(writing)
  builder.alignCenter()
  builder.printQR(text, { model: 2, cellSize: module, correction: 'M' })
  blankLine(writing)
  writing.rows += matrix.size * module
}
