import type {
  ActiveTicket,
  BoardView,
  CounterView,
  HallWords,
  KioskView,
  ManagerView,
  StaffTicket,
  TicketView,
  WindowView,
} from '../../server/hall/view-shapes.ts'
import type { PaperView } from '../../server/protocol/messages.ts'

/** A property management's hall on a Thursday morning. */
export const timeZone = 'Asia/Shanghai'
/** 2026-06-18 09:41:07 in the hall. */
export const nowAt = Date.parse('2026-06-18T09:41:07+08:00')
export const day = '2026-06-18'
export const languages = ['zh-CN', 'en']
const minutes = (count: number): number => count * 60_000
const ago = (count: number): number => nowAt - minutes(count)

export const words: HallWords = {
  hall: { 'zh-CN': '云栖花园物业服务大厅', en: 'Yunqi Garden Property Services' },
  services: {
    repair: { 'zh-CN': '报修服务', en: 'Repairs' },
    payment: { 'zh-CN': '物业缴费', en: 'Payments' },
    access: { 'zh-CN': '门禁与车位', en: 'Access & parking' },
    renovation: { 'zh-CN': '装修办理', en: 'Renovation permits' },
    moving: { 'zh-CN': '入住与迁出', en: 'Moving in & out' },
    advice: { 'zh-CN': '咨询与投诉', en: 'Advice & complaints' },
  },
  counters: {
    1: { 'zh-CN': '1 号窗口', en: 'Counter 1' },
    2: { 'zh-CN': '2 号窗口', en: 'Counter 2' },
    3: { 'zh-CN': '3 号窗口', en: 'Counter 3' },
    4: { 'zh-CN': '4 号窗口', en: 'Counter 4' },
    5: { 'zh-CN': '接待室', en: 'Private room' },
  },
}

const doors = { doors: 'open', opensAt: ago(71), closesAt: ago(-470) } as const

export const kiosk: KioskView = {
  ...doors,
  device: 'kiosk-1',
  words,
  languages,
  timeZone,
  services: [
    { id: 'repair', letter: 'A', open: true, pictogram: 'repair' },
    { id: 'payment', letter: 'B', open: true, pictogram: 'payment' },
    { id: 'access', letter: 'C', open: true, pictogram: 'access' },
    { id: 'renovation', letter: 'D', open: true, pictogram: 'renovation' },
    { id: 'moving', letter: 'F', open: false, why: 'service-is-full', pictogram: 'moving' },
    { id: 'advice', letter: 'G', open: true, pictogram: 'advice' },
  ],
  queues: {
    repair: { waiting: 7, wait: { from: 8, to: 15 } },
    payment: { waiting: 4, wait: { from: 5, to: 9 } },
    access: { waiting: 9, wait: { from: 15, to: 25 } },
    renovation: { waiting: 0, wait: { from: 0, to: 3 } },
    moving: { waiting: 12 },
    advice: { waiting: 3 },
  },
  categories: ['elderly', 'disabled', 'pregnant', 'infant'],
  waiting: 35,
}

export const board: BoardView = {
  ...doors,
  words,
  languages,
  timeZone,
  calls: [
    { id: `${day}/A027/1`, label: 'A027', counter: '3', at: nowAt - 3_000, again: false },
    { id: `${day}/C014/1`, label: 'C014', counter: '1', at: nowAt - 48_000, again: false },
    { id: `${day}/B031/2`, label: 'B031', counter: '2', at: ago(2), again: true },
    { id: `${day}/A026/1`, label: 'A026', counter: '4', at: ago(3), again: false },
    { id: `${day}/G003/1`, label: 'G003', counter: '5', at: ago(4), again: false },
    { id: `${day}/D009/1`, label: 'D009', counter: '1', at: ago(6), again: false },
    { id: `${day}/A025/1`, label: 'A025', counter: '2', at: ago(7), again: false },
    { id: `${day}/C013/1`, label: 'C013', counter: '3', at: ago(9), again: false },
  ],
  queues: {
    repair: { letter: 'A', waiting: 7, wait: { from: 8, to: 15 } },
    payment: { letter: 'B', waiting: 4, wait: { from: 5, to: 9 } },
    access: { letter: 'C', waiting: 9, wait: { from: 15, to: 25 } },
    renovation: { letter: 'D', waiting: 0, wait: { from: 0, to: 3 } },
    moving: { letter: 'F', waiting: 12 },
    advice: { letter: 'G', waiting: 3 },
  },
  counters: {
    1: { state: 'open', label: 'C014' },
    2: { state: 'open', label: 'B031' },
    3: { state: 'open', label: 'A027' },
    4: { state: 'paused' },
    5: { state: 'open', label: 'G003' },
  },
}

const windowBase = {
  counter: '3',
  words,
  languages,
  timeZone,
  badge: '1003',
  services: ['repair', 'access', 'advice'],
}
export const windows: Record<WindowView['state'], WindowView> = {
  free: { ...windowBase, state: 'free' },
  called: { ...windowBase, state: 'called', label: 'A027', call: `${day}/A027/1`, calledAt: nowAt - 3_000 },
  serving: { ...windowBase, state: 'serving', label: 'A027' },
  paused: { ...windowBase, state: 'paused', reason: 'meal' },
  closed: { counter: '3', words, languages, timeZone, state: 'closed', services: windowBase.services },
}

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
    reason: 'copy',
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

export const counter: CounterView = {
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
  waiting: 19,
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
export const manager: ManagerView = {
  ...doors,
  day,
  words,
  languages,
  timeZone,
  queues: {
    repair: { ...queues.repair, longestSince: ago(31) },
    payment: { ...queues.payment, longestSince: ago(9) },
    access: { ...queues.access, longestSince: ago(22) },
    renovation: queues.renovation,
    moving: { ...queues.moving, longestSince: ago(44) },
    advice: { ...queues.advice, longestSince: ago(12) },
  },
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
  figures: { issued: 104, served: 61, cancelled: 2, left: 3, noShow: 3, unserved: 0, ratings: 17 },
  waiting: 35,
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

export const phone: TicketView = {
  label: 'A027',
  day,
  service: 'repair',
  words,
  languages,
  language: 'zh-CN',
  timeZone,
  issuedAt: ago(13),
  stage: 'waiting',
  ahead: 4,
  wait: { from: 8, to: 15 },
  calls: 0,
  canRate: false,
  rated: false,
}

export const paper: PaperView = {
  papers: {
    1: {
      n: 1,
      device: 'kiosk-1',
      label: 'A026',
      at: ago(9),
      src: '/api/paper/1.png',
      width: 576,
      height: 900,
    },
    2: {
      n: 2,
      device: 'kiosk-1',
      label: 'C015',
      at: ago(6),
      src: '/api/paper/2.png',
      width: 576,
      height: 940,
    },
    3: {
      n: 3,
      device: 'kiosk-1',
      label: 'A027',
      at: ago(1),
      src: '/api/paper/3.png',
      width: 576,
      height: 900,
    },
  },
}
