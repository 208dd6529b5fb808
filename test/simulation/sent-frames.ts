/** One write of the server's end of a connection: a text, a ping, or a text with a ping behind it. */
export interface Said {
  readonly text: string | undefined
  readonly isAsking: boolean
}

const said = new WeakMap<Buffer, Said>()
const pingOpcode = 9
const isPing = (frame: Buffer, at: number): boolean => (frame[at]! & 15) === pingOpcode

/** Frames (RFC 6455, unmasked, whole), read once for all who get them. */
export function saidIn(frames: Buffer): Said {
  const known = said.get(frames)
  if (known !== undefined) return known
  const read = isPing(frames, 0) ? { text: undefined, isAsking: true } : textIn(frames)
  said.set(frames, read)
  return read
}

function textIn(frames: Buffer): Said {
  const short = frames[1]! & 127
  const head = short === 126 ? 4 : short === 127 ? 10 : 2
  const length =
    short === 126 ? frames.readUInt16BE(2) : short === 127 ? Number(frames.readBigUInt64BE(2)) : short
  const end = head + length
  if (end !== frames.length && !isPing(frames, end)) throw new Error('a write of two texts')
  return { text: frames.toString('utf8', head, end), isAsking: end < frames.length }
}
