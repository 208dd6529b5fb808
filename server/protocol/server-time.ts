import { liveClientLimits } from './live-client-types.ts'

/**
 * Estimates the offset between the clocks of server and machine. A message that is delayed on its way makes the server
 * seem behind, never ahead, and an old call would then pass for new. So a message lowers the offset only as far as a
 * delay cannot explain.
 */
export class ServerTime {
  #offset: number | undefined
  #heardAt = 0

  /** Takes a message sent at `now` (clock of the server), received at `heardAt`, at most `underway` ms later. Returns the offset (ms). */
  hear(now: number, heardAt: number, underway: number): number {
    const least = now - heardAt
    this.#heardAt = heardAt
    this.#offset = Math.max(least, Math.min(this.#offset ?? Number.POSITIVE_INFINITY, least + underway))
    return this.#offset
  }

  beat(now: number, heardAt: number): number {
    const { beatEvery, beatOff } = liveClientLimits
    const isInTime = Math.abs(heardAt - this.#heardAt - beatEvery) <= beatOff || this.#offset === undefined
    return this.hear(now, heardAt, isInTime ? beatOff : Number.POSITIVE_INFINITY)
  }
}
