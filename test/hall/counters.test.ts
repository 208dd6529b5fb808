import { describe, expect, test } from 'vitest'
import type { ManagerView } from '../../server/hall/views/view-types.ts'
import { viewFor } from '../../server/hall/views/views.ts'
import { keeper, kiosk, openHall } from '../fakes/hall/hall-floor.ts'
import { minutes, monday9, seconds } from '../fakes/hall/hall-settings.ts'

describe('who sits where', () => {
  test('[COUNTER-1] opening binds person and counter; opening it once more changes nothing', () => {
    const floor = openHall()
    floor.take('open-counter', { counter: '5' }, floor.staff('2001'))
    expect(floor.events).toEqual([{ type: 'counter-opened', counter: '5', badge: '2001' }])
    floor.take('open-counter', { counter: '5' }, floor.staff('2001'))
    expect(floor.events).toEqual([])
    expect(floor.refused('open-counter', { counter: '9' }, floor.staff('2001')).reason).toBe(
      'no-such-counter',
    )
    expect(floor.refused('open-counter', { counter: '1' }, kiosk).reason).toBe('not-yours')
  })

  test('[COUNTER-2] a taken counter needs take-over; its ticket passes over and the old person is named', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.serve('1')
    const manager = floor.staff('2001')
    expect(floor.refused('open-counter', { counter: '1' }, manager)).toEqual({
      reason: 'counter-is-taken',
      counter: '1',
    })
    floor.take('open-counter', { counter: '1', takeOver: true }, manager)
    expect(floor.events).toEqual([{ type: 'counter-opened', counter: '1', badge: '2001', from: '1001' }])
    floor.take('finish', { counter: '1' }, manager)
    expect(floor.hall.ended.get(ticket)?.badge).toBe('2001')
    expect(floor.refused('call-next', { counter: '1' }, floor.staff('1001')).reason).toBe('not-yours')
  })

  test('[COUNTER-3] who sits elsewhere needs take-over; the old counter closes and the ticket moves along', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.serve('1')
    const one = floor.staff('1001')
    expect(floor.refused('open-counter', { counter: '5' }, one)).toEqual({
      reason: 'you-are-elsewhere',
      counter: '1',
    })
    floor.take('open-counter', { counter: '5', takeOver: true }, one)
    expect(floor.counter('1')).toMatchObject({ state: 'closed' })
    expect(floor.counter('1')).not.toHaveProperty('active')
    expect(floor.counter('5')).toMatchObject({ state: 'open', badge: '1001', active: ticket })
    expect(floor.ticket(ticket).stage).toMatchObject({ stage: 'serving', counter: '5', startedAt: monday9 })
    expect(floor.events.at(-2)).toEqual({
      type: 'counter-closed',
      counter: '1',
      badge: '1001',
      why: 'moved',
    })
  })

  test('[COUNTER-4] if the new counter has somebody at its glass, the ticket of the old one is held', () => {
    const floor = openHall()
    const [mine, theirs] = [floor.issue('a'), floor.issue('a')]
    floor.serve('1')
    floor.serve('2')
    floor.take('open-counter', { counter: '2', takeOver: true }, floor.staff('1001'))
    expect(floor.ticket(mine).stage).toMatchObject({ stage: 'held', badge: '1001', counter: '1' })
    expect(floor.counter('2')).toMatchObject({ badge: '1001', active: theirs })
  })

  test('[COUNTER-12] a called ticket that moves along is shown at its new counter', () => {
    const floor = openHall()
    floor.issue('a')
    floor.call('1')
    floor.take('open-counter', { counter: '5', takeOver: true }, floor.staff('1001'))
    expect(floor.hall.calls).toMatchObject([{ label: 'A001', counter: '5' }])
  })

  test('[COUNTER-5] a paused counter calls nobody; opening it ends the pause', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    floor.issue('a')
    floor.take('pause-counter', { counter: '1', reason: 'break' }, one)
    expect(floor.counter('1')).toMatchObject({ state: 'paused', reason: 'break' })
    expect(floor.refused('call-next', { counter: '1' }, one).reason).toBe('counter-is-paused')
    floor.take('open-counter', { counter: '1' }, one)
    expect(floor.counter('1')).not.toHaveProperty('reason')
    floor.call('1')
  })

  test('[COUNTER-6] a counter closes for its own person or with take-over, never with somebody at its glass', () => {
    const floor = openHall()
    const two = floor.staff('1002')
    const close = (counter: string) => floor.refused('close-counter', { counter }, two).reason
    expect([close('1'), close('5'), close('9')]).toEqual([
      'not-yours',
      'counter-is-closed',
      'no-such-counter',
    ])
    const ticket = floor.issue('a')
    floor.call('1')
    expect(floor.refused('close-counter', { counter: '1', takeOver: true }, two)).toEqual({
      reason: 'counter-is-busy',
      counter: '1',
      ticket,
    })
    floor.take('put-back', { counter: '1' }, floor.staff('1001'))
    floor.take('close-counter', { counter: '1', takeOver: true }, two)
    expect(floor.events).toMatchObject([{ why: 'taken-over', badge: '1001' }])
    floor.take('close-counter', { counter: '2' }, two)
    expect(floor.events).toMatchObject([{ why: 'closed', badge: '1002' }])
  })

  test('[COUNTER-7] nobody but the person who sits there acts at a counter', () => {
    const floor = openHall()
    floor.issue('a')
    floor.call('1')
    const types = ['recall', 'start-service', 'mark-no-show', 'put-back', 'finish', 'hold'] as const
    for (const type of types)
      expect(floor.refused(type, { counter: '1' }, floor.staff('2001')).reason).toBe('not-yours')
    expect(floor.refused('pause-counter', { counter: '1', reason: 'x' }, floor.staff('1002')).reason).toBe(
      'not-yours',
    )
  })

  test('[COUNTER-8] a counter asked to open shows it until it opens', () => {
    const floor = openHall()
    const manager = floor.staff('2001')
    floor.take('ask-to-open', { counter: '5' }, manager)
    expect(floor.counter('5')).toMatchObject({ state: 'closed', asked: true })
    floor.take('ask-to-open', { counter: '5' }, manager)
    floor.take('ask-to-open', { counter: '1' }, manager)
    expect(floor.events).toEqual([])
    floor.take('open-counter', { counter: '5' }, manager)
    expect(floor.counter('5')).not.toHaveProperty('asked')
    expect(floor.refused('ask-to-open', { counter: '9' }, manager).reason).toBe('no-such-counter')
  })

  test('[COUNTER-9] a profile set by the hall manager holds instead of that of the settings', () => {
    const floor = openHall()
    const manager = floor.staff('2001')
    const [b, a] = [floor.issue('b'), floor.issue('a')]
    floor.take('set-profile', { counter: '1', profile: 'a-then-all' }, manager)
    expect([floor.call('1'), floor.call('2')]).toEqual([a, b])
    const refused = (counter: string, profile: string) =>
      floor.refused('set-profile', { counter, profile }, manager).reason
    expect([refused('1', 'none'), refused('9', 'all')]).toEqual(['no-such-profile', 'no-such-counter'])
  })
})

