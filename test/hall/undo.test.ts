import { describe, expect, test } from 'vitest'
import { type Floor, keeper, kiosk, openHall } from '../fakes/hall/hall-floor.ts'
import { hours, minutes, moment, monday9, seconds } from '../fakes/hall/hall-settings.ts'

const undo = (floor: Floor, command: string, badge = '1001') =>
  floor.take('undo', { command }, floor.staff(badge))
const refusal = (floor: Floor, command: string, badge = '1001') =>
  floor.refused('undo', { command }, floor.staff(badge)).reason

/** Tickets, lines and counters but for the count of calls and the numbers of entries. */
function stand(floor: Floor): unknown {
  const tickets = [...floor.hall.live.values()].map(({ calls: _, ...rest }) => rest)
  const lines = [...floor.hall.index.lines].map(([name, line]) => [name, line.map(({ id }) => id)])
  return {
    tickets: tickets.sort((a, b) => a.no - b.no),
    lines: lines.sort(),
    counters: [...floor.hall.counters.values()],
    figures: floor.hall.figures,
    durations: [...floor.hall.durations].filter(([, measured]) => measured.length > 0),
    calls: floor.hall.calls.map(({ ticket, counter }) => [ticket, counter]),
  }
}

type Move = (floor: Floor, key: string) => void
const moves: Record<string, [before: (floor: Floor) => void, move: Move]> = {
  'call-next': [() => {}, (f, k) => f.take('call-next', { counter: '1' }, f.staff('1001'), k)],
  'call-ticket': [
    (f) => f.missed('1'),
    (f, k) => f.take('call-ticket', { counter: '1', ticket: 't1' }, f.staff('1001'), k),
  ],
  'start-service': [
    (f) => f.call('1'),
    (f, k) => f.take('start-service', { counter: '1' }, f.staff('1001'), k),
  ],
  'mark-no-show': [
    (f) => f.call('1'),
    (f, k) => f.take('mark-no-show', { counter: '1' }, f.staff('1001'), k),
  ],
  'put-back': [(f) => f.call('1'), (f, k) => f.take('put-back', { counter: '1' }, f.staff('1001'), k)],
  finish: [(f) => f.serve('1'), (f, k) => f.take('finish', { counter: '1' }, f.staff('1001'), k)],
  'finish with next': [
    (f) => f.serve('1'),
    (f, k) => f.take('finish', { counter: '1', next: true }, f.staff('1001'), k),
  ],
  hold: [(f) => f.serve('1'), (f, k) => f.take('hold', { counter: '1' }, f.staff('1001'), k)],
  resume: [
    (f) => {
      f.serve('1')
      f.take('hold', { counter: '1' }, f.staff('1001'))
    },
    (f, k) => f.take('resume', { counter: '1', ticket: 't1' }, f.staff('1001'), k),
  ],
  transfer: [
    (f) => f.serve('1'),
    (f, k) =>
      f.take(
        'transfer',
        { counter: '1', to: { service: 'b' }, place: 'end', noteRef: 'n' },
        f.staff('1001'),
        k,
      ),
  ],
  'return-ticket': [
    (f) => f.missed('1'),
    (f, k) => f.take('return-ticket', { ticket: 't1' }, f.staff('1001'), k),
  ],
  'cancel-ticket': [() => {}, (f, k) => f.take('cancel-ticket', { ticket: 't2' }, f.staff('1001'), k)],
}

