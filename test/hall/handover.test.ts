import { describe, expect, test } from 'vitest'
import { type Floor, kiosk, openHall } from '../fakes/hall/hall-floor.ts'
import { minutes, monday9, seconds } from '../fakes/hall/hall-settings.ts'

const line = (floor: Floor, name: string) => floor.hall.index.lines.get(name)?.map(({ id }) => id) ?? []

describe('hold and resume', () => {
  test('[HOLD-1] a held ticket is out of the queue and frees its counter; its time counts as held', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    const one = floor.staff('1001')
    floor.serve('1')
    floor.pass(minutes(2))
    floor.take('hold', { counter: '1', for: 'form', minutes: 3 }, one)
    expect(floor.ticket(ticket).stage).toEqual({
      stage: 'held',
      counter: '1',
      badge: '1001',
      heldAt: monday9 + minutes(2),
      for: 'form',
      minutes: 3,
    })
    expect(floor.counter('1').active).toBeUndefined()
    expect(floor.refused('call-next', { counter: '1' }, one).reason).toBe('nobody-is-waiting')
    floor.pass(minutes(5))
    floor.take('resume', { counter: '1', ticket }, one)
    expect(floor.ticket(ticket).spans).toMatchObject({ servedMs: minutes(2), heldMs: minutes(5) })
  })

  test('[HOLD-2] its person resumes it anywhere, or the person who sits at that counter', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.serve('1')
    floor.take('hold', { counter: '1' }, floor.staff('1001'))
    expect(floor.refused('resume', { counter: '2', ticket }, floor.staff('1002'))).toEqual({
      reason: 'not-yours',
      counter: '1',
      ticket,
    })
    floor.take('open-counter', { counter: '5', takeOver: true }, floor.staff('1001'))
    floor.take('resume', { counter: '5', ticket }, floor.staff('1001'))
    floor.take('hold', { counter: '5' }, floor.staff('1001'))
    floor.take('open-counter', { counter: '5', takeOver: true }, floor.staff('1002'))
    floor.take('resume', { counter: '5', ticket }, floor.staff('1002'))
  })

  test('[HOLD-3] nobody resumes what is not held, or with somebody at the glass; holding needs service', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    const held = floor.issue('a')
    const other = floor.issue('a')
    floor.call('1')
    expect(floor.refused('hold', { counter: '1' }, one).reason).toBe('not-serving')
    floor.take('start-service', { counter: '1' }, one)
    floor.take('hold', { counter: '1' }, one)
    expect(floor.refused('resume', { counter: '1', ticket: other }, one).reason).toBe('not-held')
    floor.call('1')
    expect(floor.refused('resume', { counter: '1', ticket: held }, one)).toEqual({
      reason: 'counter-is-busy',
      counter: '1',
      ticket: other,
    })
  })
})

