import { expect, test } from 'vitest'
import { recentCalls } from '../../server/hall/announcements.ts'
import { canonical, Floor, keeper, kiosk, openHall, phone, replay } from '../fakes/hall/hall-floor.ts'
import { furnished, hours, minutes, moment, seconds } from '../fakes/hall/hall-settings.ts'

/** The right outcome when two things happen at once, as far as the heart alone decides it. */

test('[C1] two counters call next at once: two tickets in order, and with one waiting only one gets it', () => {
  const floor = openHall()
  const [first, second, third] = [1, 2, 3].map(() => floor.issue('a'))
  expect([floor.call('1'), floor.call('2')]).toEqual([first, second])
  expect(floor.call('4')).toBe(third)
  expect(floor.refused('call-next', { counter: '3' }, floor.staff('1003')).reason).toBe('nobody-is-waiting')
})

test('[C2] two counters call one label: the first recorded wins, nothing changes for the second', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  const call = { label: 'A001' }
  floor.take('call-ticket', { counter: '1', ...call }, floor.staff('1001'))
  const before = canonical(floor.hall)
  expect(floor.refused('call-ticket', { counter: '2', ...call }, floor.staff('1002'))).toEqual({
    reason: 'already-called',
    counter: '1',
    ticket,
  })
  expect(canonical(floor.hall)).toBe(before)
})

test('[C3] [I4] the same command twice is done once and answered alike; its key with another body is refused', () => {
  const floor = openHall()
  const key = 'one-key-for-a-tap'
  const first = floor.give('issue-ticket', { service: 'a' }, kiosk, key)
  const lines = floor.lines.length
  expect(floor.give('issue-ticket', { service: 'a' }, kiosk, key)).toEqual(first)
  expect(floor.give('issue-ticket', { service: 'b' }, kiosk, key)).toEqual({ denied: 'key-reused' })
  floor.crash()
  expect(floor.give('issue-ticket', { service: 'a' }, kiosk, key)).toEqual(first)
  expect(floor.lines).toHaveLength(lines)
})

test('[C4] next twice, the second with an outdated expectation: stale, the served ticket stays', () => {
  const floor = openHall()
  const [first, second] = [1, 2, 3].map(() => floor.issue('a'))
  floor.serve('1')
  const next = { counter: '1', next: true, expect: { ticket: first!, stage: 'serving' as const } }
  floor.take('finish', next, floor.staff('1001'))
  floor.take('start-service', { counter: '1' }, floor.staff('1001'))
  expect(floor.refused('finish', next, floor.staff('1001'))).toMatchObject({
    reason: 'stale',
    now: { ticket: second, stage: 'serving' },
  })
  expect(floor.ticket(second!).stage.stage).toBe('serving')
})

test('[C5] transfer while another calls: transferred first, the call is refused; called first, only its holder moves it', () => {
  const floor = openHall()
  const [first, second] = [floor.issue('a'), floor.issue('a')]
  floor.take('transfer', { ticket: first, to: { counter: '2' } }, floor.staff('2001'))
  expect(floor.refused('call-ticket', { counter: '1', ticket: first }, floor.staff('1001')).reason).toBe(
    'not-yours',
  )
  expect(floor.call('1')).toBe(second)
  const move = { counter: '2', ticket: second, to: { service: 'b' } }
  expect(floor.refused('transfer', move, floor.staff('1002'))).toMatchObject({
    reason: 'already-called',
    counter: '1',
  })
  floor.take('transfer', { ticket: second, to: { service: 'b' } }, floor.staff('2001'))
  expect(floor.counter('1').active).toBeUndefined()
})

test('[C6] a transfer to a closed or full service is refused before any change', () => {
  const floor = openHall()
  floor.issue('a')
  floor.serve('1')
  for (let n = 0; n < 6; n += 1) floor.issue('b')
  floor.take('close-service', { service: 'c' }, floor.staff('2001'))
  const before = canonical(floor.hall)
  for (const service of ['b', 'c'])
    expect(floor.refused('transfer', { counter: '1', to: { service } }, floor.staff('1001')).reason).toMatch(
      /service-is-(full|closed)/,
    )
  expect(canonical(floor.hall)).toBe(before)
})

test('[C7] a connection drops while serving: the ticket stays, the same login goes on, nothing ends by itself', () => {
  const floor = openHall()
  floor.take('report-link', { counter: '1', connected: true }, keeper)
  const ticket = floor.issue('a')
  floor.serve('1')
  floor.take('report-link', { counter: '1', connected: false }, keeper)
  floor.pass(minutes(10))
  expect(floor.counter('1')).toMatchObject({ link: { link: 'lost', unattended: true } })
  floor.pass(hours(30))
  expect(floor.ticket(ticket).stage.stage).toBe('serving')
  floor.take('report-link', { counter: '1', connected: true }, keeper)
  floor.take('finish', { counter: '1' }, floor.staff('1001'))
})

test('[C8] one person at two counters: confirmed first, then the ticket moves along and the old place ends', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  floor.serve('1')
  const one = floor.staff('1001')
  expect(floor.refused('open-counter', { counter: '5' }, one).reason).toBe('you-are-elsewhere')
  floor.take('open-counter', { counter: '5', takeOver: true }, one)
  expect(floor.events).toContainEqual({ type: 'counter-closed', counter: '1', badge: '1001', why: 'moved' })
  expect(floor.counter('5').active).toBe(ticket)
})

