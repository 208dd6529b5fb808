import { text } from './source-tree.ts'

export interface Comment {
  /** Line of its beginning, counted from 1. */
  readonly line: number
  readonly text: string
}

/** A string literal on one line, skipped as it may hold `//`; a block comment; a line comment. */
const written = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\*\*?([\s\S]*?)\*\/|(?<=^|\s)\/\/(.*)$/gm

/** The comments of a file, in order. Line comments on successive lines are one comment. */
export function commentsOf(file: string, source = text(file)): Comment[] {
  const found: { line: number; text: string; next: number }[] = []
  for (const { index, 1: block, 2: rest } of source.matchAll(written)) {
    const line = source.slice(0, index).split('\n').length
    const before = found.at(-1)
    if (block !== undefined) found.push({ line, text: block.replace(/^\s*\* ?/gm, ''), next: 0 })
    else if (rest === undefined) continue
    else if (before?.next === line) Object.assign(before, { text: `${before.text} ${rest}`, next: line + 1 })
    else found.push({ line, text: rest, next: line + 1 })
  }
  return found.map(({ line, text: words }) => ({ line, text: words.trim() }))
}

/** The sentences of a comment, each on one line. Code in backquotes counts as one word; `e.g.` ends nothing. */
function sentencesOf(comment: string): string[] {
  return comment
    .replace(/`[^`]*`/g, '`code`')
    .replace(/\b(e\.g|i\.e|etc)\./g, '$1')
    .split(/(?<=[.:;?!])\s+|\n\s*\n|\n\s*-\s/)
    .map((sentence) => sentence.trim().replace(/\s+/g, ' '))
    .filter((sentence) => sentence !== '')
}

/** Literal or old English where because, otherwise, earlier, no longer or this many is the plain word. */
const odd =
  /\b(of before|would else|or else|whoever|any more|so (many|much)(?! (as|that)\b))\b|[,;] else\b|, for (it|one|they|he|she|there|nobody|nothing)\b/i
/** A sentence whose subject is no noun; a question may begin so. */
const headless =
  /^(it|it's|what|who)\b.*[^?]$|^(one|that) (is|are|was|were|has|may|can|of|at|in|with|that|who|which)\b/i
/** The plan's aim is 20. */
export const maxSentenceWords = 30

const isTooLong = (sentence: string): boolean => sentence.split(' ').length > maxSentenceWords
/** A clause behind a colon or semicolon begins with a small letter. */
const isHeadless = (sentence: string): boolean => /^[A-Z]/.test(sentence) && headless.test(sentence)

/** The odd phrase in the name of a test or in a line of a document; undefined when there is none. */
export const oddPhraseIn = (words: string): string | undefined => odd.exec(words)?.[0]

/** The odd phrase of a comment, and its sentences that are too long or have no noun as their subject. */
export const proseFaults = ({ text: words }: Comment): string[] => [
  ...(odd.exec(words.replace(/\s+/g, ' ')) ?? []).slice(0, 1),
  ...sentencesOf(words).filter((sentence) => isTooLong(sentence) || isHeadless(sentence)),
]
