import { expect, test } from 'vitest'
import { limits } from '../../../server/hall/limits.ts'
import { fromSnapshot, toSnapshot } from '../../../server/hall/snapshot.ts'
import { kioskView, ticketView } from '../../../server/hall/views/public.ts'
import { standingOf } from '../../../server/hall/waits/standing.ts'
import { canonical, type Floor, keeper, kiosk, openHall, phone, replay } from '../../fakes/hall/hall-floor.ts'
import { minutes, moment, seconds } from '../../fakes/hall/hall-settings.ts'
import { between, quoteAt, tell, tellForecast } from '../../fakes/hall/tell-waits.ts'

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

const issue = (floor: Floor, service: string, more = {}) =>
  floor.take('issue-ticket', { service, ...more }, kiosk)
const view = (floor: Floor, ticket: string) => ticketView(floor.hall, ticket)!
const queueOf = (floor: Floor, service: string) => kioskView(floor.hall, 'kiosk-1').queues[service]!

test('[WAIT-1] everybody who is called before it at the counters that can serve it is ahead, whatever they came for', () => {
  const floor = experienced(oneCounter())
  floor.issue('a')
  floor.serve('1')
  tellForecast(floor)
  for (let n = 0; n < 9; n += 1) floor.issue('a')
  expect(issue(floor, 'c')).toMatchObject({ ahead: 9, wait: { from: expect.any(Number) } })
  tellForecast(floor)
  const { ahead, wait } = issue(floor, 'c') as { ahead: number; wait: { from: number; to: number } }
  expect(ahead).toBe(10)
  expect(wait.from).toBeGreaterThanOrEqual(40)
})

test('[WAIT-1] figures are whole minutes, rounded outward: 1 under 10, 5 under 60, otherwise 10', () => {
  const floor = oneCounter()
  floor.issue('b')
  floor.serve('1')
  const told = (low: number, high: number) => {
    tell(floor, {}, { a: { ahead: 0, why: 'too-little-known' } })
    tell(floor, {}, { a: between(1, low, high) })
    return queueOf(floor, 'a').wait
  }
  expect(told(2.3, 4.1)).toEqual({ from: 2, to: 5 })
  expect(told(8.9, 12)).toEqual({ from: 8, to: 15 })
  expect(told(59, 61)).toEqual({ from: 55, to: 70 })
  expect(told(3, 3)).toEqual({ from: 3, to: 4 })
})

test('[WAIT-2] a free counter is now, for as many as there are free counters', () => {
  const floor = openHall()
  const [first, ...others] = Array.from({ length: 5 }, () => issue(floor, 'b'))
  expect(first).toEqual({ ticket: 't1', label: 'B0100', ahead: 0, next: true, now: true })
  expect(others.map(({ now }) => now)).toEqual([true, true, undefined, undefined])
  expect(others.map(({ next }) => next)).toEqual([undefined, undefined, undefined, undefined])
  expect(others.map(({ ahead }) => ahead)).toEqual([1, 2, 3, 4])
  expect(others[3]).toMatchObject({ why: 'too-little-known' })
  expect(queueOf(openHall(), 'a')).toEqual({ waiting: 0, now: true })
})

test('[WAIT-2] no counter open, too little known, past closing: no figure, and why; a paused counter is not open', () => {
  const floor = experienced(oneCounter(), ['a'])
  tellForecast(floor)
  floor.issue('a')
  floor.serve('1')
  tellForecast(floor)
  expect(queueOf(floor, 'c')).toEqual({ waiting: 0, why: 'too-little-known' })
  expect(queueOf(floor, 'a')).toMatchObject({ wait: { from: expect.any(Number) } })
  floor.until(moment('2026-03-02T17:00') - minutes(2))
  for (let n = 0; n < 12; n += 1) floor.issue('a')
  tellForecast(floor)
  expect(issue(floor, 'a')).toMatchObject({ ahead: 12, why: 'past-closing' })
  expect(issue(floor, 'a')).not.toHaveProperty('wait')
  floor.take('finish', { counter: '1' }, floor.whoAt('1'))
  floor.take('pause-counter', { counter: '1', reason: 'break' }, floor.whoAt('1'))
  expect(issue(floor, 'a')).toMatchObject({ ahead: 14, why: 'no-counter-open' })
  expect(view(floor, floor.hall.index.labels.get('A020')![0]!)).not.toHaveProperty('next')
})

test('[WAIT-5] what was called, moved or ended since it was foretold is passed over', () => {
  const floor = oneCounter()
  const [first, second, third] = [floor.issue('a'), floor.issue('a'), floor.issue('a')]
  const asOf = floor.seq
  floor.call('1')
  floor.take('let-go-first', { ticket: second, count: 1 }, phone)
  const tickets = new Map([first, second, third].map((id) => [id, between(9, 90, 99)]))
  floor.take(
    'tell-waits',
    { asOf, tickets, newcomers: new Map() },
    { actor: { kind: 'keeper' }, device: 'server' },
  )
  expect([...floor.hall.toldWaits.keys()]).toEqual([third])
})

