import { describe, expect, test } from 'vitest'
import { limits } from '../../server/hall/limits.ts'
import type { QueueView } from '../../server/hall/views/view-types.ts'
import { viewFor } from '../../server/hall/views/views.ts'
import { forwardReasons } from '../../server/protocol/floor/tickets/act-reasons.ts'
import { type Floor, kiosk, openHall } from '../fakes/hall/hall-floor.ts'
import { hours, minutes, seconds } from '../fakes/hall/hall-settings.ts'

const manager = (floor: Floor) => floor.staff('2001')
const line = (floor: Floor, name: string) => floor.hall.index.lines.get(name)?.map(({ id }) => id) ?? []
const queue = (floor: Floor, service?: string) =>
  viewFor(floor.hall, { view: 'queue', service }) as QueueView | undefined

describe('bringing forward', () => {
  test('[FORWARD-1] it stands before everybody of all services; the next one that is brought forward before it', () => {
    const floor = openHall()
    const old = floor.issue('b', { category: 'elderly' })
    for (const _ of [1, 2, 3]) {
      floor.pass(minutes(1))
      floor.issue('a')
    }
    floor.take('bring-forward', { ticket: 't4', reason: 'unwell' }, manager(floor))
    expect(line(floor, 'service:a')).toEqual(['t4', 't2', 't3'])
    floor.take('bring-forward', { ticket: 't3', reason: 'frail' }, manager(floor))
    expect(line(floor, 'service:a')).toEqual(['t3', 't4', 't2'])
    expect([floor.missed('1'), floor.missed('1'), floor.missed('1')]).toEqual(['t3', 't4', old])
  })

  test('[FORWARD-1] one that was sent on comes first among those sent along with it', () => {
    const floor = openHall()
    for (const _ of [1, 2]) {
      floor.issue('a')
      floor.pass(minutes(1))
    }
    const to = { counter: '2' }
    for (const ticket of ['t1', 't2']) floor.take('transfer', { ticket, to }, manager(floor))
    floor.take('bring-forward', { ticket: 't2', reason: 'child' }, manager(floor))
    expect(line(floor, 'counter:2')).toEqual(['t2', 't1'])
  })

  test('[FORWARD-2] its call names the rule and the reason; a move or a return takes the reason away', () => {
    const floor = openHall()
    floor.issue('a', { category: 'elderly' })
    const ticket = floor.issue('a')
    floor.take('bring-forward', { ticket, reason: 'our-mistake' }, manager(floor))
    expect(queue(floor)!.tickets[ticket]).toMatchObject({ mark: 'brought-forward', forward: 'our-mistake' })
    const called = floor.take('call-next', { counter: '1' }, floor.staff('1001'))
    expect(called.why).toMatchObject({
      rule: 'brought-forward',
      facts: { mark: 'brought-forward', forward: 'our-mistake' },
    })
    floor.take('put-back', { counter: '1' }, floor.staff('1001'))
    expect(floor.ticket(ticket).forward).toBeUndefined()
  })

  for (const policy of [{ kind: 'precedence' }, { kind: 'alternation', priority: 1, ordinary: 1 }] as const)
    test(`[FORWARD-2] it is called first by ${policy.kind}, too`, () => {
      const floor = openHall({ policy })
      floor.issue('a', { category: 'elderly' })
      const ticket = floor.issue('a')
      floor.take('bring-forward', { ticket, reason: 'unwell' }, manager(floor))
      expect(floor.call('1')).toBe(ticket)
    })

  test('[FORWARD-3] neither a ticket that is called, nor a missed one, nor one that nobody knows', () => {
    const floor = openHall()
    floor.issue('a')
    floor.call('1')
    const forward = (ticket: string) =>
      floor.refused('bring-forward', { ticket, reason: forwardReasons[0] }, manager(floor)).reason
    expect(forward('t1')).toBe('already-called')
    floor.take('mark-no-show', { counter: '1' }, floor.staff('1001'))
    expect([forward('t1'), forward('t9')]).toEqual(['not-waiting', 'no-such-ticket'])
  })
})

test('[CATEGORY-1] another category moves the place by the difference of the head starts, and nothing else', () => {
  const floor = openHall()
  floor.issue('a')
  floor.pass(minutes(5))
  const ticket = floor.issue('a')
  const before = floor.ticket(ticket)
  floor.pass(minutes(2))
  floor.take('recategorise', { ticket, category: 'elderly' }, manager(floor))
  const { headStartMs } = floor.settings
  expect(floor.ticket(ticket)).toEqual({
    ...before,
    category: 'elderly',
    standsSince: before.standsSince - headStartMs.elderly!,
    changedSeq: floor.seq,
  })
  expect(line(floor, 'service:a')).toEqual([ticket, 't1'])
  floor.take('recategorise', { ticket, category: 'ordinary' }, manager(floor))
  expect(line(floor, 'service:a')).toEqual(['t1', ticket])
  floor.serve('1')
  floor.pass(minutes(1))
  floor.take('recategorise', { ticket: 't1', category: 'disabled' }, manager(floor))
  floor.pass(minutes(1))
  floor.take('finish', { counter: '1' }, floor.staff('1001'))
  expect(floor.hall.ended.get('t1')!.spans.servedMs).toBe(minutes(2))
})

