import { isUtf8 } from 'node:buffer'

/** The text of a document's bytes, or why they are none. */
type Decoded =
  | { readonly text: string }
  | { readonly text: string; readonly problem: string; readonly offset: number }

/** Encodings that editors write when they are not told otherwise, with the names under which editors list them. */
const others = [
  ['gb18030', 'GBK'],
  ['big5', 'Big5'],
  ['shift_jis', 'Shift JIS'],
  ['euc-kr', 'EUC-KR'],
  ['windows-1252', 'Windows-1252'],
] as const

const save = 'save the file as UTF-8'

/**
 * Decodes UTF-8, with or without the byte order mark that editors on Windows write. For other bytes `problem` names the
 * encoding that they seem to have, and `offset` (characters) is where the text breaks.
 */
export function decoded(bytes: Buffer): Decoded {
  const wide = utf16Of(bytes)
  if (wide) return { text: '', problem: `the text is ${wide} and not UTF-8: ${save}`, offset: 0 }
  const text = bytes.toString('utf8').replace(/^\uFEFF/u, '')
  if (isUtf8(bytes)) return { text }
  const offset = Math.max(text.indexOf('\uFFFD'), 0)
  const [, name] = others.find(([label]) => isReadable(bytes, label)) ?? []
  return { text, problem: `the text is not UTF-8, but seems to be ${name ?? 'no text'}: ${save}`, offset }
}

/** UTF-16 has a mark at its beginning, or a zero byte beside each Latin letter, the first of which is a brace. */
function utf16Of(bytes: Buffer): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'UTF-16 (little-endian)'
  if (first === 0xfe && second === 0xff) return 'UTF-16 (big-endian)'
  if (first !== 0 && second === 0) return 'UTF-16 (little-endian)'
  return first === 0 && bytes.length > 1 ? 'UTF-16 (big-endian)' : undefined
}

function isReadable(bytes: Buffer, label: string): boolean {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes)
    // Private-use characters and controls are what bytes of another encoding decode to.
    return !/[\p{Co}\u0080-\u009F]/u.test(text)
  } catch {
    return false
  }
}
