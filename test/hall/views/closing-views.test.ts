import { describe, expect, test } from 'vitest'
import type { BoardView, TicketView } from '../../../server/hall/views/view-types.ts'
import { viewFor } from '../../../server/hall/views/views.ts'
import { canonical, Floor, openHall, replay } from '../../fakes/hall/hall-floor.ts'
import { furnished, moment } from '../../fakes/hall/hall-settings.ts'

describe('what views tell of a day that closes', () => {
  test('[VIEW-11] views say until when the waiting are called after closing, and how many were not', () => {
    const floor = openHall()
    for (let n = 0; n < 3; n += 1) floor.issue('a')
    floor.call('1')
    const last = [...floor.hall.live.keys()].at(-1)!
    const ticket = () => (viewFor(floor.hall, { view: 'ticket', ticket: last }) as TicketView).callsUntil
    const told = () => {
      const { doors, callsUntil, unserved } = viewFor(floor.hall, { view: 'board', device: 'b' }) as BoardView
      return { doors, callsUntil, unserved }
    }
    floor.until(moment('2026-03-02T17:00') - 1)
    expect([told(), ticket()]).toEqual([{ doors: 'open' }, undefined])
    floor.pass(1)
    expect(ticket()).toBe(moment('2026-03-02T17:30'))
    expect(told()).toEqual({ doors: 'closed', callsUntil: moment('2026-03-02T17:30') })
    floor.until(moment('2026-03-02T17:30'))
    const at = moment('2026-03-02T17:30')
    expect([told(), ticket()]).toEqual([{ doors: 'closed', unserved: { count: 2, at } }, undefined])
    expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
    floor.until(moment('2026-03-03T00:00'))
    expect(told()).toEqual({ doors: 'closed' })
  })

  test('[VIEW-12] a board keeps the calls of its day, and those before that still stand', () => {
    const floor = openHall()
    const shown = () => {
      const { calls, counters } = viewFor(floor.hall, { view: 'board', device: 'b' }) as BoardView
      return [calls.map(({ label }) => label), counters['2']]
    }
    for (let n = 0; n < 2; n += 1) floor.issue('a')
    floor.serve('1')
    floor.call('2')
    expect(shown()).toEqual([['A002', 'A001'], { state: 'open', label: 'A002', stage: 'called' }])
    floor.until(moment('2026-03-03T00:00'))
    expect(shown()).toEqual([['A002'], { state: 'open', label: 'A002', stage: 'called' }])
    floor.take('start-service', { counter: '2' }, floor.staff('1002'))
    expect(shown()).toEqual([[], { state: 'open', label: 'A002', stage: 'serving' }])
  })

  test('[VIEW-14] a board tells the hours of its day, and after closing those of the next day that opens', () => {
    const floor = new Floor(
      {
        ...furnished,
        hours: {
          mon: [
            ['09:00', '12:00'],
            ['13:30', '17:00'],
          ],
          wed: [['10:00', '01:00']],
        },
      },
      moment('2026-03-02T00:00'),
    ).start()
    const told = (time: string) => {
      floor.until(moment(time))
      const { hours } = viewFor(floor.hall, { view: 'board', device: 'b' }) as BoardView
      return hours?.map(({ opensAt, closesAt }) => [opensAt, closesAt])
    }
    const monday = [
      [moment('2026-03-02T09:00'), moment('2026-03-02T12:00')],
      [moment('2026-03-02T13:30'), moment('2026-03-02T17:00')],
    ]
    const wednesday = [[moment('2026-03-04T10:00'), moment('2026-03-05T01:00')]]
    for (const time of ['2026-03-02T08:00', '2026-03-02T10:00', '2026-03-02T12:30', '2026-03-02T16:59'])
      expect(told(time)).toEqual(monday)
    for (const time of ['2026-03-02T17:00', '2026-03-03T12:00', '2026-03-04T12:00', '2026-03-05T00:30'])
      expect(told(time)).toEqual(wednesday)
    expect(told('2026-03-05T01:00')).toEqual(
      monday.map((times) => times.map((time) => time + 7 * 24 * 3_600_000)),
    )
    floor.change({ ...furnished, hours: 'always' })
    expect(told('2026-03-05T02:00')).toBeUndefined()
    floor.change({ ...furnished, hours: {} })
    expect(told('2026-03-05T03:00')).toBeUndefined()
  })
})