describe('the console is gone', () => {
  const link = (connected: boolean) => ['report-link', { counter: '1', connected }, keeper] as const

  test('[COUNTER-10] after ten minutes with somebody at the glass the hall manager is asked, and nothing ends', () => {
    const floor = openHall()
    floor.take(...link(true))
    const ticket = floor.issue('a')
    floor.serve('1')
    floor.take(...link(false))
    floor.pass(minutes(10) - 1)
    expect(floor.counter('1')).toHaveProperty('link', { link: 'lost', since: monday9 })
    floor.pass(1)
    expect(floor.events).toEqual([{ type: 'counter-unattended', counter: '1', since: monday9 }])
    floor.pass(minutes(60))
    expect(floor.ticket(ticket).stage.stage).toBe('serving')
    floor.take(...link(true))
    expect(floor.counter('1')).toHaveProperty('link', { link: 'up' })
    floor.take(...link(true))
    expect(floor.events).toEqual([])
  })

  test('[COUNTER-13] one that was locked is known as locked, also once the hall manager was asked, until it is back', () => {
    const floor = openHall()
    floor.take(...link(true))
    floor.issue('a')
    floor.serve('1')
    floor.take('report-link', { counter: '1', connected: false, locked: true }, keeper)
    const { counters } = viewFor(floor.hall, { view: 'manager' }) as ManagerView
    expect(counters['1']).toMatchObject({ linkLostAt: monday9, locked: true })
    floor.pass(minutes(10))
    expect(floor.counter('1')).toHaveProperty('link', {
      link: 'lost',
      since: monday9,
      locked: true,
      unattended: true,
    })
    floor.take(...link(true))
    floor.take(...link(false))
    expect(floor.counter('1')).toHaveProperty('link', { link: 'lost', since: floor.at })
  })

  test('[COUNTER-11] a start loses every console, and the same login finds its ticket', () => {
    const floor = openHall()
    floor.take(...link(true))
    const ticket = floor.issue('a')
    floor.serve('1')
    floor.crash()
    floor.pass(seconds(3)).take('start-hall', {}, keeper)
    expect(floor.counter('1')).toMatchObject({ link: { link: 'lost', since: floor.at }, active: ticket })
    floor.take(...link(true))
    floor.take('finish', { counter: '1' }, floor.staff('1001'))
  })
})

