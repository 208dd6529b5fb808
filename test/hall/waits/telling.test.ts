import { expect, test } from 'vitest'
import { limits } from '../../../server/hall/limits.ts'
import { ticketView } from '../../../server/hall/views/public.ts'
import { type Floor, keeper, openHall, replay } from '../../fakes/hall/hall-floor.ts'
import { minutes } from '../../fakes/hall/hall-settings.ts'
import { between, quoteAt, tell } from '../../fakes/hall/tell-waits.ts'

/** A hall with one counter that takes everything. */
function oneCounter(): Floor {
  const floor = openHall()
  for (const counter of ['2', '3', '4']) floor.take('close-counter', { counter }, floor.whoAt(counter))
  return floor
}

/** Six people of each service were served for six minutes each, so that spans are known. */
function experienced(floor: Floor, services: readonly string[] = ['a', 'c']): Floor {
  for (const service of services)
    for (let visit = 0; visit < 6; visit += 1) {
      floor.issue(service)
      floor.serve('1')
      floor.pass(minutes(6))
      floor.take('finish', { counter: '1' }, floor.whoAt('1'))
    }
  return floor
}

const view = (floor: Floor, ticket: string) => ticketView(floor.hall, ticket)!

test('[WAIT-5] what people read wrongly by a step is told at once with all that changed; smaller changes wait a while', () => {
  const floor = experienced(oneCounter(), ['a'])
  floor.issue('b')
  floor.serve('1')
  const [second, third] = [floor.issue('a'), floor.issue('a')]
  const isNext = { isNext: true }
  const quote = quoteAt(floor.at, 2)
  tell(floor, { [second]: between(0, 4.2, 7.5, isNext), [third]: between(1, 11, 19, { quote }) })
  expect(floor.events).toEqual([
    {
      ...{ type: 'waits-told', v: 2 },
      tickets: { [second]: [0, 252, 450], [third]: [1, 660, 1140] },
      quotes: { [third]: [2, 60, 60, 60] },
    },
  ])
  expect(view(floor, second).wait).toEqual({ from: 4, to: 8 })
  const slight = { [second]: between(0, 5.2, 8.5, isNext), [third]: between(1, 11, 19) }
  tell(floor, slight)
  expect(floor.events).toEqual([])
  tell(floor, { ...slight, [third]: between(1, 11, 26) })
  expect(floor.events).toEqual([
    { type: 'waits-told', v: 2, tickets: { [second]: [0, 312, 510], [third]: [1, 660, 1560] } },
  ])
  floor.pass(limits.tellAgainMs)
  tell(floor, { [second]: between(0, 2.5, 6.5, isNext), [third]: between(1, 9, 24) })
  expect(floor.events).toEqual([
    { type: 'waits-told', v: 2, tickets: { [second]: [0, 150, 390], [third]: [1, 540, 1440] } },
  ])
  expect(view(floor, second).next).toBe(true)
  tell(floor, { [second]: between(0, 2.5, 6.5) })
  expect(floor.events).toEqual([
    { type: 'waits-told', v: 2, tickets: { [second]: [0, 150, 390, 'not-next'] } },
  ])
  expect(view(floor, second).next).toBeUndefined()
})

test('[WAIT-5] a told end is a moment, so minutes become fewer with every entry, and no telling is needed', () => {
  const floor = oneCounter()
  floor.issue('b')
  floor.serve('1')
  const ticket = floor.issue('a')
  tell(floor, { [ticket]: between(0, 12, 18) })
  const reads: object[] = []
  for (let minute = 0; minute < 16; minute += 4) {
    reads.push(view(floor, ticket).wait!)
    floor.pass(minutes(4)).take('time-passed', {}, keeper)
    tell(floor, { [ticket]: between(0, Math.max(0, 8 - minute), 14 - minute) })
    expect(floor.events).toEqual([])
  }
  expect(reads).toEqual([
    { from: 10, to: 20 },
    { from: 8, to: 15 },
    { from: 4, to: 10 },
    { from: 0, to: 6 },
  ])
})

