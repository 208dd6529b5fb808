import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serverMessages } from '../../../server/protocol/server-messages.ts'
import { views } from '../../../server/protocol/views.ts'
import { Driver, newKey, openCounters, until } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** Watching over the socket: what comes, in which order, how a page comes back, and that it is always true. */

let hall: RunningHall
let kiosk: Driver
let counters: Driver[]
beforeAll(async () => {
  hall = await startHall()
  kiosk = new Driver(hall, 'kiosk-1')
  counters = await openCounters(hall, 2)
})
afterAll(() => hall.close())

const callAndSend = async (driver: Driver, counter: string) => {
  const called = await driver.done('call-next', { counter })
  await driver.done('mark-no-show', { counter })
  return called as { ticket: string; label: string }
}

describe('a page that joins', () => {
  test('is welcomed with protocol, build, epoch, seq, the moment, the view and the calls of the last 30 s', async () => {
    await kiosk.issue('fees')
    const { label } = await callAndSend(counters[0]!, '1')
    const { label: standing } = await kiosk.issue('fees')
    await counters[0]!.done('call-next', { counter: '1' })
    const board = await kiosk.watch('board')
    const { type: _type, ...welcome } = board.frames[0] as { type: 'welcome'; now: number }
    expect(Object.keys(welcome).sort()).toEqual(
      ['build', 'epoch', 'events', 'names', 'now', 'protocol', 'seen', 'seq', 'view'].sort(),
    )
    expect(welcome).toMatchObject({ protocol: 1, build: expect.any(String), epoch: expect.any(String) })
    expect(Math.abs(welcome.now - Date.now())).toBeLessThan(5_000)
    expect(board.announced.map((event) => event.label)).toContain(standing)
    for (const event of board.announced) {
      expect(Object.keys(event).sort()).toEqual(['at', 'counter', 'id', 'label', 'type'])
      expect(event.id).toMatch(/^\d{4}-\d\d-\d\d\/[A-Z]+\d+\/\d+$/u)
      expect(event.at).toBeGreaterThan(welcome.now - 30_000)
    }
    expect(label).not.toBe(standing)
    await counters[0]!.done('mark-no-show', { counter: '1' })
    await board.close()
  })

  test('hears beats with the newest seq and the moment, about every 5 s', async () => {
    const board = await kiosk.watch('board')
    const isBeat = ({ type }: { type: string }) => type === 'beat'
    await board.until('a beat', isBeat)
    const from = board.frames.length
    await board.until('the next beat', isBeat, from)
    const [first, second] = board.frames.filter(isBeat)
    // When they were sent: a busy machine may read one late and the next on time.
    expect(Number(second?.now) - Number(first?.now)).toBeGreaterThan(4_000)
    expect(second).toMatchObject({ seq: board.seq, now: expect.any(Number) })
    await board.close()
  })
})

