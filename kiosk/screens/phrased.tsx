import { Fragment } from 'preact'
import { wordSegmenter } from '../../display/words/intl.ts'

/**
 * Text with explicit line-break opportunities, because Chinese has no spaces: after each clause, or between words
 * where the text is a single clause. A browser without a segmenter breaks lines by its own rules.
 */
export function Phrased({ text, language }: { text: string; language: string }) {
  const segmenter = wordSegmenter(language)
  if (!segmenter) return <span>{text}</span>
  return (
    <span class="phrased">
      {phrases(text, segmenter).map((phrase, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {phrase}
        </Fragment>
      ))}
    </span>
  )
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
