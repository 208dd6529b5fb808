import { describe, expect, test } from 'vitest'
import { dayOf, openTimes, startOfDay } from '../../server/hall/business-day.ts'
import { nextDeadline } from '../../server/hall/deadlines/timers.ts'
import type { Hours, Settings } from '../../server/hall/settings.ts'
import { Floor, keeper, kiosk, openHall } from '../fakes/hall/hall-floor.ts'
import { furnished, hours, minutes, moment, monday9, seconds } from '../fakes/hall/hall-settings.ts'

const started = (changes: Partial<Settings>, at: number) =>
  new Floor({ ...furnished, ...changes }, at).start()
const opens = (floor: Floor) => [floor.hall.day?.doors, floor.hall.day?.closesAt ?? floor.hall.day?.opensAt]

describe('the business day', () => {
  const zone = (timeZone: string, dayStartsAt = '00:00') => ({ ...furnished, timeZone, dayStartsAt })
  const length = (day: string, next: string, settings: Settings) =>
    (startOfDay(next, settings) - startOfDay(day, settings)) / hours(1)

  test('[DAY-1] a day starts at midnight of its own zone, or at the hour of the hall', () => {
    const shanghai = zone('Asia/Shanghai')
    expect(startOfDay('2026-03-02', shanghai)).toBe(moment('2026-03-02T00:00'))
    expect(dayOf(moment('2026-03-02T00:00') - 1, shanghai)).toBe('2026-03-01')
    expect(dayOf(moment('2026-03-02T05:59'), zone('Asia/Shanghai', '06:00'))).toBe('2026-03-01')
    expect(dayOf(moment('2026-03-02T06:00'), zone('Asia/Shanghai', '06:00'))).toBe('2026-03-02')
  })

  test('[DAY-1] where clocks change a day has 23 or 25 hours', () => {
    const berlin = zone('Europe/Berlin')
    const newYork = zone('America/New_York')
    expect(length('2026-03-29', '2026-03-30', berlin)).toBe(23)
    expect(length('2026-10-25', '2026-10-26', berlin)).toBe(25)
    expect(length('2026-03-08', '2026-03-09', newYork)).toBe(23)
    expect(length('2026-11-01', '2026-11-02', newYork)).toBe(25)
    expect(length('2026-06-01', '2026-06-02', berlin)).toBe(24)
    expect(startOfDay('2026-03-29', zone('Europe/Berlin', '02:30'))).toBe(moment('2026-03-29T01:00', 'Z'))
    expect(startOfDay('2026-10-25', zone('Europe/Berlin', '02:30'))).toBe(moment('2026-10-25T00:30', 'Z'))
  })

  test('[DAY-1] hours are those of the wall on days that change their clocks too', () => {
    const berlin = { ...zone('Europe/Berlin'), hours: { sun: [['01:00', '09:00']] } as const }
    const [spring] = openTimes('2026-03-29', berlin)
    const [autumn] = openTimes('2026-10-25', berlin)
    expect([spring, autumn].map((time) => (time!.closesAt - time!.opensAt) / hours(1))).toEqual([7, 9])
    expect(spring?.closesAt).toBe(moment('2026-03-29T09:00', '+02:00'))
  })

  test('[DAY-2] [C17] a day starts once, however often time passes and whatever is restarted', () => {
    const floor = openHall({ hours: 'always' })
    const days: string[] = []
    const look = () => {
      for (const event of floor.events) if (event.type === 'day-started') days.push(event.day)
    }
    for (let n = 0; n < 60; n += 1) {
      floor.pass(hours(1))
      look()
      floor.take('time-passed', {}, keeper)
      look()
      floor.take('start-hall', {}, keeper)
      floor.settle()
      look()
    }
    expect(days).toEqual([...new Set(days)].sort())
  })

  test('[DAY-8] new settings move the end of the day and of its grace, never its name', () => {
    const floor = openHall()
    const later: Hours = { mon: [['08:00', '20:00']] }
    floor.change({ ...furnished, hours: later, dayStartsAt: '06:00' })
    floor.settle()
    expect(floor.hall.day).toMatchObject({ id: '2026-03-02', endsAt: moment('2026-03-03T06:00') })
    expect(floor.hall.callableUntil.get('2026-03-02')).toBe(moment('2026-03-02T20:30'))
    floor.until(moment('2026-03-03T00:30'))
    floor.change({ ...furnished, hours: 'always', dayStartsAt: '06:00', timeZone: 'Europe/Berlin' })
    floor.settle()
    expect(nextDeadline(floor.hall)).toBeGreaterThan(floor.at)
    expect(floor.hall.day?.id).toBe('2026-03-02')
  })

  test('[DAY-8] hours made longer after the close keep what is issued then callable', () => {
    const floor = openHall()
    floor.until(moment('2026-03-02T18:00'))
    floor.change({ ...furnished, hours: { mon: [['08:00', '20:00']] } })
    floor.settle()
    floor.issue('a')
    floor.until(moment('2026-03-02T20:30'))
    expect(floor.hall.figures.unserved).toBe(1)
  })

  test('[DAY-13] a hall that never closes ends no ticket at midnight, and none in the end that a counter can call', () => {
    const floor = openHall({ hours: 'always' }, moment('2026-03-02T23:54'))
    const [waiting, missed] = [floor.issue('a'), floor.issue('b')]
    floor.take('call-ticket', { counter: '4', ticket: missed }, floor.whoAt('4'))
    floor.take('mark-no-show', { counter: '4' }, floor.whoAt('4'))
    floor.until(moment('2026-03-03T23:59'))
    expect(floor.ticket(waiting).stage.stage).toBe('waiting')
    expect(floor.ticket(missed).stage.stage).toBe('missed')
    floor.until(moment('2026-03-04T00:00'))
    expect(floor.hall.ended.get(missed)?.how).toBe('no-show')
    expect(floor.ticket(waiting).stage.stage).toBe('waiting')
    for (const counter of ['1', '2', '3', '4']) floor.take('close-counter', { counter }, floor.whoAt(counter))
    floor.until(moment('2026-03-05T00:00'))
    expect(floor.hall.ended.get(waiting)?.how).toBe('unserved')
  })

  test('[DAY-11] a new day starts its figures anew and forgets what ended more than an hour before', () => {
    const floor = openHall({ hours: 'always' }, moment('2026-03-02T22:00'))
    const [early, late] = [floor.issue('a'), floor.issue('a')]
    floor.take('cancel-ticket', { ticket: early }, floor.staff('1001'))
    floor.until(moment('2026-03-02T23:30'))
    floor.take('cancel-ticket', { ticket: late }, floor.staff('1001'))
    floor.until(moment('2026-03-03T00:00'))
    expect([...floor.hall.ended.keys()]).toEqual([late])
    expect(floor.hall.figures).toMatchObject({ issued: 0, cancelled: 0 })
  })

  test('[DAY-12] before its settings a hall takes no command', () => {
    const floor = new Floor()
    expect(floor.refused('issue-ticket', { service: 'a' }, kiosk)).toEqual({ reason: 'hall-is-closed' })
    expect(nextDeadline(floor.hall)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('doors', () => {
  test('[DAY-3] [DAY-9] doors open and close by the hours, with a lunch break, and rest on a day off', () => {
    const floor = started(
      {
        hours: {
          mon: [
            ['09:00', '12:00'],
            ['13:30', '17:00'],
          ],
        },
      },
      moment('2026-03-02T00:00'),
    )
    const changes: (number | string | undefined)[][] = [opens(floor)]
    while (floor.at < moment('2026-03-04T12:00')) {
      const due = nextDeadline(floor.hall)
      expect(due).toBeGreaterThan(floor.at)
      floor.until(due)
      changes.push(opens(floor))
    }
    const at = (time: string) => moment(`2026-03-02T${time}`)
    expect(changes.slice(0, 5)).toEqual([
      ['closed', at('09:00')],
      ['open', at('12:00')],
      ['closed', at('13:30')],
      ['open', at('17:00')],
      ['closed', moment('2026-03-09T09:00')],
    ])
    expect(changes.slice(5).every(([doors]) => doors === 'closed')).toBe(true)
  })

  test('[DAY-3] a hall that is always open closes never', () => {
    const floor = started({ hours: 'always' }, monday9)
    for (let n = 0; n < 50; n += 1) {
      floor.pass(hours(1))
      expect(floor.hall.day?.doors).toBe('open')
    }
  })

  test('[DAY-4] [C16] hours that cross midnight keep the doors open, and new tickets take the new day', () => {
    const floor = openHall({ hours: { mon: [['20:00', '04:00']] } }, moment('2026-03-02T23:00'))
    const old = floor.issue('a')
    floor.until(moment('2026-03-03T01:00'))
    expect(opens(floor)).toEqual(['open', moment('2026-03-03T04:00')])
    const young = floor.issue('a')
    expect(floor.ticket(young)).toMatchObject({ day: '2026-03-03', label: 'A002' })
    expect(floor.ticket(old)).toMatchObject({ day: '2026-03-02', label: 'A001' })
    floor.until(moment('2026-03-03T04:30') - 1)
    expect(floor.hall.live.size).toBe(2)
    floor.pass(1)
    expect(floor.hall.ended.get(old)?.how).toBe('unserved')
    expect(floor.hall.ended.get(young)?.how).toBe('unserved')
  })

  test('[DAY-4] a business day that starts in the morning holds the whole night', () => {
    const floor = openHall(
      { hours: { mon: [['20:00', '04:00']] }, dayStartsAt: '06:00' },
      moment('2026-03-03T02:00'),
    )
    expect(floor.hall.day).toMatchObject({ id: '2026-03-02', doors: 'open' })
  })
})

describe('what the close brings', () => {
  test('[DAY-5] [C16] waiting ends unserved, missed as no-show; at the glass or held stays with its person', () => {
    const floor = openHall()
    const [called, served, held, missed, waiting] = [1, 2, 3, 4, 5].map(() => floor.issue('a'))
    floor.call('1')
    floor.serve('2')
    floor.serve('4')
    floor.take('hold', { counter: '4' }, floor.staff('1004'))
    floor.missed('4')
    floor.until(moment('2026-03-02T17:30') - 1)
    expect(floor.hall.live.size).toBe(5)
    floor.pass(1)
    expect([...floor.hall.live.keys()]).toEqual([called, served, held])
    expect(floor.hall.ended.get(missed!)?.how).toBe('no-show')
    expect(floor.hall.ended.get(waiting!)?.how).toBe('unserved')
    expect(floor.hall.figures).toMatchObject({ noShow: 1, unserved: 1 })
  })

  test('[DAY-6] [I7] one of a closed day that is put back ends with the next day that closes', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.call('1')
    floor.until(moment('2026-03-02T18:00'))
    floor.take('put-back', { counter: '1' }, floor.staff('1001'))
    floor.until(moment('2026-03-03T17:29'))
    expect(floor.ticket(ticket).day).toBe('2026-03-02')
    floor.pass(minutes(1))
    expect(floor.hall.ended.get(ticket)?.how).toBe('unserved')
  })

  test('[DAY-7] close-day ends what waits and what is missed, of every day, and names each', () => {
    const floor = openHall()
    const [served, missed, waiting] = [1, 2, 3].map(() => floor.issue('a'))
    floor.serve('1')
    floor.missed('2')
    expect(floor.take('close-day', {}, floor.staff('2001'))).toEqual({
      ended: [
        { ticket: missed, label: 'A002', how: 'no-show' },
        { ticket: waiting, label: 'A003', how: 'unserved' },
      ],
    })
    expect([...floor.hall.live.keys()]).toEqual([served])
  })
})

describe('the clock', () => {
  test('[DAY-10] [C17] an accepted clock that went back changes no order and starts no day twice', () => {
    const floor = openHall({ hours: 'always' })
    const order = () => floor.hall.index.lines.get('service:a')!.map(({ id }) => id)
    const booked = { appointment: monday9 + minutes(30) }
    for (const more of [{}, { category: 'elderly' as const }, booked]) {
      floor.issue('a', more, floor.staff('1001'))
      floor.pass(seconds(30))
    }
    floor.pass(hours(15))
    const [before, day, lastRecord] = [order(), floor.hall.day?.id, floor.lastAt]
    floor.at -= hours(15)
    floor.take('accept-clock', { clockAt: floor.at }, floor.staff('9001'))
    floor.settle()
    expect(order()).toEqual(before)
    expect(floor.hall.day?.id).toBe(day)
    expect(floor.ticket('t1').joinedAt).toBe(monday9 + (floor.at - lastRecord))
    const late = floor.issue('a')
    expect(order().at(-1)).toBe(late)
    expect(floor.label(late)).toBe('A004')
    floor.pass(hours(15))
    expect(floor.hall.day?.id).toBe(day)
  })

  test('[DAY-10] doors follow the clock, not the day that was started too early', () => {
    const floor = openHall()
    floor.until(moment('2026-03-20T09:00'))
    floor.at = moment('2026-03-02T10:00')
    floor.take('accept-clock', { clockAt: floor.at }, floor.staff('9001'))
    floor.settle()
    expect(floor.hall.day).toMatchObject({ id: '2026-03-20', doors: 'open' })
    expect(floor.label(floor.issue('a'))).toBe('A001')
    floor.until(moment('2026-03-03T10:00'))
    expect(floor.label(floor.issue('a'))).toBe('A002')
  })

  test('[DAY-10] a clock that jumped ahead and is right shifts nothing', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.take('accept-clock', { clockAt: floor.at + hours(2) }, floor.staff('9001'))
    expect(floor.events).toEqual([{ type: 'clock-accepted', shiftMs: 0 }])
    expect(floor.ticket(ticket).joinedAt).toBe(monday9)
  })

  test('[DAY-9] [I5] the heart wakes when time changes something, and a replay changes nothing of it', () => {
    const floor = openHall()
    for (let n = 0; n < 30; n += 1) {
      floor.until(nextDeadline(floor.hall))
      expect(nextDeadline(floor.hall)).toBeGreaterThan(floor.lastAt)
    }
    const wake = nextDeadline(floor.hall)
    floor.crash()
    expect(nextDeadline(floor.hall)).toBe(wake)
  })

  test('[DAY-10] [I7] a day that the clock had left behind keeps its own last call when it goes on', () => {
    const floor = started({ hours: 'always' }, moment('2026-03-02T23:59'))
    floor.pass(minutes(2))
    floor.at -= minutes(5)
    floor.take('accept-clock', { clockAt: floor.at }, floor.staff('9001'))
    floor.settle()
    const ticket = floor.issue('a')
    expect(floor.ticket(ticket).day).toBe('2026-03-03')
    // Nobody was there when the day came round again: the server was off till after the grace of the day before.
    floor.at = moment('2026-03-03T01:00')
    floor.take('start-hall', {}, keeper)
    floor.settle()
    expect(floor.ticket(ticket).stage.stage).toBe('waiting')
    floor.until(moment('2026-03-05T00:00'))
    expect(floor.hall.ended.get(ticket)?.how).toBe('unserved')
  })
})
