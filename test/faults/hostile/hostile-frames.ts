import type { Draw } from './draw.ts'

/** Frames of a WebSocket (RFC 6455 §5.2) with wrong opcodes, lengths, masks and order. */

const messages = [
  ...['{"type":"again"}', '{"type":"report","sound":"on"}', '{"type":"unwatch","id":"w"}', '{', '', 'null'],
  'x'.repeat(70_000),
]

/** Number of payload bytes as the head writes it: as it is, longer than needed, or a lie. */
function lengthBytes(draw: Draw, length: number): { bits: number; bytes: Buffer } {
  if (draw.is(0.08)) return { bits: 127, bytes: draw.bytes(8) }
  if (draw.is(0.05)) return { bits: 127, bytes: Buffer.from('7fffffffffffffff', 'hex') }
  const told = draw.is(0.08) ? length + 1 + draw.number(9) : length
  if (told < 126 && draw.is(0.9)) return { bits: told, bytes: Buffer.alloc(0) }
  if (told < 0x10000 && draw.is(0.9)) {
    const bytes = Buffer.alloc(2)
    bytes.writeUInt16BE(told)
    return { bits: 126, bytes }
  }
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(told))
  return { bits: 127, bytes }
}

function hostilePayload(draw: Draw): Buffer {
  if (draw.is(0.3)) return draw.bytes(draw.number(200))
  return Buffer.from(draw.of(messages))
}

function hostileFrame(draw: Draw): Buffer {
  const opcode = draw.is(0.5) ? draw.of([1, 1, 0, 2, 8, 9, 10]) : draw.number(16)
  const fin = draw.is(0.75) ? 0x80 : 0
  const reserved = draw.is(0.9) ? 0 : draw.of([0x10, 0x20, 0x40, 0x70])
  const payload = hostilePayload(draw)
  const { bits, bytes } = lengthBytes(draw, payload.length)
  const head = Buffer.from([fin | reserved | opcode])
  if (draw.is(0.1)) return Buffer.concat([head, Buffer.from([bits]), bytes, payload])
  const mask = draw.bytes(4)
  const masked = payload.map((byte, at) => byte ^ mask[at % mask.length]!)
  return Buffer.concat([head, Buffer.from([0x80 | bits]), bytes, mask, masked])
}

/** Some frames in a row; what follows a broken one is read by nobody. */
export const hostileFrames = (draw: Draw): Buffer[] =>
  Array.from({ length: 1 + draw.number(4) }, () => hostileFrame(draw))
