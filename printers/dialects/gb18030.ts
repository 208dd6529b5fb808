/**
 * GB 18030, the character set of printers for China: ASCII in one byte, some 24 000 characters in two, all others of
 * Unicode in four. Node reads it and does not write it, so the table is what reading gives, turned round; built at the
 * first use in about 10 ms.
 */

let table: Map<string, Uint8Array> | undefined

/** The bytes of one character; undefined for a few of private use that have none. */
export function gb18030Of(character: string): Uint8Array | undefined {
  const point = character.codePointAt(0) ?? 0
  if (point < 0x80) return Uint8Array.of(point)
  table ??= readTable()
  return point < 0x10000 ? table.get(character) : fourBytes(supplementary + point - 0x10000)
}

/** True for characters that Chinese printers draw: ASCII, whatever has two bytes, and all Chinese. */
export function isPrintersOwn(character: string): boolean {
  const bytes = gb18030Of(character)
  if (!bytes) return false
  if (bytes.length === 1) return character >= ' ' && character <= '~'
  return bytes.length === 2 ? !/\p{Co}/u.test(character) : /\p{Script=Han}/u.test(character)
}

/** Columns of a character on paper: Chinese letters are twice as wide as Latin ones. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += (character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2
  return columns
}

/** Four-byte codes of the first plane come first, 39 420 of them; those of U+10000 and above begin at this number. */
const firstPlane = 39_420
const supplementary = 189_000

function fourBytes(n: number): Uint8Array {
  return Uint8Array.of(
    0x81 + Math.floor(n / 12_600),
    0x30 + (Math.floor(n / 1_260) % 10),
    0x81 + (Math.floor(n / 10) % 126),
    0x30 + (n % 10),
  )
}

function readTable(): Map<string, Uint8Array> {
  const codes: Uint8Array[] = []
  for (let n = 0; n < firstPlane; n++) codes.push(fourBytes(n))
  for (let first = 0x81; first <= 0xfe; first++)
    for (let second = 0x40; second <= 0xfe; second++)
      if (second !== 0x7f) codes.push(Uint8Array.of(first, second))
  const reader = new TextDecoder('gb18030')
  const characters = [...reader.decode(Buffer.concat(codes))]
  if (characters.length !== codes.length)
    throw new Error(`this Node reads GB 18030 as ${characters.length} characters instead of ${codes.length}`)
  return new Map(characters.map((character, at) => [character, codes[at] ?? new Uint8Array()]))
}
