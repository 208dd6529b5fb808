/** A kind of span (ms): values that were measured, from which others are drawn. */
export class Spans {
  readonly #sorted: readonly number[]
  readonly mean: number

  constructor(values: readonly number[]) {
    this.#sorted = [...values].sort((a, b) => a - b)
    this.mean = values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length
  }

  /** A value with that share (0 to 1) of all below it, between the measured ones too. */
  at(share: number): number {
    return quantile(this.#sorted, share)
  }

  /** The rest of a span after `elapsed`; share 0 to 1 of those that lasted longer. */
  left(elapsed: number, share: number): number {
    const longer = this.#longerThan(elapsed)
    const count = this.#sorted.length - longer
    if (count === 0) return this.mean * 0.7 * -Math.log(1 - share * 0.95)
    const place = longer + share * count
    const at = Math.min(Math.floor(place), this.#sorted.length - 1)
    const below = at > longer ? this.#sorted[at - 1]! : elapsed
    return Math.max(0, below + (this.#sorted[at]! - below) * (place - at) - elapsed)
  }

  /** The mean of what is left after `elapsed`. */
  meanLeft(elapsed: number): number {
    const longer = this.#longerThan(elapsed)
    const count = this.#sorted.length - longer
    if (count === 0) return this.mean * 0.7
    let sum = 0
    for (let at = longer; at < this.#sorted.length; at += 1) sum += this.#sorted[at]! - elapsed
    return sum / count
  }

  /** The place of the first value above `elapsed`. */
  #longerThan(elapsed: number): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#sorted[middle]! <= elapsed) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The value below which that share of sorted values lies; 0 of none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return 0
  const place = Math.min(Math.max(share * sorted.length - 0.5, 0), sorted.length - 1)
  const at = Math.floor(place)
  const below = sorted[at]!
  const above = sorted[Math.min(at + 1, sorted.length - 1)]!
  return above === below ? below : below + (above - below) * (place - at)
}
