import { expect, test } from 'vitest'
import { crc32c } from '../../server/journal/crc32c.ts'
import { seededRandom } from '../fakes/seeded-random.ts'

/** Bit by bit, straight from the definition. */
function slowly(bytes: Uint8Array, seed: number): number {
  let crc = ~seed >>> 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  }
  return ~crc >>> 0
}

test('the checksum is CRC-32C as RFC 3720 states it', () => {
  const check = (bytes: Uint8Array) => crc32c(bytes, 0, bytes.length, 0)
  expect(check(Buffer.from('123456789'))).toBe(0xe3069283)
  expect(check(Buffer.alloc(32))).toBe(0x8a9136aa)
  expect(check(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43)
  expect(check(Buffer.from(Array.from({ length: 32 }, (_, index) => index)))).toBe(0x46dd794e)
})

test('it equals the bit-by-bit definition at every length and offset, and pieces chain', () => {
  const random = seededRandom(11)
  const bytes = Buffer.from(Array.from({ length: 300 }, () => Math.floor(random() * 256)))
  for (let start = 0; start < 9; start += 1) {
    for (let end = start; end <= bytes.length; end += 7) {
      const whole = crc32c(bytes, start, end, 0)
      expect(whole).toBe(slowly(bytes.subarray(start, end), 0))
      const middle = start + ((end - start) >> 1)
      expect(crc32c(bytes, middle, end, crc32c(bytes, start, middle, 0))).toBe(whole)
    }
  }
})
