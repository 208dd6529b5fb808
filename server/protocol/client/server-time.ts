import { liveClientLimits } from './live-client-types.ts'

/**
 * Estimates the offset between the clocks of server and machine. A delayed message makes the server's clock seem
 * behind, and an old call would then be spoken as new. So a message lowers the offset only as far as a delay cannot
 * explain.
 */
export class ServerTime {
  #offset: number | undefined
  #receivedAt = 0

  /** Takes a message with the times of both clocks and the longest time it can have travelled. Returns the offset (ms). */
  observe(sentAt: number, receivedAt: number, maxTransitMs: number): number {
    const least = sentAt - receivedAt
    this.#receivedAt = receivedAt
    this.#offset = Math.max(least, Math.min(this.#offset ?? Number.POSITIVE_INFINITY, least + maxTransitMs))
    return this.#offset
  }

  observeBeat(sentAt: number, receivedAt: number): number {
    const { beatEveryMs, beatToleranceMs } = liveClientLimits
    const isInTime =
      Math.abs(receivedAt - this.#receivedAt - beatEveryMs) <= beatToleranceMs || this.#offset === undefined
    return this.observe(sentAt, receivedAt, isInTime ? beatToleranceMs : Number.POSITIVE_INFINITY)
  }
}
