import { Fragment } from 'preact'
import { wordSegmenter } from '../../display/words/intl.ts'

/**
 * Text with explicit line-break opportunities, because Chinese has no spaces: after each clause, or between words
 * where the text is a single clause. Without a segmenter, only between words with spaces.
 */
export const Phrased = ({ text, language }: { text: string; language: string }) => (
  <span class="phrased">
    {breakable(text, language).map((piece, index) => (
      <Fragment key={index}>
        {index > 0 && <wbr />}
        {piece}
      </Fragment>
    ))}
  </span>
)

/** The pieces of a text between which a line may break, each with the spaces beside it. */
export function breakable(text: string, language: string): readonly string[] {
  const segmenter = wordSegmenter(language)
  return segmenter ? phrases(text, segmenter) : text.split(/(?= )/)
}

/** Clauses or words, each with the punctuation after it, so that no line begins with a comma. */
function phrases(text: string, segmenter: Intl.Segmenter): string[] {
  const all: string[] = []
  const hasClauses = /[，。：]./u.test(text)
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const last = all[all.length - 1]
    if (last === undefined || (hasClauses ? /[，。：]$/u.test(last) : isWordLike)) all.push(segment)
    else all[all.length - 1] += segment
  }
  return all
}
