import { reasonSettings } from '../../server/data/reason-config.ts'
import type { HallNames } from '../../server/hall/views/view-types.ts'
import type { Drawn, PaperView } from '../../server/protocol/messages.ts'
import { furnished } from '../fakes/hall/hall-settings.ts'

/** A property management's hall on a Thursday morning. */
export const timeZone = 'Asia/Shanghai'
/** 2026-06-18 09:41:07 in the hall. */
export const nowAt = Date.parse('2026-06-18T09:41:07+08:00')
export const day = '2026-06-18'
export const languages = ['zh-CN', 'en']
export const minutes = (count: number): number => count * 60_000
export const ago = (count: number): number => nowAt - minutes(count)

export const words: HallNames = {
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
  reasons: reasonSettings.parse({}),
}

export const doors = { doors: 'open', closesAt: ago(-470) } as const

export const kiosk: Drawn<'kiosk'> = {
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
  times: furnished.kiosk,
  waiting: 35,
  printStates: {},
  printer: 'ready',
}

/** Hours with a rest at noon. */
export const hoursOf = (date: string) =>
  [
    ['08:30', '12:00'],
    ['13:30', '17:30'],
  ].map(([from, to]) => ({
    opensAt: Date.parse(`${date}T${from}+08:00`),
    closesAt: Date.parse(`${date}T${to}+08:00`),
  }))

export const board: Drawn<'board'> = {
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
  hours: hoursOf(day),
  counters: {
    1: { state: 'open', label: 'C014', stage: 'serving' },
    2: { state: 'open', label: 'B031', stage: 'called' },
    3: { state: 'open', label: 'A027', stage: 'called' },
    4: { state: 'paused' },
    5: { state: 'open', label: 'G003', stage: 'serving' },
  },
}

/** The board while a counter calls a ticket. */
export const calledAt = (counter: string, label: string, view: Drawn<'board'> = board): Drawn<'board'> => ({
  ...view,
  counters: { ...view.counters, [counter]: { state: 'open', label, stage: 'called' } },
})

const windowBase = {
  ...doors,
  counter: '3',
  others: true as const,
  words,
  languages,
  timeZone,
  services: ['repair', 'access', 'advice'],
}
export const windows: Record<Drawn<'window'>['state'], Drawn<'window'>> = {
  free: { ...windowBase, state: 'free' },
  called: { ...windowBase, state: 'called', label: 'A027', call: `${day}/A027/1`, calledAt: nowAt - 3_000 },
  serving: { ...windowBase, state: 'serving', label: 'A027' },
  paused: { ...windowBase, state: 'paused', reason: 'meal' },
  closed: {
    ...doors,
    counter: '3',
    others: true,
    words,
    languages,
    timeZone,
    state: 'closed',
    services: windowBase.services,
  },
}

/** The rating device at a counter, at rest. */
export const rating: Drawn<'rating'> = {
  ...doors,
  counter: '3',
  words,
  languages,
  timeZone,
  state: 'open',
  askMs: 30_000,
}
/** The same when a visit has just ended there. */
export const toRate: Drawn<'rating'> = {
  ...rating,
  visit: { id: `${day}/A027`, label: 'A027', language: 'zh-CN', endedAt: nowAt },
}

export const phone: Drawn<'ticket'> = {
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
  timeZone,
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
