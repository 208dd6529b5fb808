/** DER, the distinguished encoding of ASN.1 (ITU-T X.690): as much as an X.509 certificate needs. */

/** One value: its tag, its length, its content. */
function tagged(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body])
}

/** X.690, 8.1.3: one byte up to 127, otherwise the count of the bytes that follow, with the highest bit set. */
function lengthOf(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes])
  const hex = bytes.toString(16)
  const big = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | big.length]), big])
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts)
export const set = (...parts: readonly Uint8Array[]): Buffer => tagged(0x31, ...parts)
export const octets = (bytes: Uint8Array): Buffer => tagged(0x04, bytes)
export const text = (words: string): Buffer => tagged(0x0c, Buffer.from(words, 'utf8'))
export const yes = (): Buffer => tagged(0x01, Buffer.from([0xff]))

/** A whole number of any size, not negative, its highest byte first. */
export const integer = (bytes: Uint8Array): Buffer =>
  tagged(0x02, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]))

/** Whole bytes of bits; `unused` says how many of the last byte's do not count. */
export const bits = (bytes: Uint8Array, unused = 0): Buffer => tagged(0x03, Buffer.from([unused]), bytes)

/** A constructed value with a tag of its context, such as `[3]`. */
export const explicit = (tag: number, ...parts: readonly Uint8Array[]): Buffer => tagged(0xa0 | tag, ...parts)

/** A primitive value whose own tag is replaced by one of its context. */
export const implicit = (tag: number, content: Uint8Array): Buffer => tagged(0x80 | tag, content)

/** An object identifier such as `2.5.29.17`. */
export function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = rest.flatMap((arc) => {
    const groups = [arc & 0x7f]
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift(0x80 | (left & 0x7f))
    return groups
  })
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]))
}

/** A moment to the second; RFC 5280 asks for the short form up to 2049. */
export function moment(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\.\d+/u, '').replace(/[-:T]/gu, '')
  return digits < '2050'
    ? tagged(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : tagged(0x18, Buffer.from(digits, 'ascii'))
}
