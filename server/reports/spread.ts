/** Times of one kind, in ms. */
export interface Spread {
  readonly count: number
  readonly mean: number
  /** Nearest rank: the shortest time that at least half, or four fifths, of the times do not exceed. */
  readonly p50: number
  readonly p80: number
  readonly longest: number
}

/** The spread of some times; undefined where there are none. The mean is rounded to whole ms. */
export function spreadOf(times: readonly number[]): Spread | undefined {
  if (times.length === 0) return undefined
  // Numbers of a typed array are sorted as numbers, and much faster than by a function.
  const sorted = Float64Array.from(times).sort()
  const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!
  return {
    count: sorted.length,
    mean: Math.round(sorted.reduce((sum, one) => sum + one, 0) / sorted.length),
    p50: rank(0.5),
    p80: rank(0.8),
    longest: sorted.at(-1)!,
  }
}

/** The middle value; of an even number the mean of the two in the middle, rounded. Undefined for none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return lower === undefined || upper === undefined ? undefined : Math.round((lower + upper) / 2)
}
