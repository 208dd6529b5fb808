import { describe, expect, test } from 'vitest'
import { denialOfView } from '../../../server/access/permissions.ts'
import type {
  BoardView,
  CounterView,
  KioskView,
  ManagerView,
  TicketView,
  WindowView,
} from '../../../server/hall/views/view-types.ts'
import { type Audience, audienceKey, viewFor } from '../../../server/hall/views/views.ts'
import { Floor, keeper, openHall, phone } from '../../fakes/hall/hall-floor.ts'
import { minutes, monday9, seconds } from '../../fakes/hall/hall-settings.ts'

const stranger = { device: 'kiosk-9', isKiosk: false }
const see = <V>(floor: Floor, audience: Audience): V => {
  const view = viewFor(floor.hall, audience)
  if (!view) throw new Error(`no view ${JSON.stringify(audience)}`)
  return view as V
}
const counterView = (floor: Floor, counter: string) => see<CounterView>(floor, { view: 'counter', counter })
const windowView = (floor: Floor, counter: string) => see<WindowView>(floor, { view: 'window', counter })
const ticketView = (floor: Floor, ticket: string) => see<TicketView>(floor, { view: 'ticket', ticket })

/** A hall in which every stage, every kind of counter and every state of paper is there to be seen. */
function busyHall(): Floor {
  const floor = openHall()
  const one = floor.staff('1001')
  for (let n = 0; n < 20; n += 1) floor.issue(n % 4 ? 'a' : 'b')
  for (let n = 0; n < 13; n += 1) floor.missed('4')
  floor.serve('1')
  floor.take('hold', { counter: '1', for: 'form' }, one)
  floor.serve('1')
  floor.take('transfer', { counter: '1', to: { counter: '2' }, noteRef: 'note-ref-secret' }, one)
  floor.serve('1')
  floor.take('finish', { counter: '1', outcome: 'partly' }, one)
  floor.call('1')
  floor.take('recall', { counter: '1' }, one)
  floor.serve('2')
  floor.take('report-print', { ticket: 'tk', job: 'tk-1', happened: 'unsure', why: 'timed-out' }, keeper)
  floor.take('pause-counter', { counter: '3', reason: 'break' }, floor.staff('1003'))
  floor.take('ask-to-open', { counter: '5' }, floor.staff('2001'))
  floor.pass(seconds(1))
  return floor
}

function audiences(floor: Floor): Audience[] {
  const tickets = [...floor.hall.live.keys(), ...floor.hall.ended.keys()]
  const counters = [...floor.hall.counters.keys()]
  return [
    { view: 'kiosk', device: 'kiosk-1' },
    { view: 'kiosk', device: 'kiosk-2' },
    { view: 'board', device: 'board-1' },
    { view: 'manager' },
    { view: 'setup' },
    ...counters.flatMap((counter): Audience[] => [
      { view: 'window', counter },
      { view: 'counter', counter },
    ]),
    ...tickets.map((ticket): Audience => ({ view: 'ticket', ticket })),
  ]
}

describe('every view', () => {
  test('[VIEW-1] holds neither null nor undefined and survives JSON unchanged', () => {
    const fresh = new Floor()
    fresh.change(fresh.settings)
    for (const floor of [busyHall(), openHall(), fresh]) {
      for (const audience of audiences(floor)) {
        const view = see<object>(floor, audience)
        expect(JSON.parse(JSON.stringify(view))).toStrictEqual(view)
        expect(JSON.stringify(view)).not.toContain('null')
      }
    }
  })

  test('[VIEW-3] holds no note, no words and no secret; the public ones neither an internal id nor a badge', () => {
    const floor = busyHall()
    const [ticket] = floor.hall.ended.keys()
    floor.take('rate', { ticket: ticket!, score: 1, wordsRef: 'words-ref-secret' }, phone)
    const { live, ended } = floor.hall
    const ids = [...live.keys(), ...ended.keys(), ...Object.keys(floor.settings.staff)]
    for (const audience of audiences(floor)) {
      const text = JSON.stringify(see(floor, audience))
      expect(text).not.toMatch(/secret|phoneUrl/)
      if (denialOfView(stranger, audience.view)) continue
      const told = [...text.matchAll(/[\w]+/gu)].filter(([word]) => ids.includes(word))
      expect([audience.view, told.map(String)]).toEqual([audience.view, []])
    }
  })

  test('[VIEW-9] audiences with one key see the same; unknown counters and tickets have no view', () => {
    const floor = busyHall()
    const boards: Audience[] = [{ view: 'board' }, { view: 'board', device: 'board-2' }]
    expect(boards.map(audienceKey)).toEqual(['board', 'board:board-2'])
    expect(see(floor, boards[0]!)).toEqual(see(floor, boards[1]!))
    expect(new Set(audiences(floor).map(audienceKey)).size).toBe(audiences(floor).length)
    const none: Audience[] = [
      { view: 'window', counter: '9' },
      { view: 'counter', counter: '9' },
      { view: 'ticket', ticket: 't999' },
    ]
    for (const audience of none) expect(viewFor(floor.hall, audience)).toBeUndefined()
    expect(viewFor(new Floor().hall, { view: 'manager' })).toBeUndefined()
  })
})

