import { type Settings, usualReturns } from '../settings.ts'
import type { LiveTicket } from '../ticket.ts'

/** The place of a customer who comes back after a missed call. */

/** The rules of returns in force; the hall's own, or the usual ones. */
export const returnRules = ({ returns }: Settings): NonNullable<Settings['returns']> =>
  returns ?? usualReturns

const isReturn = ({ placementReason }: LiveTicket): boolean => placementReason === 'returned'

/**
 * The number of tickets of a line that stay before a return: the next `returnBehind` others, everybody who came back
 * earlier, and as many others that at most `together` returns stand among `othersBetween`. A shorter line stays whole.
 * So the first and the last of `together` + 1 returns that are called after each other have at least the smaller of
 * `returnBehind` and `othersBetween` others between them: nobody is held back without end (RETURN-5).
 */
export function ticketsBeforeReturn(line: readonly LiveTicket[], settings: Settings): number {
  const { together, othersBetween } = returnRules(settings)
  const returns: number[] = []
  const others: number[] = []
  for (const [place, ticket] of line.entries()) (isReturn(ticket) ? returns : others).push(place)
  /** The place right behind this many others, counted from a place on. */
  const behindOthers = (count: number, from: number): number =>
    count === 0 ? from : (others.filter((place) => place >= from)[count - 1] ?? line.length - 1) + 1
  const behindFirst = behindOthers(settings.returnBehind, 0)
  const behindReturns = (returns.at(-1) ?? -1) + 1
  const early = returns.at(-together)
  const behindRound = early === undefined ? 0 : behindOthers(othersBetween, early)
  return Math.max(behindFirst, behindReturns, behindRound)
}
