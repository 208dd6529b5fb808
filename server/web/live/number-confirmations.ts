import type { Clock } from '../../clock.ts'
import type { DeviceId, TicketId } from '../../hall/ids.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { Answer } from '../../protocol/messages.ts'
import { limits } from './limits.ts'

/**
 * Whether kiosks confirm that they showed the numbers they asked for. An answer that was sent may not have arrived, so
 * only a confirmation by the page counts. Nothing is journalled about a number that is confirmed in time.
 */
export class NumberConfirmations {
  readonly #keeper: HallKeeper
  readonly #clock: Clock
  /** Numbers to confirm, with the functions that cancel their timers. */
  readonly #open = new Map<TicketId, () => void>()

  constructor(keeper: HallKeeper, clock: Clock) {
    this.#keeper = keeper
    this.#clock = clock
  }

  /** An answer to `issue-ticket` was sent. Only where its body says how long the customer waits, a confirmation is due. */
  expect({ until }: { readonly until?: unknown }, answer: Answer, device: DeviceId): void {
    if (!answer.ok || typeof until !== 'number') return
    const ticket = String(answer.result.ticket)
    if (this.#open.has(ticket)) return
    const waitMs = Math.min(Math.max(0, until - this.#clock.now()), limits.customerWaitMs)
    const cancel = this.#clock.after(waitMs + limits.confirmationMs, () => {
      this.#open.delete(ticket)
      this.#report(ticket, device, false)
    })
    this.#open.set(ticket, cancel)
  }

  /** A page of this kiosk showed the number of one of its tickets. */
  confirm(ticket: TicketId, device: DeviceId): void {
    if (this.#keeper.hall.live.get(ticket)?.device !== device) return
    this.#open.get(ticket)?.()
    this.#open.delete(ticket)
    this.#report(ticket, device, true)
  }

  #report(ticket: TicketId, device: DeviceId, confirmed: boolean): void {
    this.#keeper.askAsKeeper({ type: 'report-number', body: { ticket, confirmed } }, device)
  }
}
