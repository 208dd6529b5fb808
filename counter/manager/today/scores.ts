/** Numbers of ratings by score, from 1 to 5. */
type Scores = readonly number[]

export const ratingsIn = (scores: Scores): number => scores.reduce((sum, count) => sum + count, 0)

/** The mean score to one decimal; undefined where nobody rated. */
export function meanScore(scores: Scores): string | undefined {
  const all = ratingsIn(scores)
  if (all === 0) return undefined
  return (scores.reduce((sum, count, at) => sum + count * (at + 1), 0) / all).toFixed(1)
}
