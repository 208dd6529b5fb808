import type { ServiceId } from '../hall/ids.ts'
import type { SettledQuote, WaitRecord } from '../hall/waits/wait-record.ts'
import { limits } from './limits.ts'
import { quantile } from './spans.ts'

/** Where waits lay between middle (0) and upper bound (1): the values below which 30, 50 and 80 of 100 were. */
interface Correction {
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** Lessons of the record of quoted against waited for the next quotes; each is worked out once. */
export class Corrections {
  readonly #settled: readonly SettledQuote[]
  readonly #known = new Map<string, unknown>()

  constructor({ settled }: WaitRecord) {
    this.#settled = settled
  }

  #once<T>(key: string, work: () => T): T {
    if (!this.#known.has(key)) this.#known.set(key, work())
    return this.#known.get(key) as T
  }

  #of(service: ServiceId): readonly SettledQuote[] {
    return this.#once(`of ${service}`, () => this.#settled.filter((quote) => quote.service === service))
  }

  /** Shares of the blend, one for each of `count` predictors: who was nearer lately counts more. */
  blend(service: ServiceId, count: number): readonly number[] {
    return this.#once(`blend ${service}`, () => {
      const own = this.#of(service)
      return blendOf(own.length >= limits.correctedBy ? own : this.#settled, count)
    })
  }

  correction(service: ServiceId, ahead: number): Correction {
    const kind = kindOf(ahead)
    return this.#once(`correction ${kind} ${service}`, () => {
      const alike = this.#once(`alike ${kind}`, () =>
        this.#settled.filter((quote) => kindOf(quote.ahead) === kind),
      )
      const own = alike.filter((quote) => quote.service === service)
      return correctionBy([own, alike].find(({ length }) => length >= limits.correctedBy) ?? this.#settled)
    })
  }

  /** The middle of past waits with about as many ahead; undefined of too few. */
  pastWait(service: ServiceId, ahead: number): number | undefined {
    return this.#once(`past ${ahead} ${service}`, () => {
      const within = Math.max(1, ahead * 0.15)
      const waits = this.#of(service)
        .filter((quote) => Math.abs(quote.ahead - ahead) <= within)
        .map(({ waitedMs }) => waitedMs)
      return waits.length < limits.pastWaitsLeast
        ? undefined
        : quantile(
            waits.sort((a, b) => a - b),
            0.5,
          )
    })
  }
}

/** Whether two numbers of tickets ahead are of one kind. */
const kindOf = (ahead: number): number => (ahead < 2 ? ahead : Math.floor(Math.log2(ahead)) + 1)

function blendOf(judged: readonly SettledQuote[], count: number): number[] {
  const errors = Array.from({ length: count }, (_, one) => {
    let sum = limits.spreadLeastMs * 4
    let weight = 4
    for (const { middles, waitedMs } of judged) {
      const middle = middles[one]
      if (middle === undefined) continue
      sum += Math.abs(waitedMs - middle)
      weight += 1
    }
    return sum / weight
  })
  return errors.map((error, one) => (one === 0 ? 2 : 1) / error ** 3)
}

function correctionBy(judged: readonly SettledQuote[]): Correction {
  const errors = judged.map(errorOf)
  for (let one = 0; one < limits.priorQuotes; one += 1)
    errors.push(priorError((one + 0.5) / limits.priorQuotes))
  errors.sort((a, b) => a - b)
  return { low: quantile(errors, 0.3), middle: quantile(errors, 0.5), high: quantile(errors, 0.8) }
}

const errorOf = ({ waitedMs, middle, spread }: SettledQuote): number => (waitedMs - middle) / spread

/** The logistic distribution with its middle at 0 and 80 of 100 below 1. */
const priorError = (share: number): number => Math.log(share / (1 - share)) / Math.log(4)