describe('services', () => {
  test('[SERVICE-1] a closed service stays closed until it is opened; who waits is called as before', () => {
    const floor = openHall()
    const manager = floor.staff('2001')
    const ticket = floor.issue('a')
    floor.take('close-service', { service: 'a' }, manager)
    floor.take('close-service', { service: 'a' }, manager)
    expect(floor.events).toEqual([])
    expect(floor.call('1')).toBe(ticket)
    floor.take('open-service', { service: 'a' }, manager)
    floor.issue('a')
    floor.take('open-service', { service: 'a' }, manager)
    expect(floor.events).toEqual([])
    for (const type of ['open-service', 'close-service'] as const)
      expect(floor.refused(type, { service: 'zz' }, manager).reason).toBe('no-such-service')
  })
})

describe('what was seen', () => {
  test('[STALE-1] [STALE-2] a command that expects what is not so is refused with what is, and changes nothing', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    const ticket = floor.issue('a')
    floor.take('call-next', { counter: '1', expect: {} }, one)
    expect(floor.refused('recall', { counter: '1', expect: {} }, one)).toEqual({
      reason: 'stale',
      counter: '1',
      now: { ticket, stage: 'called' },
    })
    const expected = (stage: 'called' | 'serving') => ({ counter: '1', expect: { ticket, stage } })
    expect(floor.refused('start-service', expected('serving'), one).reason).toBe('stale')
    floor.take('start-service', expected('called'), one)
    floor.take('finish', { counter: '1', expect: { ticket } }, one)
    expect(floor.refused('call-next', { counter: '1', expect: { ticket } }, one)).toEqual({
      reason: 'stale',
      counter: '1',
      now: {},
    })
  })

  test('[STALE-3] every command of staff may carry what they saw', () => {
    const floor = openHall()
    const manager = floor.staff('2001')
    const ticket = floor.issue('a')
    const other = { expect: { ticket: 't9' } }
    const seen = { expect: { ticket, stage: 'called' as const } }
    expect(floor.refused('return-ticket', { ticket, ...seen }, manager)).toEqual({
      reason: 'stale',
      ticket,
      now: { ticket, stage: 'waiting' },
    })
    expect(floor.refused('cancel-ticket', { ticket, ...other }, manager).reason).toBe('stale')
    expect(floor.refused('transfer', { ticket, to: { service: 'b' }, ...seen }, manager).reason).toBe('stale')
    for (const type of ['open-counter', 'close-counter', 'ask-to-open'] as const)
      expect(
        floor.refused(type, { counter: type === 'close-counter' ? '1' : '5', ...other }, floor.staff('1001'))
          .reason,
      ).toBe('stale')
    expect(floor.refused('set-profile', { counter: '5', profile: 'all', ...other }, manager).reason).toBe(
      'stale',
    )
    expect(floor.refused('resume', { counter: '1', ticket, ...other }, floor.staff('1001')).reason).toBe(
      'stale',
    )
    expect(
      floor.refused('pause-counter', { counter: '1', reason: 'x', ...other }, floor.staff('1001')).reason,
    ).toBe('stale')
    for (const type of ['close-service', 'open-service', 'issue-ticket'] as const)
      expect(floor.refused(type, { service: 'a', ...seen }, manager).reason).toBe('stale')
    expect(floor.refused('close-day', seen, manager).reason).toBe('stale')
  })

  test('[STALE-4] whether somebody may act at a counter is said before whether they saw the truth; the rest after it', () => {
    const floor = openHall()
    const wrong = { expect: { ticket: 't9' } }
    const ticket = floor.issue('a')
    floor.serve('1')
    const why = (type: 'call-ticket' | 'recall', body: object, badge = '1001') =>
      floor.refused(type, { counter: '1', ...body, ...wrong }, floor.staff(badge)).reason
    expect(why('recall', {}, '1002')).toBe('not-yours')
    expect(why('recall', { counter: '9' })).toBe('no-such-counter')
    expect(why('call-ticket', { ticket })).toBe('stale')
    expect(why('call-ticket', { ticket: 'no-such' })).toBe('stale')
  })
})
