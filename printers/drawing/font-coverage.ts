import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'

/**
 * The characters that a font file has glyphs for, read from its `cmap`. The lists of ranges that come with the fonts
 * promise more. Up to a thousand characters of a file would be drawn as an empty box. The drawing library would then
 * search the fonts of the machine.
 */

/** Numbers of those WOFF2 table names that are needed here. */
const CMAP = 0
const GLYF = 10
const LOCA = 11
const NAMED = 63

/** Throws when the file is no WOFF2 font with a character map: a broken installation. */
export function charactersOf(file: string): Set<number> {
  const bytes = readFileSync(file)
  if (bytes.toString('latin1', 0, 4) !== 'wOF2')
    throw new Error(`the font ${file} is no WOFF2 file; run npm ci to install the packages anew`)
  const tables = bytes.readUInt16BE(12)
  const compressed = bytes.readUInt32BE(20)
  const found = findCmap(bytes, tables)
  if (!found.cmap) throw new Error(`the font ${file} has no character map; run npm ci to install it anew`)
  const whole = brotliDecompressSync(bytes.subarray(found.end, found.end + compressed))
  return readCmap(whole.subarray(found.cmap.from, found.cmap.from + found.cmap.length))
}

/**
 * Reads the directory of a WOFF2: the place of the character map in the decompressed data, and the start of that
 * data.
 */
function findCmap(
  bytes: Buffer,
  tables: number,
): { end: number; cmap: { from: number; length: number } | undefined } {
  let at = 48
  let from = 0
  let cmap: { from: number; length: number } | undefined
  const variable = (): number => {
    let value = 0
    for (;;) {
      const byte = bytes[at++] ?? 0
      value = value * 128 + (byte & 127)
      if (byte < 128) return value
    }
  }
  for (let table = 0; table < tables; table++) {
    const flags = bytes[at++] ?? 0
    const known = flags & 63
    if (known === NAMED) at += 4
    const version = flags >> 6
    let length = variable()
    const isTransformed = known === GLYF || known === LOCA ? version === 0 : version !== 0
    if (isTransformed) length = variable()
    if (known === CMAP) cmap = { from, length }
    from += length
  }
  return { end: at, cmap }
}

/** Formats 4 and 12, the only ones that present fonts carry for Unicode. */
function readCmap(cmap: Buffer): Set<number> {
  const points = new Set<number>()
  const count = cmap.readUInt16BE(2)
  for (let table = 0; table < count; table++) {
    const at = cmap.readUInt32BE(8 * table + 8)
    const format = cmap.readUInt16BE(at)
    if (format === 4) readSegments(cmap, at, points)
    if (format === 12) readGroups(cmap, at, points)
  }
  return points
}

function readGroups(cmap: Buffer, at: number, points: Set<number>): void {
  const groups = cmap.readUInt32BE(at + 12)
  for (let group = 0; group < groups; group++) {
    const from = cmap.readUInt32BE(at + 16 + 12 * group)
    const to = cmap.readUInt32BE(at + 20 + 12 * group)
    for (let point = from; point <= to; point++) points.add(point)
  }
}

function readSegments(cmap: Buffer, at: number, points: Set<number>): void {
  const bytes = cmap.readUInt16BE(at + 6)
  const column = (n: number, segment: number): number => at + 14 + n * bytes + (n > 0 ? 2 : 0) + 2 * segment
  for (let segment = 0; segment < bytes / 2; segment++) {
    const to = cmap.readUInt16BE(column(0, segment))
    const from = cmap.readUInt16BE(column(1, segment))
    const delta = cmap.readUInt16BE(column(2, segment))
    const offset = cmap.readUInt16BE(column(3, segment))
    for (let point = from; point <= to && point !== 0xffff; point++) {
      const glyph =
        offset === 0
          ? (point + delta) & 0xffff
          : cmap.readUInt16BE(column(3, segment) + offset + 2 * (point - from))
      if (glyph !== 0) points.add(point)
    }
  }
}
