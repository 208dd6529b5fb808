export const scores = [1, 2, 3, 4, 5] as const
export type Score = (typeof scores)[number]

/** SVG paths of the mouths from frown to smile, on a grid of 24. */
const mouths: Readonly<Record<Score, string>> = {
  1: 'M7.5 17.500c2-4 7-4 9 0',
  2: 'M8 17c2-2 6-2 8 0',
  3: 'M8 16h8',
  4: 'M8 14.500c2 2.5 6 2.5 8 0',
  5: 'M7 14c1.5 5 8.5 5 10 0z',
}

/** The face that stands for a score. */
export const Face = ({ score }: { score: Score }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true" class="face">
    <path d={`M2.5 12a9.5 9.5 0 1 0 19 0a9.5 9.5 0 1 0-19 0M8.5 9v.6M15.5 9v.6${mouths[score]}`} />
  </svg>
)
