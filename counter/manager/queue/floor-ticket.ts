import type { SentTo } from '../../../server/hall/ticket.ts'
import type { QueueView, StaffTicket } from '../../../server/hall/views/view-types.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'

/** A live ticket wherever it is, with what the manager may do about it. */
export type FloorTicket = StaffTicket & {
  readonly stage: 'waiting' | 'called' | 'serving' | 'held' | 'missed'
  readonly counter?: string
  readonly sentTo?: SentTo
  readonly order?: number
}

const before = (a: FloorTicket, b: FloorTicket): number =>
  a.standsSince - b.standsSince || (a.order ?? 0) - (b.order ?? 0)

/** Waiting tickets of an opened queue, in the order in which they stand. */
export const waitingOf = (queue: QueueView): FloorTicket[] =>
  Object.values(queue.tickets)
    .map((ticket): FloorTicket => ({ ...ticket, stage: 'waiting' }))
    .sort(before)

/** Live tickets that do not wait: at a counter, held, missed. */
export const elsewhereOf = ({ counters, held, missed }: Drawn<'manager'>): FloorTicket[] => [
  ...Object.entries(counters).flatMap(([counter, { active }]) => (active ? [{ ...active, counter }] : [])),
  ...Object.values(held).map((ticket): FloorTicket => ({ ...ticket, stage: 'held' })),
  ...Object.values(missed).map((ticket): FloorTicket => ({ ...ticket, stage: 'missed' })),
]
