/**
 * Where a text may go on to the next line. Chinese breaks between any two characters but for punctuation that
 * must not start or end a line; words with spaces break at spaces; a word longer than a line breaks anywhere.
 */

const noStart = new Set('，。、；：？！）》」』】〉”’％%,.;:?!)]}·…—～–-')
const noEnd = new Set('（《「『【〈“‘([{')
const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff\uac00-\ud7af]|[\ud840-\ud88f]/
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * As many lines as `breakLines` needs, but of like length: no character is left alone on the last one.
 * `step` is how finely narrower widths are tried, `least` the narrowest, both in the unit of `width`.
 */
export function balancedLines(
  text: string,
  width: number,
  widthOf: (part: string) => number,
  step: number,
  least: number,
): string[] {
  const greedy = breakLines(text, width, widthOf)
  if (greedy.length < 2) return greedy
  let best = greedy
  for (let tried = width - step; tried >= least; tried -= step) {
    const lines = breakLines(text, tried, widthOf)
    if (lines.length > greedy.length) break
    best = lines
  }
  return best
}

/** Breaks `text` into lines no wider than `width`, as `widthOf` sees them. Keeps every character but spaces at breaks. */
export function breakLines(text: string, width: number, widthOf: (part: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text.replace(/\s+/g, ' ').trim())) {
    const joined = line + piece
    if (widthOf(joined.trimEnd()) <= width) {
      line = joined
      continue
    }
    if (line.trim() !== '') lines.push(line.trimEnd())
    line = piece.trimStart()
    if (widthOf(line.trimEnd()) <= width) continue
    const parts = forced(line, width, widthOf)
    line = parts.pop() ?? ''
    lines.push(...parts)
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

/** The smallest parts between which a line may end; a space belongs to the part before it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let before = ''
  for (const { segment } of graphemes.segment(text)) {
    const may =
      before !== '' &&
      !noStart.has(segment) &&
      !noEnd.has(before) &&
      segment !== ' ' &&
      (before === ' ' || wide.test(before) || wide.test(segment))
    if (may) {
      pieces.push(piece)
      piece = ''
    }
    piece += segment
    before = segment
  }
  if (piece !== '') pieces.push(piece)
  return pieces
}

function forced(word: string, width: number, widthOf: (part: string) => number): string[] {
  const parts: string[] = []
  let part = ''
  for (const { segment } of graphemes.segment(word)) {
    if (part !== '' && widthOf(part + segment) > width) {
      parts.push(part)
      part = ''
    }
    part += segment
  }
  if (part !== '') parts.push(part)
  return parts
}
