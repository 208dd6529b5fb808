import { TokenBuckets } from '../access/rates/token-buckets.ts'
import type { Clock } from '../clock.ts'
import type { Hall } from '../hall/hall.ts'
import type { DeviceId } from '../hall/ids.ts'
import type { Refusal } from '../hall/refusals.ts'
import { limits } from './limits.ts'

/**
 * Limits the tickets that one device issues to what people can do at it, at once and live. So a kiosk that is out of
 * control, or somebody in its place, fills neither the hall nor the lists of staff. The gateway asks it and not the heart,
 * which decides alike for a demo, where nothing is limited.
 */
export class TicketAllowance {
  readonly #hall: Hall
  readonly #tickets: TokenBuckets

  constructor(hall: Hall, clock: Pick<Clock, 'monotonicMs'>) {
    this.#hall = hall
    this.#tickets = new TokenBuckets(
      { perMinute: limits.ticketsPerMinute, atOnce: limits.ticketsAtOnce },
      clock,
    )
  }

  /** Takes one ticket of the device's allowance, or says why there is none. */
  take(device: DeviceId): Refusal | undefined {
    const live = this.#hall.index.liveOfDevice.get(device) ?? 0
    if (live >= limits.liveTicketsOfDevice)
      return { reason: 'kiosk-is-full', limit: limits.liveTicketsOfDevice }
    if (this.#tickets.take(device) === undefined) return undefined
    return { reason: 'too-many-tickets', limit: limits.ticketsPerMinute }
  }
}
