import { describe, expect, test } from 'vitest'
import { canonical, kiosk, openHall, replay } from '../fakes/hall/hall-floor.ts'
import { minutes, monday9, seconds } from '../fakes/hall/hall-settings.ts'

describe('calling', () => {
  test('[CALL-1] a counter calls the ticket that stands longest in its first tier', () => {
    const floor = openHall()
    floor.issue('b')
    floor.pass(seconds(1))
    const first = floor.issue('a')
    floor.issue('a')
    expect(floor.call('4')).toBe(first)
    expect(floor.events).toMatchObject([{ type: 'ticket-called', ticket: first, counter: '4', calls: 1 }])
    expect(floor.ticket(first)).toMatchObject({
      firstCalledAt: monday9 + seconds(1),
      stage: { stage: 'called', counter: '4', calls: 1, chosen: false },
    })
    expect(floor.counter('4').active).toBe(first)
  })

  test('[CALL-2] [COUNTER-7] only its own person calls, at an open counter with nobody at its glass', () => {
    const floor = openHall()
    floor.issue('a')
    floor.issue('a')
    const call = (counter: string, badge: string) =>
      floor.refused('call-next', { counter }, floor.staff(badge))
    expect(call('9', '1001')).toEqual({ reason: 'no-such-counter', counter: '9' })
    expect(call('5', '1001')).toEqual({ reason: 'counter-is-closed', counter: '5' })
    expect(call('1', '1002')).toEqual({ reason: 'not-yours', counter: '1' })
    const ticket = floor.call('1')
    expect(call('1', '1001')).toEqual({ reason: 'counter-is-busy', counter: '1', ticket })
    floor.take('pause-counter', { counter: '2', reason: 'break' }, floor.staff('1002'))
    expect(call('2', '1002')).toEqual({ reason: 'counter-is-paused', counter: '2' })
  })

  test('[CALL-3] with nobody waiting for it a counter calls nobody', () => {
    const floor = openHall()
    floor.issue('b')
    expect(floor.refused('call-next', { counter: '3' }, floor.staff('1003'))).toEqual({
      reason: 'nobody-is-waiting',
      counter: '3',
    })
  })

  test('[CALL-4] a chosen ticket may be waiting or missed, of any tier the person has skills for', () => {
    const floor = openHall()
    const [, b] = [floor.issue('a'), floor.issue('b'), floor.issue('a')]
    const missed = floor.missed('1')
    const four = floor.staff('1004')
    expect(floor.take('call-ticket', { counter: '4', label: 'B0100' }, four)).toMatchObject({
      ticket: b,
      label: 'B0100',
      service: 'b',
      why: { rule: 'chosen' },
    })
    expect(floor.ticket(b)).toMatchObject({ stage: { chosen: true } })
    floor.take('put-back', { counter: '4' }, four)
    expect(floor.refused('call-ticket', { counter: '3', ticket: b }, floor.staff('1003'))).toEqual({
      reason: 'not-your-skill',
      ticket: b,
    })
    floor.take('call-ticket', { counter: '3', ticket: missed }, floor.staff('1003'))
    floor.take('transfer', { ticket: b, to: { counter: '2' } }, floor.staff('2001'))
    expect(floor.refused('call-ticket', { counter: '4', ticket: b }, four)).toEqual({
      reason: 'not-yours',
      counter: '2',
      ticket: b,
    })
    floor.take('transfer', { ticket: b, to: { badge: '1002' } }, floor.staff('2001'))
    expect(floor.refused('call-ticket', { counter: '4', ticket: b }, four).reason).toBe('not-yours')
  })

  test('[CALL-4] a held, an ended and an unknown ticket are not called', () => {
    const floor = openHall()
    const held = floor.issue('a')
    const ended = floor.issue('a')
    floor.serve('1')
    floor.take('hold', { counter: '1' }, floor.staff('1001'))
    floor.take('cancel-ticket', { ticket: ended }, floor.staff('1001'))
    const call = (by: { ticket?: string; label?: string }) =>
      floor.refused('call-ticket', { counter: '2', ...by }, floor.staff('1002'))
    expect(call({ ticket: held })).toEqual({ reason: 'not-waiting', counter: '1', ticket: held })
    expect(call({ ticket: ended })).toEqual({ reason: 'already-ended', ticket: ended })
    expect(call({ label: 'A002' })).toEqual({ reason: 'already-ended', ticket: ended })
    expect(call({ ticket: 'zz' })).toEqual({ reason: 'no-such-ticket', ticket: 'zz' })
    expect(call({ label: 'Z9' })).toEqual({ reason: 'no-such-ticket' })
  })

  test('[CALL-5] [I3] a called ticket is not called again; the refusal names the counter that has it', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.call('1')
    const again = () => floor.refused('call-ticket', { counter: '2', label: 'A001' }, floor.staff('1002'))
    expect(again()).toEqual({ reason: 'already-called', counter: '1', ticket })
    floor.take('start-service', { counter: '1' }, floor.staff('1001'))
    expect(again()).toEqual({ reason: 'already-called', counter: '1', ticket })
  })

  test('[CALL-6] two live tickets with one label are told apart by id only', () => {
    const floor = openHall({ hours: 'always' })
    floor.until(monday9 + minutes(15 * 60) - seconds(2))
    const old = floor.issue('a')
    floor.serve('1')
    floor.take('finish', { counter: '1' }, floor.staff('1001'), 'key-of-the-finish')
    floor.pass(seconds(3))
    const young = floor.issue('a')
    floor.take('undo', { command: 'key-of-the-finish' }, floor.staff('1001'))
    expect([floor.label(old), floor.label(young)]).toEqual(['A001', 'A001'])
    const two = floor.staff('1002')
    expect(floor.refused('call-ticket', { counter: '2', label: 'A001' }, two).reason).toBe('ambiguous-label')
    floor.take('call-ticket', { counter: '2', ticket: young }, two)
  })

  test('[CALL-7] calls show newest first, the last twelve of them, each ticket once', () => {
    const floor = openHall()
    const ids = Array.from({ length: 14 }, () => floor.issue('a'))
    for (const _ of ids) {
      floor.call('1')
      floor.take('recall', { counter: '1' }, floor.staff('1001'))
      floor.take('mark-no-show', { counter: '1' }, floor.staff('1001'))
    }
    expect(floor.hall.calls.map(({ ticket }) => ticket)).toEqual(ids.reverse().slice(0, 12))
    expect(floor.hall.calls[0]).toMatchObject({ id: '2026-03-02/A014/2', again: true })
  })

  test('[CALL-8] a call that no longer holds leaves the board, and its end is announced', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    const one = floor.staff('1001')
    floor.call('1')
    expect(floor.announced).toMatchObject([{ type: 'called', id: '2026-03-02/A001/1', counter: '1' }])
    floor.take('put-back', { counter: '1' }, one)
    expect(floor.announced).toMatchObject([{ type: 'call-cancelled', id: '2026-03-02/A001/1' }])
    floor.call('1')
    floor.take('cancel-ticket', { ticket }, one)
    expect(floor.announced).toMatchObject([{ type: 'call-cancelled', id: '2026-03-02/A001/2' }])
    const back = floor.issue('a')
    floor.missed('1')
    expect(floor.announced).toEqual([])
    floor.take('return-ticket', { ticket: back }, kiosk)
    expect(floor.hall.calls).toEqual([])
  })

  test('[CALL-8] a finished ticket whose call falls off the board is not taken back', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    for (let n = 0; n < 13; n += 1) floor.issue('a')
    floor.serve('1')
    for (let n = 0; n < 11; n += 1) floor.missed('2')
    floor.take('finish', { counter: '1', next: true }, one)
    expect(floor.hall.calls).toHaveLength(12)
    expect(floor.announced).toMatchObject([{ type: 'called', label: 'A013' }])
  })
})

