/** Texts as they are kept: in Unicode's form NFC, without what nobody sees at the ends. Pages and schemas share them. */

/** Signs that leave no mark on a screen or on paper, although some of them count as symbols or letters. */
const invisible = String.raw`\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800`
const visibleSign = new RegExp(`[^${invisible}]|\\p{Co}`, 'u')
/** Joiners and direction marks stay, because they shape their neighbours. */
const blankEdges =
  /^[\s\u00AD\u115F\u1160\u200B\u2060\u2800\u3164\uFEFF\uFFA0]+|[\s\u00AD\u115F\u1160\u200B\u2060\u2800\u3164\uFEFF\uFFA0]+$/gu
/** Embeddings, overrides and isolates of the bidirectional algorithm; an open one turns the text that follows. */
const directionControls = /[\u202A-\u202E\u2066-\u2069]/gu
const lineBreak = /\r\n?|[\u0085\u2028\u2029]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: this expression finds them
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu

/** A text of several lines; empty when nothing of it would be seen. */
export function readableText(text: string): string {
  const kept = text
    .normalize('NFC')
    .replace(lineBreak, '\n')
    .replace(controls, '')
    .replace(directionControls, '')
    .replace(blankEdges, '')
  return visibleSign.test(kept) ? kept : ''
}

/** The same on one line. */
export const readableLine = (text: string): string => readableText(text).replace(/\s*[\n\t]\s*/gu, ' ')

/** Columns of a text in a fixed-width font: East Asian signs take two of them, a combining mark none. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const sign of text) columns += /\p{M}/u.test(sign) ? 0 : sign > '\u2e7f' ? 2 : 1
  return columns
}