describe('what customers see', () => {
  test('[CALL-7] [I6] the board lists at most twelve calls, newest first, with counters as they are', () => {
    const floor = busyHall()
    const board = see<BoardView>(floor, { view: 'board', device: 'board-1' })
    expect(board.calls).toHaveLength(12)
    expect(board.calls.map(({ at }) => at)).toEqual(board.calls.map(({ at }) => at).sort((a, b) => b - a))
    expect(Object.keys(board.calls[0]!).sort()).toEqual(['again', 'at', 'counter', 'id', 'label'])
    for (const { id, active } of floor.hall.counters.values())
      expect(board.counters[id]?.label).toBe(active && floor.label(active))
  })

  test('[VIEW-2] the phone sees exactly the documented keys of its stage', () => {
    const floor = busyHall()
    const always = [
      'calls',
      'canRate',
      'day',
      'issuedAt',
      'label',
      'language',
      'languages',
      'rated',
      'service',
      'stage',
      'timeZone',
    ]
    const more: Record<string, string[]> = {
      waiting: ['ahead', 'why'],
      called: ['calledAt', 'counter'],
      serving: ['counter'],
      held: ['counter'],
      missed: ['counter'],
      ended: ['counter', 'endedAt', 'how', 'outcome'],
    }
    const seen = new Set<string>()
    for (const ticket of [...floor.hall.live.keys(), ...floor.hall.ended.keys()]) {
      const view = ticketView(floor, ticket)
      seen.add(view.stage)
      expect(Object.keys(view).sort()).toEqual([...always, ...more[view.stage]!].sort())
    }
    expect([...seen].sort()).toEqual(Object.keys(more).sort())
  })

  test('[VIEW-2] the phone says how many are ahead, may rate once it was served, and is called now where a counter is free', () => {
    const floor = openHall()
    const [first, second] = [floor.issue('a'), floor.issue('a')]
    expect(ticketView(floor, second)).toMatchObject({ stage: 'waiting', ahead: 1, now: true })
    floor.take('transfer', { ticket: second, to: { counter: '2' } }, floor.staff('2001'))
    expect(ticketView(floor, second)).toMatchObject({ ahead: 0 })
    expect(ticketView(floor, second)).toMatchObject({ now: true })
    floor.serve('1')
    floor.take('finish', { counter: '1' }, floor.staff('1001'))
    expect(ticketView(floor, first)).toMatchObject({
      how: 'served',
      counter: '1',
      canRate: true,
      rated: false,
    })
    floor.take('rate', { ticket: first, score: 4 }, phone)
    expect(ticketView(floor, first)).toMatchObject({ canRate: false, rated: true })
  })

  test('[VIEW-6] the kiosk offers what is not hidden, says why a service is closed, and what its paper did', () => {
    const floor = openHall()
    const kiosk = () => see<KioskView>(floor, { view: 'kiosk', device: 'kiosk-1' })
    const why = () => kiosk().services.map((service) => [service.id, service.why ?? service.open])
    floor.take('close-service', { service: 'c' }, floor.staff('2001'))
    for (let n = 0; n < 6; n += 1) floor.issue('b')
    expect(why()).toEqual([
      ['a', true],
      ['b', 'service-is-full'],
      ['c', 'service-is-closed'],
      ['d', true],
    ])
    expect(kiosk()).toMatchObject({ waiting: 6, categories: ['elderly'], queues: { b: { waiting: 6 } } })
    expect(kiosk().last).toEqual({ label: 'B0150', at: monday9, printing: { print: 'queued' } })
    floor.take('cancel-ticket', { ticket: 't6' }, floor.staff('1001'))
    expect(kiosk().last?.label).toBe('B0150')
    floor.pass(minutes(60 * 8))
    expect(why()[0]).toEqual(['a', 'hall-is-closed'])
  })

  test('[VIEW-7] the window shows the ticket at its glass, or free, paused, closed', () => {
    const floor = openHall()
    const state = (counter: string) => [windowView(floor, counter).state, windowView(floor, counter).label]
    floor.issue('a')
    expect(state('1')).toEqual(['free', undefined])
    floor.call('1')
    expect(windowView(floor, '1')).toMatchObject({
      state: 'called',
      label: 'A001',
      call: '2026-03-02/A001/1',
      calledAt: monday9,
      services: ['a', 'b', 'c', 'd', 'v'],
    })
    floor.take('start-service', { counter: '1' }, floor.staff('1001'))
    floor.take('pause-counter', { counter: '1', reason: 'break' }, floor.staff('1001'))
    expect(state('1')).toEqual(['serving', 'A001'])
    floor.take('finish', { counter: '1' }, floor.staff('1001'))
    expect(windowView(floor, '1')).toMatchObject({ state: 'paused', reason: 'break' })
    expect(state('5')).toEqual(['closed', undefined])
    expect(windowView(floor, '3').services).toEqual(['a', 'c'])
  })
})

