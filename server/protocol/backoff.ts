import { liveClientLimits } from './live-client-types.ts'

/** The upper bound of the wait before the next try (ms), before jitter. `absentMs`: since the first try failed. */
export function longestWait(tries: number, absentMs: number): number {
  const { retryMost, retryMostAtFirst, retryStep, atFirst } = liveClientLimits
  return Math.min(absentMs < atFirst ? retryMostAtFirst : retryMost, retryStep * 2 ** tries)
}
