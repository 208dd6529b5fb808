import type { Context } from '../entry.ts'
import type { Hall } from '../hall.ts'
import type { TicketId } from '../ids.ts'
import { limits } from '../limits.ts'
import { newcomerPlace, standingOf } from '../waits/standing.ts'
import { isToBeQuoted } from '../waits/telling.ts'
import {
  differenceOf,
  type Figure,
  type ForetoldWait,
  figureOf,
  isAlike,
  isStillSo,
  type QuoteFigure,
  quoteFigureOf,
  readAt,
  type WaitsTold,
} from '../waits/told-waits.ts'
import type { KeeperCommands } from './command-shapes.ts'
import { accept, type Decision } from './decision.ts'

/** Changes since waits were told last. */
interface News {
  /** People read something that is wrong by a step of the figures. */
  isPressing: boolean
  readonly tickets: Record<TicketId, Figure>
  readonly newcomers: Record<string, Figure>
  readonly alike: string[]
  readonly quotes: Record<TicketId, QuoteFigure>
}

/**
 * Tells all that changed, once what people read is wrong by a step, otherwise a while after the last telling. A ticket
 * that was called, moved or ended since waits were foretold is passed over.
 */
export function tellWaits(
  hall: Hall,
  { asOf, tickets, newcomers }: KeeperCommands['tell-waits'],
  { at }: Context,
): Decision {
  const news: News = { isPressing: false, tickets: {}, newcomers: {}, alike: [], quotes: {} }
  for (const [id, foretold] of tickets) lookAtTicket(hall, news, id, foretold, asOf)
  for (const [key, foretold] of newcomers) lookAtNewcomer(hall, news, key, foretold, newcomers)
  if (!news.isPressing && at - hall.waitsToldAt < limits.tellAgainMs) return accept([])
  const { alike } = news
  const event: WaitsTold = {
    ...{ type: 'waits-told', v: 2 },
    ...part('tickets', news.tickets),
    ...part('newcomers', news.newcomers),
    ...(alike.length > 0 && { alike }),
    ...part('quotes', news.quotes),
  }
  return accept(Object.keys(event).length > 2 ? [event] : [])
}

function lookAtTicket(hall: Hall, news: News, id: TicketId, foretold: ForetoldWait, asOf: number): void {
  const ticket = hall.live.get(id)
  if (ticket?.stage.stage !== 'waiting' || ticket.changedSeq > asOf) return
  const { quote } = foretold
  if (quote && isToBeQuoted(ticket, hall.quotes.get(id))) news.quotes[id] = quoteFigureOf(quote)
  const kept = hall.toldWaits.get(id)
  if (kept && isStillSo(kept, foretold, hall.floorChangedAt)) return
  const difference = differenceOf(standingOf(hall, ticket), foretold)
  // The hall knows by itself that a counter is free.
  if (foretold.isNow && difference === 'none') return
  news.tickets[id] = figureOf(foretold)
  if (difference === 'step') news.isPressing = true
}

function lookAtNewcomer(
  hall: Hall,
  news: News,
  key: string,
  foretold: ForetoldWait,
  all: ReadonlyMap<string, ForetoldWait>,
): void {
  const [service = ''] = key.split(' ', 1)
  const isOrdinary = service === key
  const ordinary = all.get(service)
  const kept = hall.newcomerWaits.get(key)
  // Nobody waits by these figures yet: a new one may wait until they are wrong by a step.
  if (kept && differenceOf(readAt(kept, hall.floorChangedAt), foretold) !== 'step') return
  if (!isOrdinary && ordinary && isAlike(ordinary, foretold)) {
    if (kept) news.alike.push(key)
    return
  }
  const place = newcomerPlace(hall, service, 'ordinary', hall.floorChangedAt)
  const difference = isOrdinary ? differenceOf(standingOf(hall, place), foretold) : 'slight'
  if (foretold.isNow && difference !== 'step') return
  news.newcomers[key] = figureOf(foretold)
  if (difference === 'step') news.isPressing = true
}

const part = <N extends string, V>(
  name: N,
  list: Record<string, V>,
): { readonly [P in N]?: Record<string, V> } =>
  (Object.keys(list).length > 0 ? { [name]: list } : {}) as { readonly [P in N]?: Record<string, V> }
