import type { Context } from '../entry.ts'
import type { Hall } from '../hall.ts'
import type { TicketId } from '../ids.ts'
import { isToBeQuoted } from '../waits/telling.ts'
import { isSameWait, type ToldWait, toldOf, type WaitsTold } from '../waits/told-waits.ts'
import type { Quote } from '../waits/wait-record.ts'
import type { KeeperCommands } from './command-shapes.ts'
import { accept, type Decision } from './decision.ts'

/** Tells the waits that changed. A ticket that was called, moved or ended since they were foretold is passed over. */
export function tellWaits(
  hall: Hall,
  { asOf, tickets, newcomers }: KeeperCommands['tell-waits'],
  _context: Context,
): Decision {
  const changed: Record<TicketId, ToldWait> = {}
  const quotes: Record<TicketId, Quote> = {}
  for (const [id, foretold] of tickets) {
    const ticket = hall.live.get(id)
    if (ticket?.stage.stage !== 'waiting' || ticket.changedSeq > asOf) continue
    const former = hall.toldWaits.get(id)
    const told = toldOf(foretold, former)
    if (!isSameWait(told, former)) changed[id] = told
    const { quote } = foretold
    if (quote && isToBeQuoted(ticket, hall.quotes.get(id), former)) quotes[id] = quote
  }
  const joining: Record<string, ToldWait> = {}
  for (const [key, foretold] of newcomers) {
    const former = hall.newcomerWaits.get(key)
    const told = toldOf(foretold, former)
    if (!isSameWait(told, former)) joining[key] = told
  }
  const event: WaitsTold = {
    type: 'waits-told',
    ...part('tickets', changed),
    ...part('newcomers', joining),
    ...part('quotes', quotes),
  }
  return accept(Object.keys(event).length > 1 ? [event] : [])
}

const part = <N extends string, V>(
  name: N,
  list: Record<string, V>,
): { readonly [P in N]?: Record<string, V> } =>
  (Object.keys(list).length > 0 ? { [name]: list } : {}) as { readonly [P in N]?: Record<string, V> }
