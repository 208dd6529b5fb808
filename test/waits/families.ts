import type { Settings, Tier } from '../../server/hall/settings.ts'
import { furnished, minutes } from '../fakes/hall/hall-settings.ts'

/** A kind of hall, from which each seed draws another one. */
export interface Family {
  readonly name: string
  /** The services that each counter calls, in tiers; a counter for each entry. */
  readonly counters: readonly (readonly Tier[])[]
  /** Mean service times (min). */
  readonly services: Readonly<Record<string, number>>
  /** Share of the counters' time that arrivals need. */
  readonly load: number
  /** Arrivals in each half hour of the opening, as multiples of the usual. */
  readonly rhythm?: readonly number[]
  readonly noShows?: number
  /** Shares of arrivals by category; the rest are ordinary. */
  readonly elderly?: number
  readonly policy?: Settings['policy']
  /** Pauses of each counter and hour. */
  readonly breaks?: number
  /** The last counter closes for one to two hours in the middle of the day. */
  readonly losesOne?: boolean
  /** The settings expect this multiple of the true times; each day is the first of its hall. */
  readonly startsFromNothing?: number
  /** Every ticket is printed. */
  readonly prints?: boolean
  /** The share of clerks who call the next one with the finish. */
  readonly callsWithFinish?: number
}

const all: readonly Tier[] = [{ services: 'all' }]
const of = (...services: string[]): readonly Tier[] => [{ services }]
const even = [0.8, 0.9, 1.1, 1.2, 1.1, 1, 1, 1, 0.9, 0.8]

export const families: readonly Family[] = [
  {
    name: 'shared counters',
    counters: [all, all, all, all],
    services: { a: 12, b: 3, c: 6, d: 8 },
    load: 0.98,
    rhythm: even,
  },
  {
    name: 'split counters',
    counters: [of('a', 'b'), of('b', 'c'), of('c', 'd'), of('d', 'a'), of('a')],
    services: { a: 10, b: 4, c: 6, d: 8 },
    load: 0.95,
    rhythm: even,
  },
  {
    name: 'priority',
    counters: [all, all, all],
    services: { a: 8, b: 5 },
    load: 0.98,
    rhythm: even,
    elderly: 0.2,
  },
  {
    name: 'tiers and precedence',
    counters: [
      [{ services: ['a'] }, { services: ['b'], afterMs: minutes(20) }],
      [{ services: ['b'] }, { services: 'all' }],
      all,
    ],
    services: { a: 7, b: 6 },
    load: 0.95,
    rhythm: even,
    elderly: 0.1,
    policy: { kind: 'precedence' },
  },
  {
    name: 'no-shows and returns',
    counters: [all, all, all],
    services: { a: 8, b: 5 },
    load: 1.02,
    rhythm: even,
    noShows: 0.15,
  },
  {
    name: 'breaks',
    counters: [all, all, all, all],
    services: { a: 9, b: 5 },
    load: 0.85,
    rhythm: even,
    breaks: 0.5,
  },
  {
    name: 'learning from nothing',
    counters: [all, all, all],
    services: { a: 9, b: 5 },
    load: 0.98,
    rhythm: even,
    startsFromNothing: 2,
  },
  {
    name: 'a counter lost',
    counters: [all, all, all, of('a', 'b')],
    services: { a: 8, b: 5, c: 7 },
    load: 0.85,
    rhythm: even,
    losesOne: true,
  },
  {
    name: 'a rush',
    counters: [all, all, all, all],
    services: { a: 7, b: 5, c: 9 },
    load: 0.8,
    rhythm: [0.5, 0.6, 2.6, 2.8, 1.6, 0.6, 0.5, 0.5, 0.5, 0.5],
  },
]

const everyDay = [['08:00', '13:00']] as const

/** The settings of a hall of the family; `truth`: mean service times of this hall (ms). */
export function settingsOf(family: Family, truth: Readonly<Record<string, number>>): Settings {
  const names = Object.keys(family.services)
  const services = Object.fromEntries(
    names.map((id) => [
      id,
      {
        name: { 'zh-CN': id, en: id },
        prefix: id.toUpperCase(),
        expectedMs: Math.round(truth[id]! * (family.startsFromNothing ?? 1)),
      },
    ]),
  )
  const profiles = Object.fromEntries(family.counters.map((tiers, place) => [`p${place}`, tiers]))
  const counters = Object.fromEntries(
    family.counters.map((_, place) => [
      `${place + 1}`,
      { name: { 'zh-CN': `${place + 1}`, en: `${place + 1}` }, profile: `p${place}` },
    ]),
  )
  const staff = Object.fromEntries(
    family.counters.map((_, place) => [`10${place + 10}`, { roles: ['counter'], skills: 'all' }] as const),
  )
  return {
    ...furnished,
    services,
    profiles,
    counters,
    staff: staff as Settings['staff'],
    policy: family.policy ?? { kind: 'head-start' },
    hours: {
      mon: everyDay,
      tue: everyDay,
      wed: everyDay,
      thu: everyDay,
      fri: everyDay,
      sat: everyDay,
      sun: everyDay,
    },
    graceMs: minutes(180),
    printing: family.prints === true,
    printingDevices: family.prints ? ['console-1010'] : [],
    devices: [],
    series: {},
  }
}
