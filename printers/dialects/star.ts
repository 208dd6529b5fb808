import { bandsOf } from '../drawing/bands.ts'
import type { Bitmap } from '../drawing/bitmap.ts'
import { limits } from '../limits.ts'
import type { Dialect, PaperProfile, Proof, SlipBytes } from './dialect.ts'
import { createStarReader } from './star-status.ts'

/**
 * Pictures for Star printers, in the commands that StarPRNT and the newer Line mode share. ESC/POS printers print
 * them as garbage, and the other way round. So the language of a printer is a setting.
 */

const ESC = 0x1b
const ACK = 0x06
const GS = 0x1d
const RS = 0x1e

export const star = {
  initialise: Uint8Array.of(ESC, 0x40),
  /** `ESC ACK SOH`: asks for the status; executed on arrival. */
  status: Uint8Array.of(ESC, ACK, 0x01),
  /** `ESC ACK CAN`: clears the receive buffer; executed on arrival, without an answer. */
  clear: Uint8Array.of(ESC, ACK, 0x18),
  /** `ESC RS a 1`: reports changes of the status unasked. */
  statusBack: Uint8Array.of(ESC, RS, 0x61, 1),
  /** `ESC d 3`: feeds the last row to the cutter and cuts, leaving one point. */
  cut: Uint8Array.of(ESC, 0x64, 3),
  /**
   * `ESC RS E 0`, then `ETB`: resets the counter in the status; each ETB raises it by one once everything before is
   * printed.
   */
  countTo: (count: number): Uint8Array =>
    Uint8Array.of(ESC, RS, 0x45, 0, ...new Array<number>(count).fill(0x17)),
} as const

/**
 * Encodes a picture as one job: `ESC GS S` in bands of at most 200 rows. Blank runs are fed by `ESC I n` in eighths
 * of a millimetre, which are rows on all of them.
 */
function encode(picture: Bitmap, profile: PaperProfile): SlipBytes {
  if (picture.width > profile.width) {
    throw new Error(
      `a picture of ${picture.width} dots does not fit on a paper of ${profile.width}; lay it out narrower`,
    )
  }
  const printed = withoutStarRealTime(picture)
  // Sent again behind the reset, which may undo it.
  const parts: Uint8Array[] = [star.initialise, star.statusBack]
  const { stride } = printed
  for (const { blank, from, rows } of bandsOf(printed)) {
    if (blank) parts.push(...feed(rows))
    else {
      parts.push(Uint8Array.of(ESC, GS, 0x53, 1, stride & 0xff, stride >> 8, rows & 0xff, rows >> 8, 0))
      parts.push(printed.bits.subarray(from * stride, (from + rows) * stride))
    }
  }
  if (profile.cuts) parts.push(star.cut)
  else parts.push(...feed(Math.round(profile.dpi / 2)))
  return { bytes: Buffer.concat(parts), rows: printed.height }
}

function feed(rows: number): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let left = rows; left > 0; left -= limits.feedMost)
    parts.push(Uint8Array.of(ESC, 0x49, Math.min(left, limits.feedMost)))
  return parts
}

function questionFor(proof: Proof): Uint8Array {
  if (proof.by !== 'etb-counter') throw new Error(`a Star printer gives no proof by ${proof.by}`)
  return star.countTo(proof.count)
}

/**
 * As for ESC/POS: bytes like those of a command that is executed on arrival get one more dot, beside a black one.
 * Returns a copy when it changes anything.
 */
export function withoutStarRealTime(picture: Bitmap): Bitmap {
  let bits: Uint8Array | undefined
  const from = picture.bits
  for (let at = from.indexOf(ESC); at !== -1; at = from.indexOf(ESC, at + 1)) {
    const third = from[at + 2]
    if (from[at + 1] !== ACK || (third !== 0x01 && third !== 0x18)) continue
    bits ??= from.slice()
    bits[at] = 0x3b
  }
  return bits ? { ...picture, bits } : picture
}

export const starDialect: Dialect = {
  name: 'star',
  encode,
  eject: (profile) =>
    Buffer.concat([star.initialise, star.statusBack, ...(profile.cuts ? [star.cut] : feed(limits.feedMost))]),
  levels: ['etb-counter'],
  ask: questionFor,
  questions: star.status,
  answers: 1,
  isAnswer: (message) => message.type === 'state',
  reportChanges: star.statusBack,
  clear: star.clear,
  confirmsClear: false,
  reader: createStarReader,
}
