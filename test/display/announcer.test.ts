import { expect, test } from 'vitest'
import { voiceLimits } from '../../display/limits.ts'
import { Announcer } from '../../display/voice/announcer.ts'
import type { Announcement } from '../../server/protocol/messages.ts'
import { Drawer, HandClock } from '../protocol/live/wire-pair.ts'

function hall(clock = new HandClock(), drawer = new Drawer()) {
  const sounded: string[] = []
  const server = { ahead: 0 }
  const announcer = new Announcer({
    now: () => clock.now() + server.ahead,
    elapsed: () => clock.now(),
    after: (ms, work) => clock.after(ms, work),
    storage: drawer,
    play: (call) => sounded.push(call.id),
  })
  const call = (label: string, more: Partial<Announcement> = {}): Announcement => ({
    type: 'called',
    id: `d/${label}/1`,
    label,
    counter: '1',
    at: clock.now() + server.ahead,
    ...more,
  })
  return { clock, drawer, server, announcer, sounded, call }
}

test('calls take turns in the order in which they came', () => {
  const { clock, announcer, sounded, call } = hall()
  announcer.announce([call('A001'), call('A002')])
  expect(sounded).toEqual(['d/A001/1'])
  expect(announcer.current.value?.label).toBe('A001')
  clock.pass(7_900)
  expect(announcer.current.value?.label).toBe('A001')
  clock.pass(600)
  expect(announcer.current.value?.label).toBe('A002')
  clock.pass(8_500)
  expect(announcer.current.value).toBeUndefined()
  expect(sounded).toEqual(['d/A001/1', 'd/A002/1'])
})

test('a backlog shortens the turns, also the one that runs', () => {
  const { clock, announcer, call } = hall()
  announcer.announce([call('A001')])
  clock.pass(4_000)
  announcer.announce(['A002', 'A003', 'A004'].map((label) => call(label)))
  clock.pass(500)
  expect(announcer.current.value?.label).toBe('A002')
  clock.pass(6_000)
  expect(announcer.current.value?.label).toBe('A003')
})

test('a backlog of eight is through in 30 s and nothing waits longer', () => {
  const { clock, announcer, sounded, call } = hall()
  const labels = [
    'A001',
    'A002',
    'A003',
    'A004',
    'A005',
    'A006',
    'A007',
    'A008',
    'A009',
    'A010',
    'A011',
    'A012',
  ]
  announcer.announce(labels.map((label) => call(label)))
  clock.pass(60_000)
  expect(sounded.length).toBeGreaterThanOrEqual(7)
  expect(sounded).toEqual(labels.slice(0, sounded.length).map((label) => `d/${label}/1`))
})

test('no id is announced twice, however often it is told', () => {
  const { clock, announcer, sounded, call } = hall()
  const first = call('A001')
  announcer.announce([first, first])
  clock.pass(1_000)
  announcer.announce([first])
  clock.pass(10_000)
  announcer.announce([first])
  expect(sounded).toEqual(['d/A001/1'])
})

test('no id is announced twice over a restart, however soon', () => {
  const { clock, drawer, announcer, call } = hall()
  const first = call('A001')
  announcer.announce([first])
  const next = hall(clock, drawer)
  next.announcer.announce([first, call('A002')])
  expect(next.sounded).toEqual(['d/A002/1'])
})

test('a call that was not announced before the restart still is, unless it is older than 30 s', () => {
  const { clock, drawer, call } = hall()
  const late = call('A001')
  clock.pass(29_000)
  const soon = hall(clock, drawer)
  soon.announcer.announce([late])
  expect(soon.sounded).toEqual(['d/A001/1'])
  const old = call('A002', { at: clock.now() - 30_000 })
  soon.announcer.announce([old])
  clock.pass(20_000)
  expect(soon.sounded).toEqual(['d/A001/1'])
})

const many = (letter: string) => Array.from({ length: 8 }, (_, n) => `${letter}00${n}`)

test('a call whose time is still to come, as after a clock was set back, grows old from when it was heard', () => {
  const { clock, announcer, sounded, call } = hall()
  const ahead = { at: clock.now() + 25_000 }
  announcer.announce(many('A').map((label) => call(label, ahead)))
  clock.pass(voiceLimits.maxAgeMs)
  const heard = sounded.length
  expect(heard).toBeGreaterThan(5)
  announcer.announce(many('B').map((label) => call(label)))
  clock.pass(60_000)
  expect(sounded.slice(heard).filter((id) => id.startsWith('d/A'))).toEqual([])
})

test('a clock of the server that is set back while a call waits for its turn does not make it younger', () => {
  const { clock, server, announcer, sounded, call } = hall()
  announcer.announce(many('A').map((label) => call(label)))
  clock.pass(10_000)
  server.ahead = -25_000
  clock.pass(voiceLimits.maxAgeMs - 10_000)
  const heard = sounded.length
  announcer.announce(many('B').map((label) => call(label)))
  clock.pass(60_000)
  expect(sounded.slice(heard).filter((id) => id.startsWith('d/A'))).toEqual([])
})

test('a recall is announced again by its own id, and merges with a call that still waits', () => {
  const { clock, announcer, sounded, call } = hall()
  announcer.announce([call('A001'), call('A002'), call('A002', { type: 'recalled', id: 'd/A002/2' })])
  announcer.announce([call('A001', { type: 'recalled', id: 'd/A001/2' })])
  clock.pass(30_000)
  expect(sounded).toEqual(['d/A001/1', 'd/A002/2', 'd/A001/2'])
})

test('a call that is taken back is not announced, and leaves the panel when it is there', () => {
  const { clock, announcer, sounded, call } = hall()
  announcer.announce([call('A001'), call('A002'), call('A003')])
  announcer.announce([call('A002', { type: 'call-cancelled' })])
  announcer.announce([call('A001', { type: 'call-cancelled' })])
  expect(announcer.current.value?.label).toBe('A003')
  clock.pass(20_000)
  expect(sounded).toEqual(['d/A001/1', 'd/A003/1'])
})

test('what is remembered stays bounded, and a storage of nonsense or none does no harm', () => {
  const { clock, drawer, announcer, call } = hall()
  for (let n = 0; n < voiceLimits.rememberedIds + 50; n++) {
    announcer.announce([call(`A${n}`)])
    clock.pass(9_000)
  }
  const [kept] = [...drawer.held.values()].map((text) => JSON.parse(text))
  expect(kept).toHaveLength(voiceLimits.rememberedIds)
  expect(announcer.log.value).toHaveLength(voiceLimits.logLength)
  drawer.held.set([...drawer.held.keys()][0] ?? '', '{"no":')
  const next = hall(clock, drawer)
  next.announcer.announce([next.call('B001')])
  expect(next.sounded).toEqual(['d/B001/1'])
})
