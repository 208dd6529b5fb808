import { putCounter } from '../deadlines/state-deadlines.ts'
import type { Counter, MutableHall } from '../hall.ts'
import type { CommandKey } from '../ids.ts'
import { findLastServed, putTicket, rebuildEndedIndex } from '../queue/queue.ts'
import { restoreRounds } from '../queue/rounds.ts'
import { type EndedTicket, isNumberKnown, type LiveTicket, withoutNeedlessMark } from '../ticket.ts'
import { unlearn } from '../waits/wait-evolution.ts'
import { listedCalls } from './at-counter.ts'
import { attended } from './counter-link.ts'
import { figureOf } from './figures.ts'
import { restoreMark } from './floor-marks.ts'

/** Restores tickets, counters and calls from the undo record of the command. */
export interface CommandUndone {
  type: 'command-undone'
  v: 2
  command: CommandKey
}

/** Restores earlier tickets and counters. The number of calls never decreases, because each call was announced. */
export function takeBack(hall: MutableHall, { command }: CommandUndone): void {
  const record = hall.undoRecords.get(command)
  if (!record) throw new Error(`command ${command} is undone, but the hall has no record of it`)
  let servedUndone = 0
  let isUnservedUndone = false
  let isServedUndone = false
  for (const ticket of record.tickets) {
    const live = hall.live.get(ticket.id)
    const ended = hall.ended.get(ticket.id)
    if (ended?.how === 'unserved') isUnservedUndone = true
    if (ended?.how === 'served') isServedUndone = true
    if (ended) servedUndone += uncount(hall, ended, ticket)
    const calls = live?.calls ?? ended?.calls ?? ticket.calls
    const printing = (live ?? ended)?.printing ?? ticket.printing
    const { unconfirmed: _, ...former } = ticket
    putTicket(hall, withoutNeedlessMark({ ...former, ...unconfirmedOf(live, ticket), calls, printing }))
  }
  if (isUnservedUndone) rebuildEndedIndex(hall)
  else if (isServedUndone) findLastServed(hall)
  for (const mark of record.marks ?? []) restoreMark(hall, mark)
  restoreRounds(hall, record)
  for (const counter of record.counters) restoreCounter(hall, counter, servedUndone)
  unlearn(hall, record)
  const touched = new Set(record.tickets.map((ticket) => ticket.id))
  const calls = [...record.calls, ...hall.calls.filter((call) => !touched.has(call.ticket))]
  hall.calls = listedCalls(
    hall,
    calls.sort((a, b) => b.at - a.at),
  )
  hall.undoRecords.set(command, { ...record, undone: true })
}

/** A report about the number stays; a start, a return or a transfer, which made the number known, is undone with the rest. */
function unconfirmedOf(live: LiveTicket | undefined, former: LiveTicket): Pick<LiveTicket, 'unconfirmed'> {
  const { unconfirmed } = live === undefined || isNumberKnown(live) ? former : live
  return unconfirmed === undefined ? {} : { unconfirmed }
}

/** The earlier counter, only as far as its tickets changed it; later changes by others stay. */
function restoreCounter(hall: MutableHall, former: Counter, servedUndone: number): void {
  const now = hall.counters.get(former.id)!
  const servedToday = now.servedToday - servedUndone
  const { changedSeq, active, putBack: formerPutBack } = former
  const putBack = formerPutBack === undefined ? {} : { putBack: formerPutBack }
  if (now.state === 'closed') return putCounter(hall, { ...now, servedToday, changedSeq })
  const { active: _now, putBack: _then, ...free } = now
  const activeTicket = active === undefined ? {} : { active }
  putCounter(hall, {
    ...free,
    ...activeTicket,
    ...putBack,
    link: attended(now.link),
    servedToday,
    changedSeq,
  })
}

/**
 * Removes an undone end from the measured service times, and from the day's figures if they counted it. Returns how
 * many were counted as served.
 */
function uncount(hall: MutableHall, ended: EndedTicket, former: LiveTicket): 0 | 1 {
  hall.ended.delete(ended.id)
  const counted = ended.changedSeq > hall.day!.seq
  if (counted)
    hall.figures = { ...hall.figures, [figureOf[ended.how]]: hall.figures[figureOf[ended.how]] - 1 }
  const served = ended.how === 'served' && former.stage.stage === 'serving'
  const measured = served ? hall.durations.get(ended.service) : undefined
  const position = measured?.lastIndexOf(ended.spans.servedMs) ?? -1
  if (measured && position >= 0) hall.durations.set(ended.service, measured.toSpliced(position, 1))
  return served && counted ? 1 : 0
}
