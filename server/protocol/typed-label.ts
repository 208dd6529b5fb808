/** Labels and ids as people type them: full-width by an input method, with digits of their script, with spaces between. */

/** Letters that look like the Latin ones of a label, in the layouts of neighbours: Cyrillic, then Greek. */
const lookAlikes = [
  ['АВСЕНКМОРТХУІЈЅԚԜ', 'ABCEHKMOPTXYIJSQW'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
] as const
const latin = new Map(lookAlikes.flatMap(([from, to]) => [...from].map((letter, at) => [letter, to[at]!])))

/** Zero in Arabic, Persian, Devanagari, Bengali, Thai; nine further digits follow each. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50] as const

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!
  const zero = zeros.find((first) => code >= first && code < first + 10)
  return zero === undefined ? digit : String(code - zero)
}

/** An id such as a badge number, without full-width forms, invisible signs and foreign digits. */
export const typedId = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Cc}]/gu, '')
    .replace(/\p{Nd}/gu, asciiDigit)

/** The label that a person means by `b 001`, `Ｂ００１` or a Cyrillic `В001`: B001. */
export const typedLabel = (typed: string): string =>
  typedId(typed)
    .replace(/[\p{P}\p{S}]/gu, '')
    .toUpperCase()
    .replace(/\P{ASCII}/gu, (letter) => latin.get(letter) ?? letter)