describe('a page that watches', () => {
  test('is told what happened, each message following the one before, with events and a patch', async () => {
    const board = await kiosk.watch('board')
    const begin = board.frames.length
    const { label } = await kiosk.issue('passes')
    await counters[1]!.done('call-ticket', { counter: '2', label })
    await counters[1]!.done('recall', { counter: '2' })
    await board.until(
      'the recall',
      ({ type, events }) => type === 'happened' && JSON.stringify(events).includes('recalled'),
    )
    await counters[1]!.done('put-back', { counter: '2' })
    await board.until('the call taken back', ({ events }) =>
      JSON.stringify(events ?? []).includes('call-cancelled'),
    )
    const happened = board.frames.slice(begin).filter(({ type }) => type === 'happened')
    for (const frame of happened)
      expect(Object.keys(frame).sort()).toEqual(['events', 'patch', 'prev', 'seq', 'type'])
    expect(board.announced.filter((event) => event.label === label).map((event) => event.type)).toEqual([
      ...['called', 'recalled', 'call-cancelled'],
    ])
    const ids = new Set(board.announced.filter(({ type }) => type !== 'call-cancelled').map(({ id }) => id))
    expect(ids.size).toBe(board.announced.filter(({ type }) => type !== 'call-cancelled').length)
    await board.close()
  })

  test('is told of a test call where it is a board, and the view stays as it is', async () => {
    const [board, window] = [await kiosk.watch('board'), await kiosk.watch('window', { counter: '2' })]
    const begin = window.frames.length
    const manager = new Driver(hall)
    await manager.signIn('2001')
    await manager.done('test-call', { counter: '2' })
    await board.until('the test call', ({ events }) => JSON.stringify(events ?? []).includes('test-call'))
    expect(board.announced.at(-1)).toMatchObject({ type: 'test-call', label: 'TEST', counter: '2' })
    const { label } = await kiosk.issue('passes')
    await counters[1]!.done('call-ticket', { counter: '2', label })
    await window.until('the call', ({ events }) => JSON.stringify(events ?? []).includes(label))
    expect(JSON.stringify(window.frames.slice(begin))).not.toContain('test-call')
    await counters[1]!.done('mark-no-show', { counter: '2' })
    await Promise.all([board.close(), window.close()])
  })

  test('gets the same frames as everybody who sees the same, byte by byte', async () => {
    const [one, two] = [await kiosk.watch('board'), await kiosk.watch('board')]
    const { label } = await kiosk.issue('tenancy')
    await counters[1]!.done('call-ticket', { counter: '2', label })
    const isCall = (frame: object) => 'events' in frame && JSON.stringify(frame.events).includes(label)
    await Promise.all([one.until('the call', isCall), two.until('the call', isCall)])
    const told = (texts: string[]) => texts.filter((text) => text.includes('"happened"'))
    const seen = new Set(told(one.texts))
    expect(told(two.texts).every((text) => seen.has(text))).toBe(true)
    expect(told(two.texts).length).toBeGreaterThan(0)
    await counters[1]!.done('mark-no-show', { counter: '2' })
    await Promise.all([one.close(), two.close()])
  })

  test('[I6] has, after any patch, exactly the view that HTTP gives at that sequence number', async () => {
    const manager = new Driver(hall)
    await manager.signIn('2001')
    const { ticket, label, phoneUrl } = await kiosk.issue('repairs')
    const audiences = [
      ['kiosk', { device: 'kiosk-1' }],
      ['board', {}],
      ['window', { counter: '1' }],
      ['counter', { counter: '1' }],
      ['manager', {}],
      ['ticket', { key: phoneUrl.split('/t/')[1]! }],
    ] as const
    const pages = await Promise.all(audiences.map(([view, parameters]) => manager.watch(view, parameters)))
    const [one] = counters as [Driver, Driver]
    await one.done('call-ticket', { counter: '1', label })
    await one.done('start-service', { counter: '1' })
    await one.done('transfer', { counter: '1', to: { service: 'passes' }, note: 'has all papers' })
    await kiosk.issue('parking', { category: 'elderly', language: 'en' })
    await one.done('call-ticket', { counter: '1', ticket })
    await one.done('start-service', { counter: '1' })
    await one.done('hold', { counter: '1', for: 'copy', minutes: 3 })
    for (const [place, page] of pages.entries()) {
      const [view, parameters] = audiences[place]!
      await until(`${view} to be as over HTTP`, async () => {
        const now = await manager.plainView(view, parameters)
        return JSON.stringify(sorted(now.view)) === JSON.stringify(sorted(page.view))
      })
      expect(page.seq).toBeLessThanOrEqual((await manager.view(view, parameters)).seq)
      expect(page.texts.every((text) => !text.includes('has all papers'))).toBe(true)
      views[view].parse(page.view)
      for (const frame of page.frames) serverMessages[frame.type].payload.parse(frame)
      await page.close()
    }
    await one.done('resume', { counter: '1', ticket })
    await one.done('finish', { counter: '1' })
  })

  test('sees a phone’s ticket at most once a second, and its newest state', async () => {
    const { label, phoneUrl } = await kiosk.issue('parking')
    const phone = await kiosk.watch('ticket', { key: phoneUrl.split('/t/')[1]! })
    const [one] = counters as [Driver]
    const begunAt = performance.now()
    await one.done('call-ticket', { counter: '1', label })
    for (let round = 0; round < 20; round += 1) await one.done('recall', { counter: '1' })
    await one.done('start-service', { counter: '1' })
    await phone.see('the ticket being served', ({ stage }) => stage === 'serving')
    // Not the spans between arrivals: a busy machine may read one late and the next on time.
    const told = phone.frames.filter(({ type }) => type === 'happened')
    expect(told.length).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - begunAt) / 1_000))
    await one.done('finish', { counter: '1' })
    await phone.see('the end', ({ stage }) => stage === 'ended')
    await phone.close()
  })
})

