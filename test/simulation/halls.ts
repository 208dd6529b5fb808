import type { StaffDocument } from '../../server/access/staff.ts'
import { demoHall } from '../../server/data/demo-hall.ts'
import type { HallFile } from '../../server/data/hall-config.ts'
import type { Chances } from './faults/chances.ts'

export const hallDirectory = '/hall'
/** Small, so that a day fills several and writes several checkpoints. */
export const segmentBytes = 48 * 1024

/** The share of halls with printers at their kiosks: a paper adds two records to a ticket. */
const printingShare = 0.4

const second = 1_000
const minute = 60_000

/** One stretch of a day that is played; the nights between are not. */
export interface Stretch {
  readonly name: string
  /** Wall clock when it begins (epoch ms). */
  readonly from: number
  /** At least so long (ms). */
  readonly ms: number
}

export interface PlannedDay {
  readonly name: string
  readonly hall: HallFile
  readonly staff: StaffDocument
  readonly stretches: readonly Stretch[]
  /** Everything that waits has ended by then. */
  readonly morningAfter: number
}

interface Kind {
  readonly name: string
  readonly timeZone: string
  readonly hours: HallFile['hours']
  readonly dayStartsAt?: string
  /** Moments (local time as its offset has it) around which stretches are played. */
  readonly around: readonly string[]
  readonly morningAfter: string
}

const nightly = { thu: [['20:00', '04:00']], fri: [['20:00', '04:00']], sat: [['20:00', '04:00']] }
const office = { thu: [['08:00', '17:00']], fri: [['08:00', '12:00']], sun: [['09:00', '16:00']] }

/** Days of all sorts: office hours, nights over midnight, clocks that change at 1, 2, 3 and at midnight. */
const kinds: readonly Kind[] = [
  {
    name: 'office hours in Shanghai',
    timeZone: 'Asia/Shanghai',
    hours: office as unknown as HallFile['hours'],
    around: ['2026-03-05T08:00+08:00', '2026-03-05T17:00+08:00', '2026-03-05T17:30+08:00'],
    morningAfter: '2026-03-06T07:00+08:00',
  },
  {
    name: 'a night over midnight in Shanghai',
    timeZone: 'Asia/Shanghai',
    hours: nightly as unknown as HallFile['hours'],
    around: ['2026-03-05T20:00+08:00', '2026-03-06T00:00+08:00', '2026-03-06T04:00+08:00'],
    morningAfter: '2026-03-07T19:00+08:00',
  },
  {
    name: 'always open, the day starts at 05:00, Kathmandu',
    timeZone: 'Asia/Kathmandu',
    hours: 'always',
    dayStartsAt: '05:00',
    around: ['2026-03-05T22:00+05:45', '2026-03-06T05:00+05:45'],
    morningAfter: '2026-03-07T05:40+05:45',
  },
  {
    name: 'clocks go forward in Berlin',
    timeZone: 'Europe/Berlin',
    hours: 'always',
    around: ['2026-03-29T00:00+01:00', '2026-03-29T03:00+02:00', '2026-03-30T00:00+02:00'],
    morningAfter: '2026-03-31T01:00+02:00',
  },
  {
    name: 'clocks go back in Berlin, the day starts at 02:30',
    timeZone: 'Europe/Berlin',
    hours: 'always',
    dayStartsAt: '02:30',
    around: ['2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00', '2026-10-25T23:00+01:00'],
    morningAfter: '2026-10-27T03:30+01:00',
  },
  {
    name: 'midnight is skipped in Cairo',
    timeZone: 'Africa/Cairo',
    hours: 'always',
    around: ['2026-04-23T21:00+02:00', '2026-04-24T00:00+02:00'],
    morningAfter: '2026-04-26T02:00+03:00',
  },
  {
    name: 'midnight comes twice in Havana',
    timeZone: 'America/Havana',
    hours: 'always',
    around: ['2026-11-01T00:00-04:00', '2026-11-01T00:00-05:00'],
    morningAfter: '2026-11-03T01:00-05:00',
  },
  {
    name: 'half an hour is skipped on Lord Howe',
    timeZone: 'Australia/Lord_Howe',
    hours: 'always',
    dayStartsAt: '02:15',
    around: ['2026-10-03T20:00+10:30', '2026-10-04T02:00+10:30'],
    morningAfter: '2026-10-06T03:00+11:00',
  },
]

const person = (
  badge: string,
  roles: StaffDocument['staff'][string]['roles'],
  skills: 'all' | string[] = 'all',
) => [badge, { name: `Person ${badge}`, roles, skills, password: 'scrypt:never-used' }] as const

const staff: StaffDocument = {
  format: 1,
  staff: Object.fromEntries([
    person('1001', ['counter']),
    person('1002', ['counter']),
    person('1003', ['counter'], ['fees', 'repairs', 'parking']),
    person('1004', ['counter']),
    person('2001', ['manager', 'counter']),
    person('9001', ['administrator']),
  ]),
}

const policies: readonly HallFile['policy'][] = [
  { kind: 'head-start' },
  { kind: 'head-start' },
  { kind: 'head-start' },
  { kind: 'precedence' },
  { kind: 'alternation', priority: 2, ordinary: 1 },
]

export function planDay(chances: Chances): PlannedDay {
  const kind = chances.pick(kinds)
  const { services, profiles, counters } = demoHall
  const { tenancy, fees, repairs, parking } = services
  const hall: HallFile = {
    ...demoHall,
    id: 'simulated',
    timeZone: kind.timeZone,
    hours: kind.hours,
    dayStartsAt: kind.dayStartsAt ?? '00:00',
    graceMinutes: 30,
    policy: chances.pick(policies),
    headStartMinutes: { elderly: 1, disabled: 1, member: 0.5 },
    freeCategories: ['elderly', 'disabled'],
    returnBehind: chances.whole(0, 4),
    transferPlace: chances.pick(['kept', 'end']),
    series: { A: { start: 1, step: 1, digits: 3 }, B: { start: 95, step: 5, digits: 2 } },
    services: {
      tenancy: tenancy!,
      fees: { ...fees!, maxWaiting: 40 },
      repairs: { ...repairs!, prefix: 'B' },
      parking: parking!,
    },
    profiles: { ...profiles, 'fees-first': [{ services: ['fees'] }, { services: 'all', afterMinutes: 1 }] },
    counters: { ...counters, '4': { ...counters['4']!, profile: 'fees-first' } },
    devices: ['kiosk-1', 'kiosk-2'].map((id) => ({ id, kind: 'kiosk', name: id, printer: 'paper' })),
    printing: chances.isOne(printingShare),
  }
  const stretches = kind.around.map((moment, index) => {
    const ms = (index === 0 ? 50 : 28) * second
    const lead = (index === 0 ? 6 : chances.between(5, 22)) * second
    return { name: moment, from: Date.parse(moment) - lead, ms }
  })
  return { name: kind.name, hall, staff, stretches, morningAfter: Date.parse(kind.morningAfter) + minute }
}
