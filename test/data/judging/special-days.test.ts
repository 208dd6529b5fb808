import { expect, test } from 'vitest'
import { demoHall } from '../../../server/data/demo-hall.ts'
import { judgeHall } from '../../../server/data/judging/hall-judgement.ts'

const weekday = [['08:00', '17:00']]
const hall = {
  ...demoHall,
  timeZone: 'Europe/Berlin',
  hours: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday },
}

/** The paths of all problems of the hall with these special days. */
function pathsOf(specialDays: unknown, changes: object = {}): string[] {
  const judged = judgeHall({ ...hall, specialDays, ...changes })
  return 'invalid' in judged ? judged.invalid.map(({ path }) => path).sort() : []
}

test('special days that are meant have no problem', () => {
  const days = [
    { date: '2026-10-01', until: '2026-10-08', name: { en: 'National Day' } },
    { date: '2026-10-10', like: 'thu' },
    { date: '2026-12-24', hours: [['22:00', '02:00']] },
  ]
  expect(pathsOf(days)).toEqual([])
})

test('every problem of special days is told at once, each with its path', () => {
  const days = [
    { date: '2026-10-01', until: '2026-10-08' },
    { date: '2026-11-08', until: '2026-11-07' },
    { date: '2026-10-03' },
    { date: '2026-10-10', like: 'sun' },
    { date: '2026-10-11', like: 'mon', hours: weekday },
    {
      date: '2026-03-29',
      hours: [
        ['02:30', '12:00'],
        ['11:00', '13:00'],
      ],
    },
    { date: '2026-10-25', hours: [['01:00', '02:30']] },
  ]
  expect(pathsOf(days)).toEqual([
    'specialDays.1.until',
    'specialDays.2.date',
    'specialDays.3.like',
    'specialDays.4.hours',
    'specialDays.5.hours.0.0',
    'specialDays.5.hours.1',
    'specialDays.6.hours.0.1',
  ])
})

test('a date that no calendar has is refused, as are hours of a service that overlap', () => {
  expect(pathsOf([{ date: '2026-02-30' }, { date: '2026-13-01' }, { date: 'tomorrow' }])).toEqual([
    'specialDays.0.date',
    'specialDays.1.date',
    'specialDays.2.date',
  ])
  const [id = '', service] = Object.entries(demoHall.services)[0]!
  const mon = [
    ['09:00', '12:00'],
    ['11:00', '13:00'],
  ]
  const services = { ...demoHall.services, [id]: { ...service, hours: { mon } } }
  expect(pathsOf([], { services })).toEqual([`services.${id}.hours.mon.1`])
})
