const textFrame = 0x81
const head16 = 126
const head64 = 127

/** An empty ping (RFC 6455 §5.5.2). Written between texts, its pong proves that all texts before it arrived. */
export const pingFrame = Buffer.from([0x89, 0x00])

/**
 * A text as one unmasked WebSocket frame (RFC 6455 §5.2), for writing to the stream below a `ws` socket. The same
 * bytes serve every page with the same view, where `ws` takes two buffers and a copy per page. Safe while no deflate
 * is negotiated, because `ws` then writes at once too and frames never mix.
 */
export function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < head16 ? 2 : length < 0x1_00_00 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = textFrame
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = head16
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = head64
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, head)
  return frame
}
