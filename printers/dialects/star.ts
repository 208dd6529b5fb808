import { bandsOf } from '../drawing/bands.ts'
import type { Bitmap } from '../drawing/bitmap.ts'
import { limits } from '../limits.ts'
import type { Dialect, PaperProfile, Proof, SlipBytes } from './dialect.ts'
import { createStarReader } from './star-status.ts'

/**
 * Pictures for Star printers, in the commands that StarPRNT and the newer Line mode have in common. ESC/POS printers
 * print them as rubbish, and the other way round: which language a printer speaks is a setting.
 */

const ESC = 0x1b
const ACK = 0x06
const GS = 0x1d
const RS = 0x1e

export const star = {
  initialise: Uint8Array.of(ESC, 0x40),
  /** `ESC ACK SOH`: tell the status now; carried out on arrival. */
  status: Uint8Array.of(ESC, ACK, 0x01),
  /** `ESC ACK CAN`: throw away what was received; carried out on arrival, answered by nothing. */
  clear: Uint8Array.of(ESC, ACK, 0x18),
  /** `ESC RS a 1`: tell changes of status unasked. */
  statusBack: Uint8Array.of(ESC, RS, 0x61, 1),
  /** `ESC d 3`: feed the last row to the cutter and cut, leaving one point. */
  cut: Uint8Array.of(ESC, 0x64, 3),
  /** `ESC RS E 0`, then `ETB`: the counter in the status begins anew, and goes up by one once all before is printed. */
  countTo: (count: number): Uint8Array =>
    Uint8Array.of(ESC, RS, 0x45, 0, ...new Array<number>(count).fill(0x17)),
} as const

/**
 * One picture as one job. `ESC GS S` in bands of at most 200 rows; blank runs are fed by `ESC I n`, eighths of a
 * millimetre, which are rows on all of them.
 */
function encode(picture: Bitmap, profile: PaperProfile): SlipBytes {
  if (picture.width > profile.width) {
    throw new Error(
      `a picture of ${picture.width} dots does not fit on a paper of ${profile.width}; lay it out narrower`,
    )
  }
  const printed = withoutStarRealTime(picture)
  // Told again behind the reset, which may take it back.
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
 * The same as for ESC/POS: what looks like a command that is carried out on arrival gets one more dot, beside a black
 * one. The picture given is left as it is.
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
