/**
 * The line breaks of a text. Chinese and Japanese break between any two characters, except those that must not start
 * or end a line. Thai has no spaces and breaks between the words of `Intl`'s dictionary. All others, Korean too,
 * break at spaces. A word longer than a line breaks anywhere.
 */

const noStart = new Set(
  '，。、；：？！）》」』】〉”’％%,.;:?!)]}·…—～–-ーっゃゅょッャュョぁぃぅぇぉァィゥェォ々ๆฯ،؛؟।',
)
const noEnd = new Set('（《「『【〈“‘([{')
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u
const wordwise = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const thaiWords = new Intl.Segmenter('th', { granularity: 'word' })
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * Breaks a text into as many lines as `breakLines` needs, but of similar length: no character is left alone on the
 * last one. `step` is the step between tried widths, `least` the narrowest one, both in the unit of `width`.
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

/** Breaks `text` into lines no wider than `width` by `widthOf`. Drops nothing but spaces at breaks. */
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

/** Returns the smallest parts between which a line may end; a space belongs to the part before it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  const words = wordStarts(text)
  let piece = ''
  let before = ''
  for (const { segment, index } of graphemes.segment(text)) {
    const may =
      before !== '' &&
      !noStart.has(segment) &&
      !noEnd.has(before) &&
      segment !== ' ' &&
      (before === ' ' || wide.test(before) || wide.test(segment) || words.has(index))
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

/** Returns the places at which a word of a script without spaces begins. */
function wordStarts(text: string): Set<number> {
  const starts = new Set<number>()
  if (!wordwise.test(text)) return starts
  let isThai = false
  for (const { segment, index } of thaiWords.segment(text)) {
    const wasThai = isThai
    isThai = wordwise.test(segment)
    if (isThai && wasThai) starts.add(index)
  }
  return starts
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
