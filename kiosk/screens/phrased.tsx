import { Fragment } from 'preact'

const opening = /[“‘（《「]$/u

/** Chinese has no spaces to tell a browser where a line may end: here it may between words, and nowhere else. */
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

/** Words, each with the signs around it: no line begins with a comma, none ends with an opening quote. */
function phrases(text: string, language: string): string[] {
  if (!Intl.Segmenter) return [text]
  const all: string[] = []
  for (const { segment, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const isOpened = opening.test(all.at(-1) ?? '')
    if (!isOpened && (isWordLike || opening.test(segment) || all.length === 0)) all.push(segment)
    else all[all.length - 1] += segment
  }
  return all
}
