/**
 * CRC-32C (Castagnoli, reflected polynomial 0x82F63B78) over `bytes[start, end)`, eight bytes a step. `seed` is the
 * CRC of the preceding bytes, so that pieces chain: `crc32c(b, seed = crc32c(a))` = CRC of a + b. Implemented here
 * because on lines of 150 bytes it is faster than a call of `zlib.crc32`, which is another polynomial.
 */
export function crc32c(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let crc = ~seed
  let at = start
  for (; at + 8 <= end; at += 8) {
    const low = crc ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24))
    crc =
      tables[7 * 256 + (low & 255)]! ^
      tables[6 * 256 + ((low >>> 8) & 255)]! ^
      tables[5 * 256 + ((low >>> 16) & 255)]! ^
      tables[4 * 256 + (low >>> 24)]! ^
      tables[3 * 256 + bytes[at + 4]!]! ^
      tables[2 * 256 + bytes[at + 5]!]! ^
      tables[256 + bytes[at + 6]!]! ^
      tables[bytes[at + 7]!]!
  }
  for (; at < end; at += 1) crc = tables[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8)
  return ~crc >>> 0
}

/** Eight tables of 256 behind one another: table k holds the CRC of a byte followed by k zero bytes. */
const tables = makeTables()

function makeTables(): Int32Array {
  const made = new Int32Array(8 * 256)
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
    made[byte] = crc
  }
  for (let at = 256; at < made.length; at += 1) {
    const before = made[at - 256]!
    made[at] = made[before & 255]! ^ (before >>> 8)
  }
  return made
}
