/** What the server's end of a connection may say in one frame. */
type Said = { readonly text: string } | 'ping'

const said = new WeakMap<Buffer, Said>()
const pingOpcode = 9

/** One frame (RFC 6455, unmasked, in one piece), read once for all who get it. */
export function saidIn(frame: Buffer): Said {
  const known = said.get(frame)
  if (known !== undefined) return known
  const length = frame[1]! & 127
  const read: Said =
    (frame[0]! & 15) === pingOpcode
      ? 'ping'
      : { text: frame.toString('utf8', length === 126 ? 4 : length === 127 ? 10 : 2) }
  said.set(frame, read)
  return read
}
