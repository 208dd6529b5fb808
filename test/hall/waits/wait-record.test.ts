import { expect, test } from 'vitest'
import type { MutableHall } from '../../../server/hall/hall.ts'
import { limits } from '../../../server/hall/limits.ts'
import { fromSnapshot, toSnapshot } from '../../../server/hall/snapshot.ts'
import { recordQuote } from '../../../server/hall/waits/wait-evolution.ts'
import { canonical, type Floor, keeper, openHall, replay } from '../../fakes/hall/hall-floor.ts'
import { minutes, seconds } from '../../fakes/hall/hall-settings.ts'

const afterUndoMs = limits.undoMs + 1

/** No earlier command can be undone any longer. */
const afterUndo = (floor: Floor): void => {
  floor.pass(afterUndoMs).take('time-passed', {}, keeper)
}

test('[WAIT-4] spans at a counter, gaps, pauses, returns and joins are remembered, by replay and checkpoint too', () => {
  const floor = openHall()
  const first = floor.issue('a')
  floor.issue('c', { category: 'elderly' })
  floor.pass(seconds(20))
  floor.call('1')
  floor.pass(seconds(40))
  floor.take('mark-no-show', { counter: '1' }, floor.whoAt('1'))
  floor.pass(seconds(15))
  const other = floor.serve('1')
  floor.pass(minutes(4))
  floor.take('finish', { counter: '1' }, floor.whoAt('1'))
  const missed = other === first ? 'c' : 'a'
  const [id] = [...floor.hall.live.keys()]
  floor.take('return-ticket', { ticket: id! }, floor.whoAt('1'))
  floor.take('pause-counter', { counter: '1', reason: 'break' }, floor.whoAt('1'))
  expect(floor.hall.waits.freeSince['1']).toBeUndefined()
  floor.pass(minutes(10))
  floor.take('open-counter', { counter: '1' }, floor.staff('1001'))
  expect(floor.hall.waits.gaps).toEqual([seconds(20), seconds(15)])
  const { taken, pauses, returnDelays, returnsMade, callsMade, pausesBegun, joins, freeSince } =
    floor.hall.waits
  expect(taken[missed]).toEqual([seconds(40)])
  expect(taken[missed === 'a' ? 'c' : 'a']).toEqual([minutes(4)])
  expect(pauses).toEqual([minutes(10)])
  expect(returnDelays).toEqual([minutes(4) + seconds(15)])
  expect([returnsMade, callsMade, pausesBegun]).toEqual([1, 2, 1])
  expect(joins.map(({ service, category }) => `${service} ${category}`)).toEqual(['a ordinary', 'c elderly'])
  expect(freeSince['1']).toBe(floor.at)
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  expect(canonical(fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(floor.hall)))))).toBe(
    canonical(floor.hall),
  )
})

test('[WAIT-4] a quote is settled by the first call of its ticket, and forgotten when the ticket ends before', () => {
  const floor = openHall()
  const quote = { at: floor.at, ahead: 0, middles: [minutes(2)], middle: minutes(2), spread: minutes(1) }
  const [called, left] = [floor.issue('a'), floor.issue('c')]
  for (const id of [called, left]) recordQuote(floor.hall as MutableHall, id, quote)
  floor.take('cancel-ticket', { ticket: left }, floor.staff('1002'))
  floor.pass(minutes(3))
  expect(floor.call('1')).toBe(called)
  expect(floor.hall.quotes.size).toBe(0)
  afterUndo(floor)
  expect(floor.hall.waits.settled).toEqual([{ ...quote, service: 'a', waitedMs: minutes(3) }])
})

test('[WAIT-9] a move teaches only once it can no longer be undone: an undone call and finish leave nothing behind', () => {
  const floor = openHall()
  for (const counter of ['2', '3', '4']) floor.take('close-counter', { counter }, floor.whoAt(counter))
  const clerk = floor.whoAt('1')
  const undoLast = () => {
    const last = floor.taken.at(-1)!.entry
    floor.take('undo', { command: last.key }, clerk)
  }
  const ticket = floor.issue('a')
  floor.issue('c')
  const quote = { at: floor.at, ahead: 0, middles: [minutes(2)], middle: minutes(2), spread: minutes(1) }
  recordQuote(floor.hall as MutableHall, ticket, quote)
  const record = () => JSON.stringify([floor.hall.waits, [...floor.hall.quotes]])
  floor.pass(minutes(3))
  const before = record()
  expect(floor.call('1')).toBe(ticket)
  expect(floor.hall.waits.freeSince['1']).toBeUndefined()
  undoLast()
  expect(record()).toBe(before)
  afterUndo(floor)
  expect(record()).toBe(before)

  floor.serve('1')
  floor.pass(minutes(5))
  afterUndo(floor)
  const served = record()
  floor.take('finish', { counter: '1', next: true }, clerk)
  undoLast()
  floor.pass(seconds(1))
  expect(record()).toBe(served)
  expect(canonical(fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(floor.hall)))))).toBe(
    canonical(floor.hall),
  )
  afterUndo(floor)
  expect(record()).toBe(served)

  floor.take('finish', { counter: '1' }, clerk)
  expect(floor.hall.waits.taken).toEqual({})
  afterUndo(floor)
  const { taken, settled, callsMade } = floor.hall.waits
  const { calledAt } = { calledAt: floor.at - minutes(5) - 3 * afterUndoMs - seconds(1) }
  expect(taken).toEqual({ a: [floor.at - afterUndoMs - calledAt] })
  expect([settled.length, callsMade]).toEqual([1, 1])
})
