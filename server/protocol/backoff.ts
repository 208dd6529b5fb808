import { liveClientLimits } from './live-client-types.ts'

/** The longest wait before the next try (ms), of which chance takes a share. `absentMs`: since the first try failed. */
export function longestWait(tries: number, absentMs: number): number {
  const { retryMost, retryMostAtFirst, retryStep, atFirst } = liveClientLimits
  return Math.min(absentMs < atFirst ? retryMostAtFirst : retryMost, retryStep * 2 ** tries)
}
