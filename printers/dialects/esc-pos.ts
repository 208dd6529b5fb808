import { bandsOf } from '../drawing/bands.ts'
import type { Bitmap } from '../drawing/bitmap.ts'
import { limits } from '../limits.ts'
import type { Dialect, PaperProfile, Proof, SlipBytes } from './dialect.ts'
import { createStatusReader } from './status.ts'

export type { PaperProfile, Proof, SlipBytes } from './dialect.ts'

/**
 * Pictures as ESC/POS bytes. The names are those of the manuals: DLE, ESC, GS.
 *
 * node-thermal-printer builds jobs in text (`text-mode.ts`) and no pictures. Its picture is a single `GS v 0`, which
 * cheap printers garble from 256 rows on; building it takes 170 ms. Its cut feeds eight lines first, 30 mm of white
 * paper. Its reset comes at the end of a job instead of the start.
 */

const DLE = 0x10
const ESC = 0x1b
const GS = 0x1d

export const paper80: PaperProfile = { width: 576, dpi: 203, cuts: true }
export const paper58: PaperProfile = { width: 384, dpi: 203, cuts: true }

/** The commands that other files use. Those that begin with `DLE` are executed on arrival, ahead of all others. */
const escPos = {
  initialise: Uint8Array.of(ESC, 0x40),
  alignLeft: Uint8Array.of(ESC, 0x61, 0),
  /** `DLE EOT n`: 1 printer, 2 cause of being offline, 3 error, 4 paper. */
  status: (n: 1 | 2 | 3 | 4): Uint8Array => Uint8Array.of(DLE, 0x04, n),
  allStatuses: Uint8Array.of(DLE, 0x04, 1, DLE, 0x04, 2, DLE, 0x04, 3, DLE, 0x04, 4),
  /** `DLE DC4` 8: clears the receive buffer; answered by `37 25 00`. */
  clear: Uint8Array.of(DLE, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08),
  /** `GS V 66 0`: feed the last row to the cutter and cut, leaving one point. */
  cut: Uint8Array.of(GS, 0x56, 66, 0),
  /** `GS r 1`: answered with the paper sensor once everything before it was executed. */
  paperSensor: Uint8Array.of(GS, 0x72, 1),
  /** `GS ( H` function 48: answered with the same four characters once everything before it was printed. */
  processId: (id: string): Uint8Array => {
    if (!/^[\x21-\x7e]{4}$/.test(id))
      throw new Error(`a process id is four printable characters, not "${id}"`)
    return Uint8Array.of(GS, 0x28, 0x48, 6, 0, 48, 48, ...Buffer.from(id, 'latin1'))
  },
  /** `GS a n`: report changes of state unasked (255 all, 0 none). */
  statusBack: (n: 0 | 255): Uint8Array => Uint8Array.of(GS, 0x61, n),
} as const

/**
 * Encodes one picture as one job: reset, settings, bands of at most 200 rows with blank rows fed, cut. Throws for a
 * picture wider than the paper, because its right edge would be lost.
 */
export function encodePicture(picture: Bitmap, profile: PaperProfile): SlipBytes {
  if (picture.width > profile.width) {
    throw new Error(
      `a picture of ${picture.width} dots does not fit on a paper of ${profile.width}; lay it out narrower`,
    )
  }
  const printed = withoutRealTime(picture)
  const parts: Uint8Array[] = [openingOf(profile)]
  for (const { blank, from, rows } of bandsOf(printed)) {
    if (blank) parts.push(...feed(rows))
    else {
      parts.push(rasterHead(printed.stride, rows))
      parts.push(printed.bits.subarray(from * printed.stride, (from + rows) * printed.stride))
    }
  }
  parts.push(closingOf(profile))
  return { bytes: joined(parts), rows: printed.height }
}

/**
 * The head of every job: reset, alignment to the left, the unit of feed. The alignment moves pictures too, and some
 * printers keep it over a reset.
 */
export function openingOf(profile: PaperProfile): Uint8Array {
  return joined([escPos.initialise, escPos.alignLeft, motionUnits(profile)])
}

/** The end of every job: the cut, or the paper fed to the edge where it is torn off. */
export function closingOf(profile: PaperProfile): Uint8Array {
  return profile.cuts ? escPos.cut : joined(feed(Math.round(profile.dpi / 2)))
}

function questionFor(proof: Proof): Uint8Array {
  return proof.by === 'process-id' ? escPos.processId(proof.id) : escPos.paperSensor
}

/** Throws out a torn strip: the next slip must not begin on it. */
export function eject(profile: PaperProfile): Uint8Array {
  return joined([escPos.initialise, ...(profile.cuts ? [escPos.cut] : feed(limits.feedMost))])
}

/**
 * `GS P`: one unit of feed is one dot. Without it `ESC J n` feeds n dots on some printers. Those whose manuals give
 * 1/360 or 1/406 inch feed half as much.
 */
function motionUnits(profile: PaperProfile): Uint8Array {
  return Uint8Array.of(GS, 0x50, profile.dpi, profile.dpi)
}

function rasterHead(stride: number, rows: number): Uint8Array {
  return Uint8Array.of(GS, 0x76, 0x30, 0, stride & 0xff, stride >> 8, rows & 0xff, rows >> 8)
}

function feed(rows: number): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let left = rows; left > 0; left -= limits.feedMost) {
    parts.push(Uint8Array.of(ESC, 0x4a, Math.min(left, limits.feedMost)))
  }
  return parts
}

/**
 * Printers execute `10 04 n`, `10 05 n` and `10 14 …` wherever they see them, in a picture too. They would answer a
 * question that nobody asked, or clear their buffer. One more dot beside the one that makes the 0x10 prevents that.
 * The dot touches a black dot, so that nobody sees it. Returns a copy when a dot was added.
 */
export function withoutRealTime(picture: Bitmap): Bitmap {
  let bits: Uint8Array | undefined
  const from = picture.bits
  for (let at = from.indexOf(DLE); at !== -1; at = from.indexOf(DLE, at + 1)) {
    const next = from[at + 1]
    if (next !== 0x04 && next !== 0x05 && next !== 0x14) continue
    bits ??= from.slice()
    bits[at] = 0x30
  }
  return bits ? { ...picture, bits } : picture
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts)
}

export const escPosDialect: Dialect = {
  name: 'esc-pos',
  encode: encodePicture,
  eject,
  levels: ['process-id', 'paper-sensor'],
  ask: questionFor,
  questions: escPos.allStatuses,
  answers: 4,
  isAnswer: (message) => message.type === 'answer',
  reportChanges: escPos.statusBack(255),
  clear: escPos.clear,
  confirmsClear: true,
  reader: createStatusReader,
}