test('[CALL-9] a test call is told to the boards of its counter, and calls nobody', () => {
  const floor = openHall()
  floor.issue('a')
  const { figures, calls, numbers } = floor.hall
  floor.take('test-call', { counter: '1' }, floor.staff('2001'))
  expect(floor.events).toEqual([{ type: 'call-tested', counter: '1' }])
  const [first] = floor.announced
  expect(first).toMatchObject({ type: 'test-call', label: 'TEST', counter: '1' })
  expect([floor.hall.figures, floor.hall.calls, floor.hall.numbers]).toEqual([figures, calls, numbers])
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  floor.take('test-call', { counter: '1' }, floor.staff('2001'))
  expect(floor.announced[0]?.id).not.toBe(first?.id)
  expect(floor.refused('test-call', { counter: '9' }, floor.staff('2001'))).toEqual({
    reason: 'no-such-counter',
    counter: '9',
  })
})

describe('recall, start and no-show', () => {
  test('[RECALL-1] a recall is a call of its own and keeps the time of the first', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.call('1')
    floor.pass(seconds(20))
    floor.take('recall', { counter: '1' }, floor.staff('1001'))
    expect(floor.announced).toMatchObject([{ type: 'recalled', id: '2026-03-02/A001/2' }])
    expect(floor.ticket(ticket)).toMatchObject({
      calls: 2,
      firstCalledAt: monday9,
      stage: { calledAt: monday9, calls: 2 },
    })
  })

  test('[RECALL-2] only a called ticket is recalled', () => {
    const floor = openHall()
    const recall = () => floor.refused('recall', { counter: '1' }, floor.staff('1001'))
    expect(recall()).toEqual({ reason: 'counter-is-free', counter: '1' })
    const ticket = floor.issue('a')
    floor.serve('1')
    expect(recall()).toEqual({ reason: 'not-called', counter: '1', ticket })
  })

  test('[START-1] service starts with a called ticket, which waited and walked', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.pass(minutes(3))
    floor.call('1')
    floor.pass(seconds(40))
    floor.take('start-service', { counter: '1' }, floor.staff('1001'))
    expect(floor.ticket(ticket)).toMatchObject({
      spans: { waitedMs: minutes(3), walkedMs: seconds(40) },
      stage: { stage: 'serving', startedAt: monday9 + minutes(3) + seconds(40) },
    })
    expect(floor.refused('start-service', { counter: '1' }, floor.staff('1001')).reason).toBe('not-called')
  })

  test('[NOSHOW-1] a called ticket whose customer does not come is missed, and the counter free', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.missed('1')
    expect(floor.ticket(ticket)).toMatchObject({ misses: 1, stage: { stage: 'missed', counter: '1' } })
    expect(floor.counter('1').active).toBeUndefined()
  })
})
