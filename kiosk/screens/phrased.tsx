import { Fragment } from 'preact'

/**
 * Text with explicit line-break opportunities, because Chinese has no spaces: after each clause, or between words
 * where the text is a single clause.
 */
export const Phrased = ({ text, language }: { text: string; language: string }) => (
  <span class={Intl.Segmenter ? 'phrased' : undefined}>
    {phrases(text, language).map((phrase, index) => (
      <Fragment key={index}>
        {index > 0 && <wbr />}
        {phrase}
      </Fragment>
    ))}
  </span>
)

/** Clauses or words, each with the punctuation after it, so that no line begins with a comma. */
function phrases(text: string, language: string): string[] {
  if (!Intl.Segmenter) return [text]
  const all: string[] = []
  const hasClauses = /[，。：]./u.test(text)
  for (const { segment, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const last = all.at(-1)
    if (last === undefined || (hasClauses ? /[，。：]$/u.test(last) : isWordLike)) all.push(segment)
    else all[all.length - 1] += segment
  }
  return all
}
