import { liveClientLimits } from './live-client-types.ts'

/**
 * How far the server's clock is ahead of this machine's. A message that is held up on its way makes it seem behind,
 * never ahead, and a call that is long over would then pass for new. So what is heard sets it back only as far as
 * the message cannot have been held up.
 */
export class ServerTime {
  #offset: number | undefined
  #heardAt = 0

  /** A message that left at `now` (server's clock) was heard at `heardAt`, at most `underway` ms later. Answers the offset. */
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
