import { liveClientLimits } from './live-client-types.ts'

/** The upper bound of the wait before the next try (ms), before jitter. `absentMs`: since the first try failed. */
export function longestWait(tries: number, absentMs: number): number {
  const { retryMaxMs, retryMaxAtFirstMs, retryFirstMs, atFirstMs } = liveClientLimits
  return Math.min(absentMs < atFirstMs ? retryMaxAtFirstMs : retryMaxMs, retryFirstMs * 2 ** tries)
}
