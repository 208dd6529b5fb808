import type { Hall, MutableHall, Round, UndoRecord } from '../hall.ts'
import type { ServiceId } from '../ids.ts'
import type { Settings } from '../settings.ts'
import type { LiveTicket } from '../ticket.ts'

/**
 * The rounds of alternation. Each queue has one, whichever counters call from it: a call counts in the rounds of all
 * queues that its counter calls from in the same tier, because each of them was passed over or served by it. So k : m
 * holds over the calls of all counters together, and nobody waits for the round of one counter.
 */

const newRound: Round = { priority: 0, ordinary: 0 }

const roundOf = (hall: Hall, service: ServiceId): Round => hall.rounds.get(service) ?? newRound

/** A ticket that was brought forward counts as one with a head start. */
export const hasHeadStart = (settings: Settings, ticket: LiveTicket): boolean =>
  ticket.forward !== undefined || (settings.headStartMs[ticket.category] ?? 0) > 0

/** Whether the share of tickets with a head start is used up in the round of this queue, so that an ordinary one is due. */
export const isOrdinaryDue = (hall: Hall, priority: number, service: ServiceId): boolean =>
  roundOf(hall, service).priority >= priority

/**
 * The rounds of these queues after a call of the ticket; undefined where the hall does not alternate or the call takes
 * no turn. A round ends with its last ordinary ticket.
 */
export function roundsAfter(
  hall: Hall,
  ticket: LiveTicket,
  queues: readonly ServiceId[],
): Readonly<Record<ServiceId, Round>> | undefined {
  const { policy } = hall.settings!
  if (policy.kind !== 'alternation' || queues.length === 0) return undefined
  const isPriority = hasHeadStart(hall.settings!, ticket)
  const after = (service: ServiceId): Round => {
    const { priority, ordinary } = roundOf(hall, service)
    if (isPriority) return { priority: priority + 1, ordinary }
    return ordinary + 1 >= policy.ordinary ? newRound : { priority, ordinary: ordinary + 1 }
  }
  return Object.fromEntries(queues.map((service) => [service, after(service)]))
}

export function putRounds(
  hall: Pick<MutableHall, 'rounds'>,
  rounds: Readonly<Record<ServiceId, Round>>,
  changedSeq?: number,
): void {
  for (const [service, { priority, ordinary }] of Object.entries(rounds))
    hall.rounds.set(service, { priority, ordinary, ...(changedSeq !== undefined && { changedSeq }) })
}

/** Begins all rounds anew after a change of the policy, and forgets those of services that have left. */
export function seatRounds(hall: MutableHall, isNewPolicy: boolean): void {
  for (const service of [...hall.rounds.keys()])
    if (isNewPolicy || !Object.hasOwn(hall.settings!.services, service)) hall.rounds.delete(service)
}

/** Gives the turns of an undone call back, except where another call has taken one since. */
export function restoreRounds(hall: MutableHall, { seq, rounds }: UndoRecord): void {
  for (const { service, former } of rounds ?? []) {
    if (hall.rounds.get(service)?.changedSeq !== seq) continue
    if (former) hall.rounds.set(service, former)
    else hall.rounds.delete(service)
  }
}