test('[C9] two people at one counter: the second takes over, and has the ticket', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  floor.serve('1')
  expect(floor.refused('open-counter', { counter: '1' }, floor.staff('2001')).reason).toBe('counter-is-taken')
  floor.take('open-counter', { counter: '1', takeOver: true }, floor.staff('2001'))
  expect(floor.refused('finish', { counter: '1' }, floor.staff('1001')).reason).toBe('not-yours')
  expect(floor.take('finish', { counter: '1' }, floor.staff('2001')).ticket).toBe(ticket)
})

test('[C10] two fingers at the kiosk with one key make one ticket', () => {
  const floor = openHall()
  for (let n = 0; n < 2; n += 1) floor.give('issue-ticket', { service: 'a' }, kiosk, 'one-choice-of-mine')
  expect(floor.hall.figures.issued).toBe(1)
})

test('[C11] a lost answer is asked for again with its key: the ticket that is there, no ghost number', () => {
  const floor = openHall()
  const key = 'tap-before-link-was-lost'
  const answer = floor.give('issue-ticket', { service: 'a' }, kiosk, key)
  floor.pass(seconds(30))
  expect(floor.give('issue-ticket', { service: 'a' }, kiosk, key)).toEqual(answer)
  floor.crash(floor.lines.length - 1)
  expect(floor.label(floor.take('issue-ticket', { service: 'a' }, kiosk, key).ticket as string)).toBe('A001')
})

test('[C12] after a restart a call is still to be announced under its own id, unless older than 30 s', () => {
  const floor = openHall()
  floor.issue('a')
  floor.call('1')
  const [heard] = floor.announced
  floor.crash()
  floor.pass(seconds(29)).take('start-hall', {}, keeper)
  expect(recentCalls(floor.hall.calls, floor.at)).toEqual([heard])
  expect(recentCalls(floor.hall.calls, floor.at + seconds(1))).toEqual([])
})

test('[C16] at midnight new tickets take the new day, old ones keep theirs and stay callable until the grace ends', () => {
  const hours = { mon: [['08:00', '00:15']], tue: [['08:00', '18:00']] } as const
  const floor = openHall({ hours }, moment('2026-03-02T23:59'))
  const [called, left] = [floor.issue('a'), floor.issue('a')]
  floor.until(moment('2026-03-03T00:10'))
  const young = floor.issue('a')
  expect(floor.ticket(young)).toMatchObject({ day: '2026-03-03', label: 'A003' })
  expect(floor.call('1')).toBe(called)
  expect(floor.announced[0]?.id).toBe('2026-03-02/A001/1')
  floor.until(moment('2026-03-03T00:44'))
  expect(floor.ticket(left).stage.stage).toBe('waiting')
  floor.until(moment('2026-03-03T00:45'))
  expect(floor.hall.ended.get(left)?.how).toBe('unserved')
  expect([...floor.hall.live.keys()]).toEqual([called, young])
  expect(floor.hall.figures.unserved).toBe(1)
})

test('[C17] a second roll-over does nothing', () => {
  const floor = openHall({ hours: 'always' })
  floor.issue('a')
  floor.until(moment('2026-03-03T00:00'))
  const before = canonical(floor.hall)
  floor.give('time-passed', {}, keeper)
  expect(floor.events).toEqual([])
  expect(JSON.parse(canonical(floor.hall))[0].numbers).toEqual(JSON.parse(before)[0].numbers)
  expect(floor.hall.day?.id).toBe('2026-03-03')
})

test('[C18] leaving while being called: the first recorded wins, the other is told', () => {
  const floor = openHall()
  const [first, second] = [floor.issue('a'), floor.issue('a')]
  floor.call('1')
  expect(floor.refused('leave', { ticket: first }, phone).reason).toBe('already-called')
  floor.take('leave', { ticket: second }, phone)
  expect(floor.refused('call-ticket', { counter: '2', ticket: second }, floor.staff('1002')).reason).toBe(
    'already-ended',
  )
})

test('[C19] a no-show taken back: former stage and place, to the last digit', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  floor.call('1')
  const before = floor.ticket(ticket)
  floor.pass(seconds(20)).take('mark-no-show', { counter: '1' }, floor.staff('1001'), 'no-show-too-early')
  floor.pass(seconds(8)).take('undo', { command: 'no-show-too-early' }, floor.staff('1001'))
  expect(floor.ticket(ticket)).toEqual(before)
  expect(floor.counter('1').active).toBe(ticket)
})

test('[C21] a service closes while tickets wait: they stay, only issuing stops', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  floor.take('close-service', { service: 'a' }, floor.staff('2001'))
  expect(floor.refused('issue-ticket', { service: 'a' }, kiosk).reason).toBe('service-is-closed')
  expect(floor.call('1')).toBe(ticket)
})

test('[I5] an old journal replays the same under new settings', () => {
  const floor = openHall()
  for (const category of ['ordinary', 'elderly'] as const) floor.issue('a', { category })
  const { lines } = floor
  const before = canonical(floor.hall)
  expect(canonical(replay(lines))).toBe(before)
  floor.change({ ...furnished, headStartMs: {}, returnBehind: 0, series: {} })
  floor.settle()
  expect(floor.call('1')).toBe('t2')
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
})

test('[I8] every change names its actor, device, time and key', () => {
  const floor = openHall()
  floor.issue('a')
  floor.serve('1')
  const entries = floor.lines.map((line) => JSON.parse(line))
  for (const [position, { seq, at, actor, device, key }] of entries.entries()) {
    expect(seq).toBe(position + 1)
    expect(at).toBeGreaterThan(0)
    expect(`${actor} ${device} ${key}`).toMatch(/^(keeper|device|staff:\d{4}) [\w-]+ [\w-]{16,}$/)
  }
  expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length)
  expect(new Floor().seq).toBe(0)
})
