import { describe, expect, test } from 'vitest'
import type { MutableHall } from '../../server/hall/hall.ts'
import { counterView, managerView } from '../../server/hall/views/staff.ts'
import { Floor, keeper, kiosk, openHall } from '../fakes/hall/hall-floor.ts'
import { furnished, hours, minutes, moment, monday9, seconds } from '../fakes/hall/hall-settings.ts'

describe('issuing', () => {
  test('[ISSUE-1] a ticket waits from the moment it is issued, behind those who can be called before it', () => {
    const floor = openHall()
    floor.issue('a')
    floor.issue('b')
    const result = floor.take('issue-ticket', { service: 'a' }, kiosk)
    expect(result).toEqual({ ticket: 't3', label: 'A002', ahead: 2, now: true })
    expect(floor.ticket('t3')).toMatchObject({
      stage: { stage: 'waiting' },
      issuedAt: monday9,
      joinedAt: monday9,
      issuedBy: 'device',
      device: 'kiosk-1',
      day: '2026-03-02',
    })
  })

  test('[ISSUE-7] a ticket is issued until the moment its customer waits for, and no more after it', () => {
    const floor = openHall()
    const until = monday9 + seconds(30)
    floor.pass(seconds(30))
    expect(floor.take('issue-ticket', { service: 'a', until }, kiosk)).toMatchObject({ label: 'A001' })
    floor.pass(seconds(1))
    expect(floor.refused('issue-ticket', { service: 'a', until }, kiosk)).toEqual({ reason: 'too-late' })
    expect(floor.hall.live.size).toBe(1)
  })

  test('[ISSUE-8] a number that no kiosk confirmed is marked for staff until it is shown or served, and served as any', () => {
    const floor = openHall()
    const marked = () => [...floor.hall.live.values()].filter((one) => one.unconfirmed).map(({ id }) => id)
    const report = (ticket: string, confirmed: boolean) => {
      floor.take('report-number', { ticket, confirmed }, keeper)
      return floor.events.length
    }
    for (let n = 0; n < 3; n += 1) floor.issue('a')
    expect(report('t1', true)).toBe(0)
    expect([report('t1', false), report('t2', false), report('t2', false)]).toEqual([1, 1, 0])
    expect(marked()).toEqual(['t1', 't2'])
    const views = [counterView(floor.hall, '1')!, managerView(floor.hall)]
    for (const { unconfirmed } of views)
      expect(Object.values(unconfirmed)).toMatchObject([{ label: 'A001' }, { label: 'A002' }])
    expect(views[0]).toMatchObject({ next: { t1: { unconfirmed: true } } })
    expect(JSON.stringify(views[0])).not.toContain('"t3","unconfirmed"')

    floor.take('open-counter', { counter: '1' }, floor.staff('1001'))
    floor.take('call-next', { counter: '1' }, floor.staff('1001'))
    expect(counterView(floor.hall, '1')).toMatchObject({ active: { label: 'A001', unconfirmed: true } })
    expect(Object.keys(counterView(floor.hall, '1')!.unconfirmed)).toEqual(['t2'])
    floor.take('start-service', { counter: '1' }, floor.staff('1001'))
    expect(report('t1', false)).toBe(0)
    floor.take('finish', { counter: '1' }, floor.staff('1001'))
    expect(report('t1', false)).toBe(0)
    expect(report('t2', true)).toBe(1)
    expect(marked()).toEqual([])
    expect(floor.hall.figures).toMatchObject({ issued: 3, served: 1 })
  })

  test('[ISSUE-8] a paper that came out tells the number as the screen does', () => {
    const floor = openHall()
    for (const happened of ['printed', 'unsure'] as const) {
      const ticket = floor.issue('a')
      floor.take('report-print', { ticket, job: `${ticket}-1`, happened }, keeper)
      floor.take('report-number', { ticket, confirmed: false }, keeper)
    }
    expect([...floor.hall.live.values()].map(({ unconfirmed }) => unconfirmed)).toEqual([undefined, true])
  })

  test('[ISSUE-8] a customer who came back, was sent on, or has the paper knows the number', () => {
    const known: Record<string, (floor: Floor, ticket: string) => void> = {
      returned: (floor, ticket) => {
        floor.take('mark-no-show', { counter: '1' }, floor.staff('1001'))
        floor.take('return-ticket', { ticket }, floor.staff('1001'))
      },
      transferred: (floor) =>
        floor.take('transfer', { counter: '1', to: { service: 'b' } }, floor.staff('1001')),
      printed: (floor, ticket) =>
        floor.take('report-print', { ticket, job: `${ticket}-1`, happened: 'printed' }, keeper),
    }
    for (const [how, happens] of Object.entries(known)) {
      const floor = openHall()
      const ticket = floor.issue('a')
      floor.take('report-number', { ticket, confirmed: false }, keeper)
      floor.take('open-counter', { counter: '1' }, floor.staff('1001'))
      floor.take('call-next', { counter: '1' }, floor.staff('1001'))
      expect(floor.ticket(ticket).unconfirmed, `${how}: before`).toBe(true)
      happens(floor, ticket)
      expect(floor.ticket(ticket).unconfirmed, how).toBeUndefined()
      floor.take('report-number', { ticket, confirmed: false }, keeper)
      expect(floor.ticket(ticket).unconfirmed, `${how}: told later`).toBeUndefined()
    }
  })

  test('[ISSUE-2] with the doors closed nothing is issued, and the refusal says when they open', () => {
    const early = new Floor(furnished, moment('2026-03-02T07:00')).start()
    expect(early.refused('issue-ticket', { service: 'a' }, kiosk)).toEqual({
      reason: 'hall-is-closed',
      opensAt: moment('2026-03-02T08:00'),
    })
    early.until(moment('2026-03-02T17:00'))
    expect(early.refused('issue-ticket', { service: 'a' }, kiosk)).toEqual({
      reason: 'hall-is-closed',
      opensAt: moment('2026-03-03T08:00'),
    })
  })

  test('[ISSUE-3] an unknown, a closed and a full service issue nothing', () => {
    const floor = openHall()
    expect(floor.refused('issue-ticket', { service: 'zz' }, kiosk).reason).toBe('no-such-service')
    expect(floor.refused('issue-ticket', { service: 'constructor' }, kiosk).reason).toBe('no-such-service')
    floor.take('close-service', { service: 'a' }, floor.staff('2001'))
    expect(floor.refused('issue-ticket', { service: 'a' }, kiosk).reason).toBe('service-is-closed')
    for (let n = 0; n < 6; n += 1) floor.issue('b')
    expect(floor.refused('issue-ticket', { service: 'b' }, kiosk)).toEqual({
      reason: 'service-is-full',
      limit: 6,
    })
  })

  test('[ISSUE-9] an appointment of another day gives no ticket; hours across midnight are of one day', () => {
    const ask = (floor: ReturnType<typeof openHall>, appointment: number) =>
      floor.give('issue-ticket', { service: 'a', appointment }, floor.staff('1001'))
    const notToday = { refusal: { reason: 'not-today' } }
    const floor = openHall()
    const dayMs = 24 * 60 * 60_000
    for (const appointment of [monday9 + dayMs, monday9 - dayMs, 8_640_000_000_000_000, 0])
      expect(ask(floor, appointment)).toEqual(notToday)
    expect(ask(floor, monday9 + minutes(30))).toHaveProperty('result')
    const late = openHall({ hours: { mon: [['20:00', '04:00']] } }, moment('2026-03-02T23:50'))
    expect(ask(late, moment('2026-03-03T00:30'))).toHaveProperty('result')
    expect(ask(late, moment('2026-03-03T09:00'))).toEqual(notToday)
    late.until(moment('2026-03-03T00:10'))
    expect(ask(late, moment('2026-03-02T23:58'))).toHaveProperty('result')
    const never = openHall({ hours: 'always' }, moment('2026-03-02T23:55'))
    expect(ask(never, moment('2026-03-03T00:05'))).toHaveProperty('result')
    expect(ask(never, moment('2026-03-03T09:00'))).toEqual(notToday)
  })

  test('[ISSUE-4] a kiosk gives only what may be chosen freely; staff give every category and appointments', () => {
    const floor = openHall()
    floor.issue('a', { category: 'elderly' })
    floor.issue('a', { category: 'ordinary' })
    const veteran = { service: 'a', category: 'veteran' } as const
    expect(floor.refused('issue-ticket', veteran, kiosk).reason).toBe('category-needs-staff')
    expect(floor.refused('issue-ticket', { service: 'a', appointment: monday9 }, kiosk).reason).toBe(
      'category-needs-staff',
    )
    floor.take('issue-ticket', veteran, floor.staff('1001'))
    floor.take('issue-ticket', { service: 'a', appointment: monday9 }, floor.staff('2001'))
  })

  test('[ISSUE-5] a hall that holds as many live tickets as it may issues nothing more, by staff the last thousand', () => {
    const floor = openHall()
    const one = floor.ticket(floor.issue('a'))
    const clerk = floor.staff('1001')
    const fill = (to: number) => {
      for (let n = floor.hall.live.size; n < to; n += 1) (floor.hall as MutableHall).live.set(`x${n}`, one)
    }
    fill(48_999)
    floor.take('issue-ticket', { service: 'a' }, kiosk)
    const full = (limit: number) => ({ reason: 'hall-is-full', limit })
    expect(floor.refused('issue-ticket', { service: 'a' }, kiosk)).toEqual(full(49_000))
    floor.take('issue-ticket', { service: 'a' }, clerk)
    fill(49_999)
    floor.take('issue-ticket', { service: 'a' }, clerk)
    expect(floor.refused('issue-ticket', { service: 'a' }, clerk)).toEqual(full(50_000))
  })

  test('[ISSUE-6] without more said a ticket is ordinary and speaks the first language of the hall', () => {
    const floor = openHall()
    expect(floor.ticket(floor.issue('a'))).toMatchObject({ category: 'ordinary', language: 'zh-CN' })
    const booked = floor.issue('a', { appointment: monday9, language: 'en' }, floor.staff('1001'))
    expect(floor.ticket(booked)).toMatchObject({
      category: 'appointment',
      language: 'en',
      placementReason: 'appointment',
    })
  })

  test('[ISSUE-6] [I10] a ticket speaks a language of the hall, the nearest to the one asked for', () => {
    const floor = openHall({ languages: ['zh-CN', 'en', 'pt-BR'] })
    const spoken = (language: string) => floor.ticket(floor.issue('a', { language })).language
    expect(['en', 'en-GB', 'pt', 'pt-PT', 'zh-TW', 'fr', 'en-xylowang'].map(spoken)).toEqual([
      'en',
      'en',
      'pt-BR',
      'pt-BR',
      'zh-CN',
      'zh-CN',
      'en',
    ])
  })
})

