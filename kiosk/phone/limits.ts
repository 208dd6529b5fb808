/** Every number that the phone page decides by. Times in ms. */
export const phoneLimits = {
  /** The second tap of "leave" counts for so long. */
  confirmWithin: 6_000,
  /** No view after so long: the page asks over HTTP whether there is such a ticket at all. */
  askAfter: 1_500,
  soonAhead: 5,
  nextAhead: 2,
  dotsMost: 12,
  letGoMost: 3,
  /** A score at or below this is asked for reasons. */
  lowScore: 2,
  wordsMost: 300,
  /** While called, bell and vibration come again after so long, so many times. */
  ringEvery: 6_000,
  ringMost: 5,
  tick: 1_000,
} as const