describe('taking back', () => {
  for (const [name, [before, move]] of Object.entries(moves)) {
    test(`[UNDO-1] [UNDO-2] undoing ${name} puts ticket, place and counter back exactly`, () => {
      const floor = openHall()
      floor.issue('a', { category: 'elderly' })
      floor.pass(minutes(1))
      for (const service of ['a', 'a', 'b']) floor.issue(service)
      before(floor)
      floor.pass(minutes(3))
      const [stood, calls] = [stand(floor), floor.ticket('t1').calls]
      move(floor, 'the-key-to-undo-1')
      expect(stand(floor)).not.toEqual(stood)
      floor.pass(seconds(8))
      undo(floor, 'the-key-to-undo-1')
      expect(stand(floor)).toEqual(stood)
      expect(floor.ticket('t1').calls).toBeGreaterThanOrEqual(calls)
    })
  }

  test('[UNDO-2] the next call after an undone one is announced as a new one', () => {
    const floor = openHall()
    floor.issue('a')
    floor.take('call-next', { counter: '1' }, floor.staff('1001'), 'first-call-000001')
    undo(floor, 'first-call-000001')
    floor.call('2')
    expect(floor.announced).toMatchObject([{ id: '2026-03-02/A001/2', counter: '2' }])
  })

  test('[UNDO-3] undoing a finish with next takes back both', () => {
    const floor = openHall()
    const [first, second] = [floor.issue('a'), floor.issue('a')]
    floor.serve('1')
    floor.take('finish', { counter: '1', next: true }, floor.staff('1001'), 'finish-and-next-1')
    undo(floor, 'finish-and-next-1')
    expect(floor.ticket(first).stage.stage).toBe('serving')
    expect(floor.ticket(second).stage.stage).toBe('waiting')
    expect(floor.counter('1').active).toBe(first)
    expect(floor.announced).toMatchObject([{ type: 'call-cancelled', label: 'A002' }])
  })

  test('[UNDO-4] commands are undone one after the other, newest first', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    floor.issue('a')
    const stood = stand(floor)
    floor.take('call-next', { counter: '1' }, one, 'key-of-the-call-1')
    floor.take('start-service', { counter: '1' }, one, 'key-of-the-start1')
    floor.take('finish', { counter: '1' }, one, 'key-of-the-finish')
    expect(refusal(floor, 'key-of-the-start1')).toBe('stale')
    for (const key of ['key-of-the-finish', 'key-of-the-start1', 'key-of-the-call-1']) undo(floor, key)
    expect(stand(floor)).toEqual(stood)
  })

  test('[UNDO-5] too late, by another, twice, of what cannot be undone: refused', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    floor.issue('a')
    floor.take('call-next', { counter: '1' }, one, 'key-of-the-call-1')
    expect(refusal(floor, 'key-of-the-call-1', '1002')).toBe('not-yours')
    floor.pass(seconds(8) + 1)
    expect(refusal(floor, 'key-of-the-call-1')).toBe('too-late-to-undo')
    expect(refusal(floor, 'never-given-000001')).toBe('too-late-to-undo')
    floor.take('recall', { counter: '1' }, one, 'key-of-the-recall')
    expect(refusal(floor, 'key-of-the-recall')).toBe('not-undoable')
    floor.take('start-service', { counter: '1' }, one, 'key-of-the-start1')
    floor.take('undo', { command: 'key-of-the-start1' }, one, 'key-of-the-undo-1')
    expect(refusal(floor, 'key-of-the-start1')).toBe('already-undone')
    expect(refusal(floor, 'key-of-the-undo-1')).toBe('not-undoable')
  })

  test('[UNDO-5] what somebody moved on with is not undone', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    const one = floor.staff('1001')
    floor.call('1')
    floor.take('mark-no-show', { counter: '1' }, one, 'key-of-the-noshow')
    floor.take('return-ticket', { ticket }, kiosk)
    expect(refusal(floor, 'key-of-the-noshow')).toBe('stale')
    floor.serve('1')
    floor.take('finish', { counter: '1' }, one, 'key-of-the-finish')
    floor.take('rate', { ticket, score: 5 }, { actor: { kind: 'phone' }, device: 'phone' })
    expect(refusal(floor, 'key-of-the-finish')).toBe('stale')
    floor.issue('a')
    floor.take('call-next', { counter: '1' }, one, 'key-of-the-call-2')
    floor.take('open-counter', { counter: '1', takeOver: true }, floor.staff('2001'))
    expect(refusal(floor, 'key-of-the-call-2')).toBe('stale')
  })

  test('[UNDO-6] an undone call leaves the board; a call that holds again is back and not spoken anew', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    floor.issue('a')
    floor.take('call-next', { counter: '1' }, one, 'key-of-the-call-1')
    const calls = floor.hall.calls
    floor.take('put-back', { counter: '1' }, one, 'key-of-the-putback')
    undo(floor, 'key-of-the-putback')
    expect(floor.hall.calls).toEqual(calls)
    expect(floor.announced).toEqual([])
    undo(floor, 'key-of-the-call-1')
    expect(floor.hall.calls).toEqual([])
    expect(floor.announced).toMatchObject([{ type: 'call-cancelled', id: '2026-03-02/A001/1' }])
  })

  test('[UNDO-7] an end undone across midnight leaves the figures of the day that counted it alone', () => {
    const floor = openHall({ hours: 'always' }, moment('2026-03-02T23:50'))
    floor.issue('a')
    floor.serve('1')
    floor.until(moment('2026-03-02T23:59:57'))
    floor.take('finish', { counter: '1' }, floor.staff('1001'), 'key-of-the-finish')
    floor.pass(seconds(5))
    undo(floor, 'key-of-the-finish')
    expect(floor.hall.figures.served).toBe(0)
    expect(floor.counter('1').servedToday).toBe(0)
    expect(floor.hall.durations.get('a')).toEqual([])
  })

  test('[UNDO-8] what others did to the counter meanwhile stays', () => {
    const floor = openHall()
    floor.take('report-link', { counter: '1', connected: true }, keeper)
    floor.issue('a')
    floor.take('call-next', { counter: '1' }, floor.staff('1001'), 'key-of-the-call-1')
    floor.take('set-profile', { counter: '1', profile: 'a-then-all' }, floor.staff('2001'))
    floor.take('report-link', { counter: '1', connected: false }, keeper)
    undo(floor, 'key-of-the-call-1')
    expect(floor.counter('1')).toMatchObject({
      profile: 'a-then-all',
      link: { link: 'lost', since: monday9 },
      state: 'open',
    })
  })

  test('[UNDO-9] what the paper did stays true', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.take('cancel-ticket', { ticket }, floor.staff('1001'), 'key-of-the-cancel')
    floor.take('report-print', { ticket, job: `${ticket}-1`, happened: 'printed' }, keeper)
    undo(floor, 'key-of-the-cancel')
    expect(floor.ticket(ticket).printing.print).toBe('printed')
  })

  test('[UNDO-9] what a kiosk did not confirm stays true, also where the start of a service is undone', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    const ticket = floor.issue('a')
    const report = (confirmed: boolean) => floor.take('report-number', { ticket, confirmed }, keeper)
    floor.take('call-next', { counter: '1' }, one, 'key-of-the-call-1')
    report(false)
    floor.take('start-service', { counter: '1' }, one, 'key-of-the-start')
    expect(floor.ticket(ticket).unconfirmed).toBeUndefined()
    undo(floor, 'key-of-the-start')
    expect(floor.ticket(ticket).unconfirmed).toBe(true)
    undo(floor, 'key-of-the-call-1')
    expect(floor.ticket(ticket).unconfirmed).toBe(true)
    floor.take('call-next', { counter: '1' }, one, 'key-of-the-call-2')
    floor.take('transfer', { counter: '1', to: { service: 'b' } }, one, 'key-of-the-transfer')
    expect(floor.ticket(ticket).unconfirmed).toBeUndefined()
    undo(floor, 'key-of-the-transfer')
    expect(floor.ticket(ticket).unconfirmed).toBe(true)
    report(true)
    undo(floor, 'key-of-the-call-2')
    expect(floor.ticket(ticket).unconfirmed).toBeUndefined()
  })

  test('[UNDO-5] an accepted clock that went back ends every window', () => {
    const floor = openHall()
    floor.issue('a')
    floor.take('call-next', { counter: '1' }, floor.staff('1001'), 'key-of-the-call-1')
    floor.at -= hours(1)
    floor.take('accept-clock', { clockAt: floor.at }, floor.staff('9001'))
    floor.settle()
    expect(refusal(floor, 'key-of-the-call-1')).toBe('too-late-to-undo')
  })
})
