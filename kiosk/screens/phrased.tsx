import { Fragment } from 'preact'

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

/** Words, each with the signs that follow it: no line begins with a comma. */
function phrases(text: string, language: string): string[] {
  if (!Intl.Segmenter) return [text]
  const all: string[] = []
  for (const { segment, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    if (isWordLike || all.length === 0) all.push(segment)
    else all[all.length - 1] += segment
  }
  return all
}
