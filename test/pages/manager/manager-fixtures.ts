import type { Drawn } from '../../../server/protocol/messages.ts'
import { called, serving, manager as usual } from '../counter/staff-fixtures.ts'
import { nowAt } from '../fixtures.ts'

/** The floor as the hall manager meets it, told as views. */
const minutes = (count: number): number => count * 60_000
const ago = (count: number): number => nowAt - minutes(count)

type Counters = Drawn<'manager'>['counters']
const seat = (more: Partial<Counters[string]>): Counters[string] => ({
  state: 'open',
  since: ago(68),
  profile: 'all',
  waiting: 19,
  servedToday: 18,
  badge: '1001',
  ...more,
})

const troubled: Drawn<'manager'> = {
  ...usual,
  unconfirmed: {
    't-A028': { ...Object.values(usual.missed)[0]!, ticket: 't-A028', label: 'A028', unconfirmed: true },
  },
  counters: {
    1: seat({ active: { ...serving, startedAt: ago(26) }, linkLostAt: ago(11), unattended: true }),
    2: seat({ badge: '1002', active: { ...called, label: 'B1031', callsHere: 3, calledAt: ago(2) } }),
    3: seat({ badge: '1003' }),
    4: seat({
      badge: '1004',
      state: 'paused',
      reason: 'training',
      since: ago(34),
      linkLostAt: ago(19),
      locked: true,
    }),
    5: { state: 'closed', since: ago(68), profile: 'all', waiting: 1, servedToday: 0, asked: true },
  },
}

const many = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [
    String(at + 1),
    seat({
      badge: String(1001 + at),
      active: { ...serving, ticket: `t-${at}`, label: `A0${at + 30}`, startedAt: ago(at) },
    }),
  ]),
)
const row = Object.values(usual.missed)[0]
const crowded: Drawn<'manager'> = {
  ...usual,
  words: {
    ...usual.words,
    counters: Object.fromEntries(
      Object.keys(many).map((id) => [id, { 'zh-CN': `${id} 号窗口`, en: `Counter ${id}` }]),
    ),
  },
  counters: many,
  missed: Object.fromEntries(
    ['A021', 'B011', 'C009', 'D1004', 'G002'].map((label, at) => [
      `t-${label}`,
      { ...row!, ticket: `t-${label}`, label, missedAt: ago(3 + 7 * at), misses: 1 + (at % 3) },
    ]),
  ),
  waiting: 288,
  figures: { issued: 1204, served: 861, cancelled: 12, left: 23, noShow: 43, unserved: 0, ratings: 317 },
}

const { longestSince: _nobodyWaits, ...rest } = usual
const quiet: Drawn<'manager'> = {
  ...rest,
  doors: 'closed',
  opensAt: ago(71 - 24 * 60),
  counters: Object.fromEntries(
    Object.keys(usual.counters).map((id) => [
      id,
      { state: 'closed', since: ago(600), profile: 'all', waiting: 0, servedToday: 0 } as const,
    ]),
  ),
  queues: Object.fromEntries(
    Object.entries(usual.queues).map(([id, { letter }]) => [id, { letter, open: true, waiting: 0 }]),
  ),
  held: {},
  missed: {},
  paper: {},
  sent: { waiting: 0 },
  waiting: 0,
  figures: { issued: 0, served: 0, cancelled: 0, left: 0, noShow: 0, unserved: 0, ratings: 0 },
}

export const managerStates = { usual, troubled, crowded, quiet } as const satisfies Record<
  string,
  Drawn<'manager'>
>
export type ManagerState = keyof typeof managerStates
export const managerStateNames = Object.keys(managerStates) as ManagerState[]
