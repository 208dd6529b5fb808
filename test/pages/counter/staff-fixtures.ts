import type { ActiveTicket, StaffTicket } from '../../../server/hall/views/view-types.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { furnished } from '../../fakes/hall/hall-settings.ts'
import { ago, day, doors, languages, minutes, nowAt, timeZone, words } from '../fixtures.ts'

/** The same hall as its staff see it. */

const staffTicket = (
  label: string,
  service: string,
  waited: number,
  more: Partial<StaffTicket> = {},
): StaffTicket => ({
  ticket: `t-${label}`,
  label,
  day,
  service,
  category: 'ordinary',
  language: 'zh-CN',
  issuedAt: ago(waited),
  joinedAt: ago(waited),
  standsSince: ago(waited),
  calls: 0,
  misses: 0,
  notes: 0,
  ...more,
})

export const called: ActiveTicket = {
  ...staffTicket('A027', 'repair', 13, { calls: 1 }),
  stage: 'called',
  calledAt: nowAt - 12_000,
  callsHere: 1,
  waitedMs: minutes(12),
}
export const serving: ActiveTicket = {
  ...called,
  stage: 'serving',
  calledAt: ago(3),
  startedAt: nowAt - 134_000,
}

const queues = {
  repair: { letter: 'A', open: true, waiting: 7, wait: { from: 8, to: 15 } },
  payment: { letter: 'B', open: true, waiting: 4, wait: { from: 5, to: 9 } },
  access: { letter: 'C', open: true, waiting: 9, wait: { from: 15, to: 25 } },
  renovation: { letter: 'D', open: true, waiting: 0 },
  moving: { letter: 'F', open: false, waiting: 12 },
  advice: { letter: 'G', open: true, waiting: 3 },
}

const held = {
  't-A019': {
    ...staffTicket('A019', 'repair', 41, { calls: 1 }),
    heldAt: ago(9),
    for: 'copy',
    badge: '1003',
    counter: '3',
  },
}
const missed = {
  't-A021': {
    ...staffTicket('A021', 'repair', 38, { calls: 2, misses: 2 }),
    missedAt: ago(22),
    counter: '3',
  },
}

export const counter: Drawn<'counter'> = {
  ...doors,
  counter: '3',
  words,
  languages,
  timeZone,
  state: 'open',
  badge: '1003',
  since: ago(68),
  profile: 'all',
  active: serving,
  why: {
    rule: 'stands-longest',
    facts: { standsSince: ago(13), joinedAt: ago(13), category: 'ordinary', headStartMs: 0, tier: 1 },
  },
  next: {
    't-A028': { ...staffTicket('A028', 'repair', 18), place: 1 },
    't-C015': {
      ...staffTicket('C015', 'access', 6, { category: 'elderly', standsSince: ago(16) }),
      place: 2,
    },
    't-A029': { ...staffTicket('A029', 'repair', 15, { mark: 'returned', misses: 1 }), place: 3 },
    't-C016': { ...staffTicket('C016', 'access', 14, { notes: 1, mark: 'transferred' }), place: 4 },
    't-G004': { ...staffTicket('G004', 'advice', 11), place: 5 },
  },
  held,
  missed,
  unconfirmed: {},
  waiting: 19,
  guidance: furnished.guidance,
  longestSince: ago(31),
  servedToday: 18,
  expectedMs: {
    repair: minutes(6),
    payment: minutes(3),
    access: minutes(5),
    renovation: minutes(12),
    moving: minutes(10),
    advice: minutes(8),
  },
  queues,
  counters: {
    1: { state: 'open', badge: '1001', label: 'C014' },
    2: { state: 'open', badge: '1002', label: 'B031' },
    3: { state: 'open', badge: '1003', label: 'A027' },
    4: { state: 'paused', badge: '1004' },
    5: { state: 'closed' },
  },
}

const seat = { state: 'open', since: ago(68), profile: 'all', waiting: 19, servedToday: 18 } as const
export const manager: Drawn<'manager'> = {
  ...doors,
  day,
  words,
  languages,
  timeZone,
  guidance: furnished.guidance,
  profiles: { all: Object.keys(queues), payments: ['payment'], room: [] },
  queues: {
    repair: { ...queues.repair, longestSince: ago(31) },
    payment: { ...queues.payment, longestSince: ago(9) },
    access: { ...queues.access, longestSince: ago(22) },
    renovation: queues.renovation,
    moving: { ...queues.moving, longestSince: ago(44) },
    advice: { ...queues.advice, longestSince: ago(12) },
  },
  sent: { waiting: 1, longestSince: ago(46) },
  counters: {
    1: {
      ...seat,
      badge: '1001',
      active: { ...serving, ...staffTicket('C014', 'access', 20), startedAt: ago(11) },
    },
    2: {
      ...seat,
      badge: '1002',
      active: { ...called, ...staffTicket('B031', 'payment', 8), callsHere: 2 },
      servedToday: 24,
    },
    3: { ...seat, badge: '1003', active: serving },
    4: { ...seat, state: 'paused', since: ago(14), badge: '1004', reason: 'meal', servedToday: 11 },
    5: { ...seat, state: 'closed', waiting: 1, servedToday: 2 },
  },
  held,
  missed,
  unconfirmed: {},
  figures: { issued: 104, served: 61, cancelled: 2, left: 3, noShow: 3, unserved: 0, ratings: 17 },
  waiting: 36,
  longestSince: ago(46),
  paper: {
    't-D010': {
      label: 'D010',
      device: 'kiosk-1',
      printing: { print: 'unsure', job: 'j-10', copies: 1, why: 'cut-off' },
    },
  },
  printers: {
    'kiosk-1': { name: '1 号取号机', state: 'ready', since: ago(68), usedMm: 41_900, left: 423, queued: 0 },
    'kiosk-2': { name: '2 号取号机', state: 'no-paper', since: ago(4), usedMm: 80_000, left: 0, queued: 1 },
  },
}