test('[WAIT-5] [I5] a replay and a checkpoint tell the same; a ticket that moves is told anew, and an undo changes nothing', () => {
  const floor = experienced(oneCounter())
  for (let n = 0; n < 6; n += 1) {
    floor.issue(n % 2 ? 'a' : 'c')
    tellForecast(floor)
  }
  const called = floor.call('1')
  tellForecast(floor)
  const told = () => JSON.stringify([...floor.hall.toldWaits, ...floor.hall.newcomerWaits])
  const before = told()
  floor.take(
    'undo',
    { command: floor.taken.findLast(({ entry }) => entry.command === 'call-next')!.entry.key },
    floor.whoAt('1'),
  )
  expect(told()).toBe(before)
  expect(floor.hall.index.untold.has(called)).toBe(true)
  floor.take('let-go-first', { ticket: called, count: 2 }, phone)
  expect(floor.hall.toldWaits.has(called)).toBe(false)
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  expect(canonical(fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(floor.hall)))))).toBe(
    canonical(floor.hall),
  )
})

test('[WAIT-6] who joins is told the last figure for newcomers, later by everybody who joined before since then', () => {
  const floor = experienced(oneCounter())
  floor.issue('a')
  floor.serve('1')
  tell(floor, {}, { a: between(1, 6, 9), c: between(1, 6, 9) })
  const told = Array.from({ length: 3 }, () => issue(floor, 'a'))
  expect(told.map(({ ahead }) => ahead)).toEqual([0, 1, 2])
  // A turn at this counter takes six minutes.
  expect(told.map(({ wait }) => wait)).toEqual([
    { from: 6, to: 9 },
    { from: 10, to: 15 },
    { from: 15, to: 25 },
  ])
  expect(issue(floor, 'a', { category: 'elderly' })).toMatchObject({ ahead: 0 })
})

test('[WAIT-7] next is who every open counter that can serve it would call first, and nobody else', () => {
  const floor = openHall()
  for (const counter of ['2', '3']) floor.take('close-counter', { counter }, floor.whoAt(counter))
  for (const counter of ['1', '4']) {
    floor.issue('a')
    floor.serve(counter)
  }
  const [fees, tenancy] = [floor.issue('c'), floor.issue('a')]
  // Counter 1 calls `c` first, which joined earlier; counter 4 calls `a` before everything else.
  tell(floor, {
    [fees]: { ahead: 0, why: 'too-little-known' },
    [tenancy]: { ahead: 0, why: 'too-little-known' },
  })
  expect([view(floor, fees).next, view(floor, tenancy).next]).toEqual([undefined, undefined])
  floor.take('cancel-ticket', { ticket: fees }, floor.whoAt('1'))
  floor.pass(limits.tellAgainMs)
  tell(floor, { [tenancy]: { ahead: 0, isNext: true, why: 'too-little-known' } })
  expect(view(floor, tenancy)).toMatchObject({ ahead: 0, next: true })
})

test('[WAIT-8] answer, phone and queues have the same figure, at once and after each telling', () => {
  const floor = experienced(oneCounter())
  const tickets: string[] = []
  for (let n = 0; n < 12; n += 1) {
    const service = n % 3 ? 'a' : 'c'
    const queue = queueOf(floor, service)
    const { ticket, label: _, ...told } = issue(floor, service)
    const { wait, now, why } = told
    expect(queue).toEqual(JSON.parse(JSON.stringify({ waiting: queue.waiting, wait, now, why })))
    expect(standingOf(floor.hall, floor.ticket(ticket as string))).toEqual(told)
    expect(view(floor, ticket as string)).toMatchObject(told)
    tickets.push(ticket as string)
    floor.pass(seconds(20)).take('time-passed', {}, keeper)
    if (n % 4 === 3) tellForecast(floor)
    if (n === 5) floor.serve('1')
  }
  for (const ticket of tickets.filter((id) => floor.hall.live.get(id)?.stage.stage === 'waiting'))
    expect(view(floor, ticket)).toMatchObject(standingOf(floor.hall, floor.ticket(ticket)))
})

test('[WAIT-9] a ticket is quoted with its first figure before its first call, once, and settled by that call', () => {
  const floor = oneCounter()
  floor.issue('c')
  floor.serve('1')
  const ticket = floor.issue('a')
  const quote = quoteAt(floor.at, 0)
  tell(floor, { [ticket]: between(0, 2, 4, { quote }) })
  tell(floor, { [ticket]: between(0, 6, 9, { quote: quoteAt(floor.at + 1, 0) }) })
  expect(floor.hall.quotes.get(ticket)).toEqual(quote)
  floor.pass(minutes(3))
  floor.take('finish', { counter: '1' }, floor.whoAt('1'))
  floor.call('1')
  floor.pass(seconds(9)).take('time-passed', {}, keeper)
  expect(floor.hall.waits.settled).toEqual([{ ...quote, service: 'a', waitedMs: minutes(3) }])
  floor.take('mark-no-show', { counter: '1' }, floor.whoAt('1'))
  floor.take('return-ticket', { ticket }, floor.whoAt('1'))
  tell(floor, { [ticket]: between(0, 2, 4, { quote: quoteAt(floor.at, 0) }) })
  expect(floor.hall.quotes.has(ticket)).toBe(false)
})