describe('numbers', () => {
  const labels = (floor: Floor, service: string, count: number) =>
    Array.from({ length: count }, () => floor.label(floor.issue(service)))

  test('[NUMBER-1] a series counts from its start in its steps, and digits grow: A999, then A1000', () => {
    const floor = openHall()
    expect(labels(floor, 'b', 3)).toEqual(['B0100', 'B0110', 'B0120'])
    expect(labels(floor, 'v', 1)).toEqual(['V001'])
    const { numbers } = floor.hall as MutableHall
    numbers.set('A', 998)
    expect(labels(floor, 'a', 4)).toEqual(['A998', 'A999', 'A1000', 'A1001'])
  })

  test('[NUMBER-2] services with one prefix share one series', () => {
    const floor = openHall()
    expect([...labels(floor, 'c', 1), ...labels(floor, 'd', 2), ...labels(floor, 'c', 1)]).toEqual([
      'C01',
      'C02',
      'C03',
      'C04',
    ])
  })

  test('[NUMBER-3] [I2] a number is never given twice in a day, though its ticket ended; the next day counts anew', () => {
    const floor = openHall()
    const first = floor.issue('a')
    floor.take('cancel-ticket', { ticket: first }, floor.staff('1001'))
    expect(labels(floor, 'a', 1)).toEqual(['A002'])
    floor.take('close-day', {}, floor.staff('2001'))
    floor.take('start-hall', {}, keeper)
    expect(labels(floor, 'a', 1)).toEqual(['A003'])
    floor.pass(hours(24))
    expect(labels(floor, 'a', 2)).toEqual(['A001', 'A002'])
  })

  test('[NUMBER-4] a label still live from the day before is passed over', () => {
    const floor = openHall()
    const kept = [floor.issue('a'), floor.issue('a')]
    floor.serve('1')
    floor.serve('2')
    floor.pass(hours(24))
    expect(kept.map((id) => floor.label(id))).toEqual(['A001', 'A002'])
    expect(labels(floor, 'a', 2)).toEqual(['A003', 'A004'])
  })

  test('[NUMBER-5] [I2] after a repair numbers go on above the raised ones, also when a day began meanwhile', () => {
    const floor = openHall()
    labels(floor, 'a', 3)
    const read = { day: '2026-03-03', number: 47 }
    const highest = { A: read, B: { day: '2026-03-02', number: 900 }, X: read }
    floor.at += hours(24)
    floor.take('raise-numbers', { highest, lastNo: 100 }, keeper)
    floor.settle()
    expect(floor.hall.day?.id).toBe('2026-03-03')
    const id = floor.issue('a')
    expect([floor.label(id), floor.ticket(id).no]).toEqual(['A148', 201])
    expect(floor.hall.numbers).toEqual(
      new Map([
        ['A', 149],
        ['B', 1100],
        ['C', 101],
        ['V', 101],
        ['X', 148],
      ]),
    )
    floor.take('raise-numbers', { highest: { A: { ...read, number: 5 } }, lastNo: 7 }, keeper)
    expect(labels(floor, 'a', 1)).toEqual(['A249'])
  })
})

describe('waits', () => {
  test('[WAIT-3] measured service times replace the expected one; a slip of the finger is not measured', () => {
    const floor = openHall()
    for (const spent of [minutes(2), minutes(4), seconds(1), hours(5)]) {
      floor.issue('c')
      floor.serve('1')
      floor.pass(spent)
      floor.take('finish', { counter: '1' }, floor.staff('1001'))
    }
    expect(floor.hall.durations.get('c')).toEqual([minutes(2), minutes(4)])
  })
})
