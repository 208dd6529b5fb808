import { Fragment } from 'preact'

/**
 * Chinese has no spaces to tell a browser where a line may end: here it may behind a clause; in what has only one,
 * between words; and nowhere else.
 */
export const Phrased = ({ text, language }: { text: string; language: string }) => (
  <span class={Intl.Segmenter ? 'phrased' : undefined}>
    {phrases(text, language).map((phrase, place) => (
      <Fragment key={place}>
        {place > 0 && <wbr />}
        {phrase}
      </Fragment>
    ))}
  </span>
)

/** Clauses or words, each with the signs behind it: no line begins with a comma. */
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