test('[CANCEL-2] the reason stands in the event of the end', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  floor.take('cancel-ticket', { ticket, reason: 'twice' }, manager(floor))
  expect(floor.events).toEqual([{ type: 'ticket-ended', ticket, how: 'cancelled', reason: 'twice' }])
})

test('[SERVICE-2] while tickets are stopped kiosks issue none and say why; staff do, and counters call', () => {
  const floor = openHall()
  floor.issue('a')
  floor.take('stop-tickets', {}, manager(floor))
  expect(floor.refused('issue-ticket', { service: 'a' }, kiosk).reason).toBe('tickets-are-stopped')
  const offer = viewFor(floor.hall, { view: 'kiosk', device: 'kiosk-1' }) as { services: object[] }
  expect(offer.services[0]).toMatchObject({ open: false, why: 'tickets-are-stopped' })
  floor.take('issue-ticket', { service: 'a' }, manager(floor))
  expect(floor.call('1')).toBe('t1')
  floor.take('give-tickets', {}, manager(floor))
  floor.issue('a')
  floor.take('stop-tickets', {}, manager(floor))
  floor.pass(hours(24))
  floor.issue('a')
})

test('[VIEW-16] a queue lists its tickets as they stand, and the whole hall those that were sent on', () => {
  const floor = openHall()
  floor.issue('a')
  floor.pass(seconds(1))
  const old = floor.issue('a', { category: 'elderly' })
  floor.issue('b')
  floor.take('transfer', { ticket: 't1', to: { counter: '2' } }, manager(floor))
  expect(Object.keys(queue(floor, 'a')!.tickets)).toEqual([old])
  const all = queue(floor)!
  expect([Object.keys(all.tickets), all.waiting]).toEqual([[old, 't1', 't3'], 3])
  expect(all.tickets.t1!.sentTo).toEqual({ counter: '2' })
  expect(queue(floor, 'none')).toBeUndefined()
  for (let n = 0; n < limits.queueShown; n += 1) floor.issue('a')
  const { tickets, waiting } = queue(floor, 'a')!
  expect([Object.keys(tickets).length, waiting]).toEqual([limits.queueShown, limits.queueShown + 1])
})

describe('taking back what the hall manager did', () => {
  const key = 'the-key-to-undo-1'
  const undo = (floor: Floor) => floor.take('undo', { command: key }, manager(floor))
  const refused = (floor: Floor) => floor.refused('undo', { command: key }, manager(floor)).reason
  /** Everything that a command may change, beside the numbers of entries. */
  const stand = ({ hall }: Floor) => ({
    tickets: [...hall.live.values()].sort((a, b) => a.no - b.no),
    ended: [...hall.ended.keys()],
    figures: hall.figures,
    unservedAt: hall.index.unservedAt,
    closed: [...hall.closedServices],
    stopped: hall.areTicketsStopped,
    counters: [...hall.counters.values()].map(({ profile, state, ...rest }) => [
      profile,
      state,
      'asked' in rest,
    ]),
  })
  const close = (floor: Floor) => floor.take('close-counter', { counter: '1' }, floor.staff('1001'))
  const orders: Record<string, [body: object, before?: (floor: Floor) => void]> = {
    'bring-forward': [{ ticket: 't2', reason: 'unwell' }],
    recategorise: [{ ticket: 't2', category: 'veteran' }],
    'cancel-ticket': [{ ticket: 't2', reason: 'left' }],
    'close-service': [{ service: 'a' }],
    'open-service': [{ service: 'a' }, (f) => f.take('close-service', { service: 'a' }, manager(f))],
    'stop-tickets': [{}],
    'give-tickets': [{}, (f) => f.take('stop-tickets', {}, manager(f))],
    'ask-to-open': [{ counter: '1' }, close],
    'set-profile': [{ counter: '1', profile: 'only-sent' }],
    'close-day': [{}, (f) => f.missed('1')],
  }
  for (const [type, [body, before]] of Object.entries(orders))
    test(`[UNDO-10] ${type} is undone within 8 s, and refused after it`, () => {
      for (const late of [false, true]) {
        const floor = openHall()
        for (const service of ['a', 'a', 'b']) floor.issue(service)
        before?.(floor)
        const stood = stand(floor)
        floor.take(type as 'stop-tickets', body, manager(floor), key)
        expect(stand(floor)).not.toEqual(stood)
        floor.pass(late ? limits.undoMs + 1 : limits.undoMs)
        if (late) expect(refused(floor)).toBe('too-late-to-undo')
        else {
          undo(floor)
          expect(stand(floor)).toEqual(stood)
          expect(refused(floor)).toBe('already-undone')
        }
      }
    })

  test('[UNDO-10] once somebody changed the same, it is refused and stays', () => {
    const floor = openHall()
    floor.take('close-service', { service: 'a' }, manager(floor), key)
    floor.take('open-service', { service: 'a' }, manager(floor))
    expect(refused(floor)).toBe('stale')
    const other = openHall()
    close(other)
    other.take('ask-to-open', { counter: '1' }, manager(other), key)
    other.take('open-counter', { counter: '1' }, other.staff('1001'))
    expect(refused(other)).toBe('stale')
  })
})