test('[WAIT-5] who is called is no longer ahead of those who wait for the same counter, without a telling', () => {
  const floor = openHall()
  for (const counter of ['1', '2', '3', '4']) {
    floor.issue('a')
    floor.serve(counter)
  }
  const [first, second, third] = [floor.issue('a'), floor.issue('c'), floor.issue('a')]
  tell(
    floor,
    { [first]: between(0, 2, 4), [second]: between(1, 4, 6), [third]: between(2, 6, 9) },
    {
      a: between(3, 9, 15),
      'a 900000': between(0, 2, 4),
    },
  )
  floor.take('finish', { counter: '1' }, floor.whoAt('1'))
  expect(floor.call('1')).toBe(first)
  expect([second, third].map((id) => view(floor, id).ahead)).toEqual([0, 1])
  const newcomers = () => ['a', 'a 900000'].map((key) => floor.hall.newcomerWaits.get(key)?.ahead)
  expect(newcomers()).toEqual([2, 0])
  floor.take('undo', { command: floor.taken.at(-1)!.entry.key }, floor.whoAt('1'))
  expect([second, third].map((id) => view(floor, id).ahead)).toEqual([1, 2])
})

test('[WAIT-5] a head start with the same figure as the service has no figure of its own', () => {
  const floor = oneCounter()
  floor.issue('b')
  floor.serve('1')
  tell(floor, {}, { a: between(5, 20, 30), 'a 900000': between(0, 2, 4) })
  expect([...floor.hall.newcomerWaits.keys()]).toEqual(['a', 'a 900000'])
  floor.pass(limits.tellAgainMs)
  tell(floor, {}, { a: between(0, 2, 4), 'a 900000': between(0, 2, 4.5) })
  expect(floor.events).toEqual([{ type: 'waits-told', v: 2, newcomers: { a: [0, 120, 240, 'not-next'] } }])
  floor.pass(limits.tellAgainMs)
  tell(floor, {}, { a: between(0, 9, 12), 'a 900000': between(0, 9, 12.5) })
  expect(floor.events).toEqual([
    { type: 'waits-told', v: 2, newcomers: { a: [0, 540, 720, 'not-next'] }, alike: ['a 900000'] },
  ])
  expect([...floor.hall.newcomerWaits.keys()]).toEqual(['a'])
})

test('[WAIT-5] waits of the first version are read as the present ones', () => {
  const floor = oneCounter()
  floor.issue('b')
  floor.serve('1')
  const [one, other] = [floor.issue('a'), floor.issue('a')]
  const told = {
    type: 'waits-told',
    tickets: {
      [one]: { ahead: 0, next: true, wait: { from: 4, to: 8 } },
      [other]: { ahead: 1, why: 'past-closing' },
    },
    newcomers: { a: { ahead: 2, now: true } },
    quotes: {
      [one]: { at: floor.at - 3, ahead: 0, middles: [60_400, null, 90_000], middle: 61_000, spread: 20_000 },
    },
  }
  const last = floor.taken.at(-1)!.entry
  const line = {
    ...last,
    seq: last.seq + 1,
    actor: 'keeper',
    command: 'tell-waits',
    events: [told],
    result: {},
  }
  const hall = replay([...floor.lines, JSON.stringify(line)])
  expect([...hall.toldWaits]).toEqual([
    [one, { ahead: 0, between: [line.at + minutes(4), line.at + minutes(8)] }],
    [other, { ahead: 1, why: 'past-closing' }],
  ])
  expect([...hall.newcomerWaits]).toEqual([['a', { ahead: 2, now: true }]])
  expect([...hall.quotes]).toEqual([
    [one, { at: line.at, ahead: 0, middle: 61_000, spread: 20_000, middles: [60_000, undefined, 90_000] }],
  ])
})

test('[WAIT-5] once a told end has passed, the wait follows from those before it alone, until the next telling', () => {
  const floor = experienced(oneCounter(), ['a'])
  floor.issue('b')
  floor.serve('1')
  tell(floor, {}, { a: between(0, 1, 3) })
  floor.pass(minutes(5)).take('time-passed', {}, keeper)
  const first = floor.issue('a')
  for (let n = 0; n < 10; n += 1) floor.issue('a')
  // A turn took six minutes: half or twice of one.
  expect(view(floor, first)).toMatchObject({ ahead: 0, wait: { from: 3, to: 15 } })
})
