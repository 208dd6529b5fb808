import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../server/hall/settings.ts'
import { viewFor } from '../../../server/hall/views/views.ts'
import { Floor, kiosk, openHall } from '../../fakes/hall/hall-floor.ts'
import { furnished, minutes, moment } from '../../fakes/hall/hall-settings.ts'

const started = (changes: Partial<Settings>, at: number) =>
  new Floor({ ...furnished, ...changes }, at).start()
const at = (time: string) => moment(time)
const opening = ({ hall }: Floor) => [hall.day?.doors, hall.day?.opensAt ?? hall.day?.closesAt]

describe('special days', () => {
  const specialDays = [
    { date: '2026-04-04', until: '2026-04-06', name: { en: 'Tomb-Sweeping Day' } },
    { date: '2026-04-12', like: 'fri' },
    { date: '2026-04-10', hours: [['10:00', '11:00']] },
  ] as const

  test('[DAY-14] a holiday is closed, a make-up day has the hours of another weekday, a day may have its own', () => {
    const floor = started({ specialDays }, at('2026-04-03T17:00'))
    expect(opening(floor)).toEqual(['closed', at('2026-04-07T08:00')])
    floor.until(at('2026-04-06T09:00'))
    expect(opening(floor)).toEqual(['closed', at('2026-04-07T08:00')])
    floor.until(at('2026-04-09T18:00'))
    expect(opening(floor)).toEqual(['closed', at('2026-04-10T10:00')])
    floor.until(at('2026-04-10T11:00'))
    expect(opening(floor)).toEqual(['closed', at('2026-04-12T08:00')])
    floor.until(at('2026-04-12T08:00'))
    expect(opening(floor)).toEqual(['open', at('2026-04-12T17:00')])
  })

  test('[ISSUE-2] after the last close before a holiday the refusal names the day on which the hall opens next', () => {
    const floor = started({ specialDays }, at('2026-04-03T17:00'))
    expect(floor.refused('issue-ticket', { service: 'a' }, kiosk)).toEqual({
      reason: 'hall-is-closed',
      opensAt: at('2026-04-07T08:00'),
    })
  })

  test('[DAY-14] a hall around the clock is closed on its holiday, and who waits ends after its grace', () => {
    const floor = started({ hours: 'always', specialDays }, at('2026-04-03T23:00')).seat()
    const ticket = floor.issue('a')
    floor.until(at('2026-04-04T00:00'))
    expect(opening(floor)).toEqual(['closed', at('2026-04-07T00:00')])
    floor.until(at('2026-04-04T00:29'))
    expect(floor.ticket(ticket).stage.stage).toBe('waiting')
    floor.until(at('2026-04-04T00:30'))
    expect(floor.hall.ended.get(ticket)?.how).toBe('unserved')
  })
})

test('[DAY-15] hours that follow one another at midnight are one opening, and nobody who waits ends between them', () => {
  const hours = { mon: [['08:00', '00:00']], tue: [['00:00', '04:00']] } as const
  const floor = started({ hours }, at('2026-03-02T23:50')).seat()
  expect(opening(floor)).toEqual(['open', at('2026-03-03T04:00')])
  const ticket = floor.issue('a')
  floor.until(at('2026-03-03T04:29'))
  expect(floor.ticket(ticket).stage.stage).toBe('waiting')
  floor.until(at('2026-03-03T04:30'))
  expect(floor.hall.ended.get(ticket)?.how).toBe('unserved')
})

describe('hours of a service', () => {
  const services: Settings['services'] = {
    ...furnished.services,
    a: {
      ...furnished.services.a!,
      hours: {
        mon: [
          ['09:00', '11:30'],
          ['13:00', '20:00'],
        ],
        fri: [['09:00', '10:00']],
      },
      lastTicketMs: minutes(30),
    },
  }
  const closedUntil = (time: string) => ({ reason: 'service-is-closed', opensAt: at(time) })

  test('[SERVICE-3] it is issued in them, within those of the hall, until its last ticket, and its waiting are called', () => {
    const floor = openHall({ services }, at('2026-03-02T09:00'))
    const ticket = floor.issue('a')
    floor.issue('b')
    floor.until(at('2026-03-02T11:00'))
    expect(floor.refused('issue-ticket', { service: 'a' }, kiosk)).toEqual(closedUntil('2026-03-02T13:00'))
    floor.issue('b')
    expect(floor.call('1')).toBe(ticket)
    floor.until(at('2026-03-02T13:00'))
    floor.issue('a')
    // The hall closes at 17:00.
    floor.until(at('2026-03-02T16:30'))
    expect(floor.refused('issue-ticket', { service: 'a' }, kiosk)).toEqual(closedUntil('2026-03-06T09:00'))
  })

  test('[VIEW-6] [SERVICE-3] the kiosk shows when its tickets are given again, without a command in between', () => {
    const floor = openHall({ services }, at('2026-03-02T10:59'))
    const tile = () => {
      const view = viewFor(floor.hall, { view: 'kiosk', device: 'kiosk-1' }) as {
        services: { id: string; open: boolean; why?: string; opensAt?: number }[]
      }
      return view.services.find(({ id }) => id === 'a')
    }
    expect(tile()).toMatchObject({ open: true })
    floor.until(at('2026-03-02T11:00'))
    expect(tile()).toMatchObject({ open: false, why: 'service-is-closed', opensAt: at('2026-03-02T13:00') })
    floor.until(at('2026-03-02T13:00'))
    expect(tile()).toMatchObject({ open: true })
    expect(tile()?.opensAt).toBeUndefined()
  })

  test('[SERVICE-3] its own special days come before the weekdays, and a make-up day of the hall is one for it', () => {
    const own = { ...services.a!, specialDays: [{ date: '2026-03-06' }] }
    const specialDays = [{ date: '2026-03-07', like: 'fri' }] as const
    const changes = { services: { ...services, a: own }, specialDays }
    const floor = openHall(changes, at('2026-03-02T16:40'))
    expect(floor.refused('issue-ticket', { service: 'a' }, kiosk)).toEqual(closedUntil('2026-03-07T09:00'))
    floor.until(at('2026-03-07T09:29'))
    floor.issue('a')
  })

  test('[SERVICE-3] without hours of its own it is issued whenever the hall is open again', () => {
    const floor = openHall({ services }, at('2026-03-02T11:10'))
    floor.refused('issue-ticket', { service: 'a' }, kiosk)
    floor.change(furnished)
    floor.settle()
    floor.issue('a')
    expect([...floor.hall.serviceDoors]).toEqual([])
  })
})
