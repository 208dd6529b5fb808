import type { Clock } from '../clock.ts'
import type { Hall } from '../hall/hall.ts'
import type { DeviceId } from '../hall/ids.ts'
import type { Refusal } from '../hall/refusals.ts'
import { limits } from './limits.ts'

/** The unused allowance of a device, as it was at a moment (ms of the monotonic clock). */
interface Allowance {
  readonly tickets: number
  readonly at: number
}

/**
 * Limits the tickets that one device issues to what people can do at it: a token bucket per device, and a maximum of
 * live tickets. So a kiosk that is out of control, or somebody in its place, fills neither the hall nor the lists of
 * staff. The gateway asks it and not the heart, which decides alike for a demo, where nothing is limited.
 */
export class TicketAllowance {
  readonly #hall: Hall
  readonly #clock: Pick<Clock, 'monotonicMs'>
  /** At most one per device that the settings have or had. */
  readonly #allowances = new Map<DeviceId, Allowance>()

  constructor(hall: Hall, clock: Pick<Clock, 'monotonicMs'>) {
    this.#hall = hall
    this.#clock = clock
  }

  /** Takes one ticket of the device's allowance, or says why there is none. */
  take(device: DeviceId): Refusal | undefined {
    const live = this.#hall.index.liveOfDevice.get(device) ?? 0
    if (live >= limits.liveTicketsOfDevice)
      return { reason: 'kiosk-is-full', limit: limits.liveTicketsOfDevice }
    const now = this.#clock.monotonicMs()
    const left = this.#leftOf(device, now)
    if (left < 1) return { reason: 'too-many-tickets', limit: limits.ticketsPerMinute }
    this.#allowances.set(device, { tickets: left - 1, at: now })
    return undefined
  }

  #leftOf(device: DeviceId, now: number): number {
    const known = this.#allowances.get(device)
    if (!known) return limits.ticketsAtOnce
    const gained = ((now - known.at) * limits.ticketsPerMinute) / 60_000
    return Math.min(limits.ticketsAtOnce, known.tickets + gained)
  }
}