describe('transfer', () => {
  test('[TRANSFER-1] label and moment are kept; the wait so far is not overwritten', () => {
    const floor = openHall()
    floor.pass(minutes(1))
    const ticket = floor.issue('a')
    floor.pass(minutes(4))
    const behind = floor.issue('b')
    floor.serve('1')
    floor.take('transfer', { counter: '1', to: { service: 'b' } }, floor.staff('1001'))
    expect(floor.ticket(ticket)).toMatchObject({
      label: 'A001',
      service: 'b',
      standsSince: monday9 + minutes(1),
      joinedAt: monday9 + minutes(5),
      placementReason: 'transferred',
      spans: { waitedMs: minutes(4) },
    })
    expect(line(floor, 'service:b')).toEqual([ticket, behind])
  })

  test('[TRANSFER-2] at the end of the line it stands since now, by command or by the rule of the hall', () => {
    const floor = openHall()
    const ticket = floor.issue('a', { category: 'elderly' })
    floor.pass(minutes(4))
    const there = floor.issue('b')
    floor.call('1')
    floor.take('transfer', { counter: '1', to: { service: 'b' }, place: 'end' }, floor.staff('1001'))
    const later = floor.issue('b')
    expect(line(floor, 'service:b')).toEqual([there, ticket, later])
    const strict = openHall({ transferPlace: 'end' })
    const moved = strict.issue('a')
    strict.pass(seconds(1))
    strict.call('1')
    strict.take('transfer', { counter: '1', to: { service: 'c' } }, strict.staff('1001'))
    expect(strict.ticket(moved).standsSince).toBe(monday9 + seconds(1))
  })

  test('[TRANSFER-3] the holder transfers what is at their glass or held by them, nothing else', () => {
    const floor = openHall()
    const [held, waiting] = [floor.issue('a'), floor.issue('a'), floor.issue('a')]
    const one = floor.staff('1001')
    floor.serve('1')
    floor.take('hold', { counter: '1' }, one)
    const theirs = floor.call('2')
    expect(theirs).toBe(waiting)
    const to = { service: 'b' } as const
    const refused = (body: { counter?: string; ticket?: string }) =>
      floor.refused('transfer', { ...body, to }, one)
    expect(refused({ counter: '1' })).toEqual({ reason: 'counter-is-free', counter: '1' })
    expect(refused({ counter: '2' })).toEqual({ reason: 'not-yours', counter: '2' })
    expect(refused({ counter: '1', ticket: theirs })).toEqual({
      reason: 'already-called',
      counter: '2',
      ticket: theirs,
    })
    expect(refused({ counter: '1', ticket: 't3' })).toEqual({ reason: 'not-yours', ticket: 't3' })
    expect(refused({ ticket: 't3' })).toEqual({ reason: 'not-yours', ticket: 't3' })
    expect(refused({}).reason).toBe('no-such-ticket')
    expect(refused({ counter: '9' }).reason).toBe('no-such-counter')
    floor.take('transfer', { counter: '1', ticket: held, to }, one)
  })

  test('[TRANSFER-3] the hall manager transfers anything, waiting and missed too', () => {
    const floor = openHall()
    const manager = floor.staff('2001')
    const [called, missed, waiting] = [floor.issue('a'), floor.issue('a'), floor.issue('a')]
    floor.call('1')
    floor.missed('2')
    for (const ticket of [missed, waiting]) floor.take('transfer', { ticket, to: { service: 'c' } }, manager)
    floor.take('transfer', { counter: '1', to: { service: 'c' } }, manager)
    expect(line(floor, 'service:c')).toEqual([called, missed, waiting])
    expect(floor.refused('transfer', { counter: '9', to: { service: 'c' } }, manager).reason).toBe(
      'no-such-counter',
    )
  })

  test('[TRANSFER-4] where nobody could take it, it is refused before anything changes', () => {
    const floor = openHall()
    const manager = floor.staff('2001')
    const ticket = floor.issue('a')
    const to = (target: { service: string } | { counter: string } | { badge: string }) =>
      floor.refused('transfer', { ticket, to: target }, manager).reason
    floor.take('close-service', { service: 'c' }, manager)
    for (let n = 0; n < 6; n += 1) floor.issue('b')
    expect([to({ service: 'c' }), to({ service: 'b' }), to({ service: 'zz' })]).toEqual([
      'service-is-closed',
      'service-is-full',
      'no-such-service',
    ])
    expect([to({ counter: '5' }), to({ counter: '9' })]).toEqual(['counter-is-closed', 'no-such-counter'])
    expect([to({ badge: '9001' }), to({ badge: '7777' })]).toEqual(['staff-is-away', 'no-such-staff'])
    expect(line(floor, 'service:a')).toEqual([ticket])
  })

  test('[TRANSFER-5] what was sent to a private room is called there alone, until it is sent on', () => {
    const floor = openHall()
    floor.take('open-counter', { counter: '5' }, floor.staff('2001'))
    const ticket = floor.issue('v', {}, floor.staff('2001'))
    floor.take('transfer', { ticket, to: { counter: '5' } }, floor.staff('2001'))
    expect(floor.refused('call-next', { counter: '1' }, floor.staff('1001')).reason).toBe('nobody-is-waiting')
    expect(floor.call('5')).toBe(ticket)
    floor.take('put-back', { counter: '5' }, floor.staff('2001'))
    expect(line(floor, 'counter:5')).toEqual([ticket])
    floor.missed('5')
    floor.take('return-ticket', { ticket }, kiosk)
    expect(line(floor, 'counter:5')).toEqual([ticket])
    floor.take('transfer', { ticket, to: { service: 'a' } }, floor.staff('2001'))
    expect(floor.call('1')).toBe(ticket)
  })

  test('[TRANSFER-6] a note travels along as a reference', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.call('1')
    floor.take('transfer', { counter: '1', to: { service: 'b' }, noteRef: 'n1' }, floor.staff('1001'))
    floor.take('transfer', { ticket, to: { service: 'a' }, noteRef: 'n2' }, floor.staff('2001'))
    expect(floor.ticket(ticket).notes.map(({ ref }) => ref)).toEqual(['n1', 'n2'])
  })
})