/** Keys in one order; arrays stay as they are. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [two]) => (one < two ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}

describe('a page that comes back', () => {
  test('with its epoch and seq gets just what it missed; with nothing missed, nothing', async () => {
    const stays = await kiosk.watch('board')
    const goes = await kiosk.watch('board')
    await goes.close()
    for (let round = 0; round < 3; round += 1) {
      await kiosk.issue('fees')
      await callAndSend(counters[0]!, '1')
    }
    await stays.see('the last call', ({ calls }) => (calls as unknown[]).length > 0)
    const back = kiosk.dial({ view: 'board', epoch: goes.epoch, seq: String(goes.seq) })
    back.view = goes.view
    back.seq = goes.seq
    await back.until('something missed', ({ type }) => type === 'happened')
    await until(
      'both to see the same',
      () =>
        back.seq === stays.seq && JSON.stringify(sorted(back.view)) === JSON.stringify(sorted(stays.view)),
    )
    expect(back.frames.map(({ type }) => type)).not.toContain('welcome')
    const again = kiosk.dial({ view: 'board', epoch: stays.epoch, seq: String(stays.seq) })
    again.view = stays.view
    again.seq = stays.seq
    const { seq } = stays
    await once(again.socket, 'open')
    await kiosk.issue('fees')
    await again.until('what comes next', ({ type }) => type === 'happened')
    expect(again.frames.find(({ type }) => type !== 'beat')).toMatchObject({ type: 'happened', prev: seq })
    await Promise.all([stays.close(), back.close(), again.close()])
  })

  test.each([
    ['another epoch', (seq: number) => ({ epoch: 'AAAAAAAAAAAA', seq: String(seq) })],
    ['no epoch', (seq: number) => ({ seq: String(seq) })],
    ['a seq of the future', (seq: number, epoch: string) => ({ epoch, seq: String(seq + 1_000) })],
    ['a seq that is no number', (_seq: number, epoch: string) => ({ epoch, seq: 'NaN' })],
    ['a seq long gone', (_seq: number, epoch: string) => ({ epoch, seq: '1' })],
  ])('with %s is welcomed anew', async (_what, known) => {
    const before = await kiosk.watch('board')
    const back = kiosk.dial({ view: 'board', ...known(before.seq, before.epoch) } as Record<string, string>)
    await back.until('a welcome', ({ type }) => type === 'welcome')
    const { words: _, ...plain } = back.view
    expect(plain).toEqual(before.view)
    await Promise.all([before.close(), back.close()])
  })

  test('or that lost count asks again and gets a welcome', async () => {
    const board = await kiosk.watch('board')
    const from = board.frames.length
    board.send({ type: 'again' })
    await board.until('a second welcome', ({ type }) => type === 'welcome', from)
    expect(board.frames[from]?.type).toBe('welcome')
    await board.close()
  })
})

describe('what nobody may watch', () => {
  test.each([
    ['a view that is none', { view: 'everything' }, 400],
    ['no view, but a parameter', { counter: '1' }, 400],
    ['a view with a strange parameter', { view: 'board', colour: 'red' }, 400],
    ['a counter that is none', { view: 'window', counter: '99' }, 404],
    ['a ticket by a wrong key', { view: 'ticket', key: newKey() }, 404],
    ['a counter’s console, not signed in', { view: 'counter', counter: '1' }, 401],
    ['the manager’s view, not signed in', { view: 'manager' }, 401],
  ])('%s is refused before the socket opens', async (_what, parameters, status) => {
    const page = new Driver(hall).dial(parameters as Record<string, string>)
    const refused = await page.denied()
    expect(refused.status).toBe(status)
    expect(JSON.parse(refused.text)).toEqual({ problem: expect.any(String) })
  })

  test('the manager’s view for a counter’s person is refused with 403', async () => {
    expect((await counters[0]!.dial({ view: 'manager' }).denied()).status).toBe(403)
  })
})