describe('what staff see', () => {
  test('[VIEW-4] a counter sees its next five in the order in which it will call them, each once', () => {
    const policies = [
      { kind: 'head-start' },
      { kind: 'precedence' },
      { kind: 'alternation', priority: 2, ordinary: 1 },
    ] as const
    for (const policy of policies) {
      const floor = openHall({ policy })
      for (const service of ['b', 'a', 'c', 'a']) {
        floor.issue(service)
        floor.pass(minutes(6))
        floor.issue(service, { category: 'elderly' })
      }
      floor.take('transfer', { ticket: 't8', to: { badge: '1004' } }, floor.staff('2001'))
      const next = Object.values(counterView(floor, '4').next).sort((a, b) => a.place - b.place)
      expect(next.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5])
      for (const { ticket } of next) expect(floor.missed('4')).toBe(ticket)
    }
  })

  test('[VIEW-4] a threshold that has passed shows in the order too', () => {
    const floor = openHall()
    floor.take('set-profile', { counter: '1', profile: 'a-then-b-late' }, floor.staff('2001'))
    const b = floor.issue('b')
    floor.pass(minutes(21))
    floor.issue('a')
    expect(counterView(floor, '1').next[b]?.place).toBe(1)
    expect(floor.call('1')).toBe(b)
  })

  test('[VIEW-5] an undo is offered only while it would be accepted', () => {
    const floor = openHall()
    const one = floor.staff('1001')
    const offered = () => counterView(floor, '1').undo
    const ticket = floor.issue('a')
    expect(offered()).toBeUndefined()
    floor.take('call-next', { counter: '1' }, one, 'key-of-the-call-1')
    expect(offered()).toEqual({
      command: 'key-of-the-call-1',
      type: 'call-next',
      until: monday9 + seconds(8),
      labels: ['A001'],
    })
    floor.take('recall', { counter: '1' }, one)
    expect(offered()).toBeUndefined()
    floor.take('mark-no-show', { counter: '1' }, one, 'key-of-the-noshow')
    expect(offered()?.type).toBe('mark-no-show')
    floor.take('undo', { command: 'key-of-the-noshow' }, one)
    expect(offered()).toBeUndefined()
    floor.take('start-service', { counter: '1' }, one)
    floor.take('finish', { counter: '1' }, one)
    expect(offered()?.type).toBe('finish')
    floor.take('rate', { ticket, score: 5 }, phone)
    expect(offered()).toBeUndefined()
  })

  test('[VIEW-8] the hall manager sees counters, held, missed, doubtful papers and the figures of the day', () => {
    const floor = busyHall()
    const view = see<ManagerView>(floor, { view: 'manager' })
    expect(view.figures).toEqual(floor.hall.figures)
    expect(Object.keys(view.paper)).toEqual(['tk'])
    expect(Object.keys(view.held)).toHaveLength(1)
    expect(Object.keys(view.missed)).toHaveLength(13)
    expect(view.counters['1']?.active).toMatchObject({ stage: 'called', callsHere: 2 })
    expect(view.counters['3']).toMatchObject({ state: 'paused', reason: 'break' })
    expect(view.counters['5']).toMatchObject({ state: 'closed', asked: true })
    const waiting = [...floor.hall.live.values()].filter(({ stage }) => stage.stage === 'waiting').length
    expect(view.waiting).toBe(waiting)
  })

  test('[VIEW-8] [I6] a counter sees its own ticket, why it was next, and how many wait for it', () => {
    const floor = openHall()
    const [a, b] = [floor.issue('a'), floor.issue('b')]
    floor.serve('1')
    const view = counterView(floor, '1')
    expect(view.active).toMatchObject({ ticket: a, stage: 'serving', startedAt: monday9, notes: 0 })
    expect(view).toMatchObject({
      why: { rule: 'stands-longest' },
      waiting: 1,
      longestSince: monday9,
      profile: 'all',
    })
    expect(Object.keys(view.next)).toEqual([b])
    expect(counterView(floor, '3')).toMatchObject({ waiting: 0, next: {} })
  })
})
