import iconv from 'iconv-lite'

/**
 * GB 18030, the character set of printers for China: ASCII in one byte, some 24 000 characters in two, all others of
 * Unicode in four. Node only decodes it. iconv-lite encodes by the standard of 2005, which printers know; its tables load
 * at the first use.
 */

export const gb18030Of = (text: string): Buffer => iconv.encode(text, 'gb18030')

/** True for characters that Chinese printers draw: ASCII, all characters of two bytes, and all Chinese. */
export function isPrintersOwn(character: string): boolean {
  if (/\p{Co}/u.test(character)) return false
  const { length } = gb18030Of(character)
  if (length === 1) return character >= ' ' && character <= '~'
  return length === 2 || /\p{Script=Han}/u.test(character)
}

/** Columns of a text on paper: a Chinese character is twice as wide as a Latin one. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += (character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2
  return columns
}