describe('cancel', () => {
  test('[CANCEL-1] at another glass only the hall manager cancels; elsewhere any member of staff', () => {
    const floor = openHall()
    const ids = [1, 2, 3, 4].map(() => floor.issue('a'))
    const [mine, waiting, missed] = ids
    floor.call('1')
    const cancel = (ticket: string, badge: string) =>
      floor.take('cancel-ticket', { ticket }, floor.staff(badge))
    expect(floor.refused('cancel-ticket', { ticket: mine! }, floor.staff('1002'))).toEqual({
      reason: 'already-called',
      counter: '1',
      ticket: mine,
    })
    cancel(mine!, '1001')
    cancel(waiting!, '1002')
    expect(floor.missed('1')).toBe(missed)
    cancel(missed!, '1002')
    cancel(floor.serve('1'), '2001')
    expect(floor.counter('1').active).toBeUndefined()
    expect(floor.hall.figures).toMatchObject({ cancelled: 4, served: 0 })
    expect(floor.refused('cancel-ticket', { ticket: mine! }, floor.staff('1001')).reason).toBe(
      'already-ended',
    )
  })
})

describe('finish', () => {
  test('[FINISH-1] finishing ends a ticket as served, done unless said otherwise, and counts', () => {
    const floor = openHall()
    const [first, second] = [floor.issue('a'), floor.issue('a')]
    const one = floor.staff('1001')
    floor.serve('1')
    expect(floor.take('finish', { counter: '1' }, one)).toEqual({ ticket: first, label: 'A001' })
    floor.serve('1')
    floor.take('finish', { counter: '1', outcome: 'partly' }, one)
    expect(floor.hall.ended.get(first)).toMatchObject({
      how: 'served',
      outcome: 'done',
      counter: '1',
      badge: '1001',
    })
    expect(floor.hall.ended.get(second)?.outcome).toBe('partly')
    expect([floor.counter('1').servedToday, floor.hall.figures.served]).toEqual([2, 2])
  })

  test('[FINISH-2] with next the next one is called in the same stroke, unless nobody waits or it is paused', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    floor.issue('a')
    const second = floor.issue('a')
    floor.serve('1')
    expect(floor.take('finish', { counter: '1', next: true }, one)).toMatchObject({
      label: 'A001',
      called: { ticket: second, label: 'A002', service: 'a', why: { rule: 'stands-longest' } },
    })
    floor.take('start-service', { counter: '1' }, one)
    expect(floor.take('finish', { counter: '1', next: true }, one)).not.toHaveProperty('called')
    floor.issue('a')
    floor.issue('a')
    floor.serve('1')
    floor.take('pause-counter', { counter: '1', reason: 'break' }, one)
    expect(floor.take('finish', { counter: '1', next: true }, one)).not.toHaveProperty('called')
  })

  test('[FINISH-3] only a ticket being served is finished', () => {
    const floor = openHall()
    floor.issue('a')
    floor.call('1')
    expect(floor.refused('finish', { counter: '1' }, floor.staff('1001')).reason).toBe('not-serving')
  })

  test('[FINISH-4] recall, hold and transfer overwrite no wait: spans are sums over the visit', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    const ticket = floor.issue('a')
    floor.pass(minutes(7)).call('1')
    floor.pass(seconds(10)).take('recall', { counter: '1' }, one)
    floor.pass(seconds(20)).take('start-service', { counter: '1' }, one)
    floor.pass(minutes(2)).take('hold', { counter: '1' }, one)
    floor.pass(minutes(3)).take('resume', { counter: '1', ticket }, one)
    floor.pass(minutes(1)).take('transfer', { counter: '1', to: { service: 'b' } }, one)
    floor.pass(minutes(5)).serve('2')
    floor.pass(minutes(4)).take('finish', { counter: '2' }, floor.staff('1002'))
    expect(floor.hall.ended.get(ticket)?.spans).toEqual({
      waitedMs: minutes(12),
      walkedMs: seconds(30),
      servedMs: minutes(7),
      heldMs: minutes(3),
    })
  })
})
