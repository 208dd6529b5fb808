import type { Settings } from '../../../server/hall/settings.ts'

export const seconds = (count: number): number => count * 1000
export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000

/** A moment as `YYYY-MM-DDTHH:MM[:SS]` with its offset, `+08:00` (Shanghai) by default. */
export const moment = (text: string, offset = '+08:00'): number => Date.parse(`${text}${offset}`)

/** Monday 2 March 2026, an hour after the doors opened. */
export const monday9 = moment('2026-03-02T09:00')

const workday = [['08:00', '17:00']] as const

/**
 * A furnished hall: services a, b (own series), c and d (one series), v (hidden); counters 1-4 for everything,
 * a private room 5 that is only sent to; four at the counters, a hall manager, an administrator.
 */
export const furnished: Settings = {
  hall: 'hall-1',
  name: { 'zh-CN': '大厅', en: 'Hall' },
  languages: ['zh-CN', 'en'],
  timeZone: 'Asia/Shanghai',
  dayStartsAt: '00:00',
  hours: { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday },
  graceMs: minutes(30),
  policy: { kind: 'head-start' },
  headStartMs: {
    elderly: minutes(15),
    disabled: minutes(15),
    pregnant: minutes(10),
    appointment: minutes(5),
  },
  freeCategories: ['elderly'],
  appointmentToleranceMs: minutes(10),
  returnBehind: 3,
  transferPlace: 'kept',
  series: {
    A: { start: 1, step: 1, digits: 3 },
    B: { start: 100, step: 10, digits: 4 },
    C: { start: 1, step: 1, digits: 2 },
  },
  services: {
    a: { name: { 'zh-CN': '甲', en: 'First' }, prefix: 'A', expectedMs: minutes(6) },
    b: { name: { 'zh-CN': '乙', en: 'Second' }, prefix: 'B', expectedMs: minutes(10), maxWaiting: 6 },
    c: { name: { 'zh-CN': '丙', en: 'Third' }, prefix: 'C', expectedMs: minutes(3) },
    d: { name: { 'zh-CN': '丁', en: 'Fourth' }, prefix: 'C', expectedMs: minutes(3), group: 'rare' },
    v: { name: { 'zh-CN': '贵宾', en: 'Private' }, prefix: 'V', expectedMs: minutes(20), hidden: true },
  },
  profiles: {
    all: [{ services: 'all' }],
    'a-then-all': [{ services: ['a'] }, { services: 'all' }],
    'a-then-b-late': [{ services: ['a'] }, { services: ['b'], afterMs: minutes(20) }],
    'only-sent': [],
  },
  counters: {
    '1': { name: { 'zh-CN': '1 号窗口', en: 'Counter 1' }, profile: 'all' },
    '2': { name: { 'zh-CN': '2 号窗口', en: 'Counter 2' }, profile: 'all' },
    '3': { name: { 'zh-CN': '3 号窗口', en: 'Counter 3' }, profile: 'all' },
    '4': { name: { 'zh-CN': '4 号窗口', en: 'Counter 4' }, profile: 'a-then-all' },
    '5': { name: { 'zh-CN': '贵宾室', en: 'Private room' }, profile: 'only-sent' },
  },
  reasons: {
    pause: { break: {}, meal: {}, other: {} },
    hold: { copy: {}, form: {}, other: {} },
    rating: { waiting: {}, attitude: {} },
  },
  guidance: {
    recallAfterMs: seconds(5),
    noShowAfterCalls: 2,
    noShowAfterMs: seconds(20),
    apologyAfterMs: seconds(60),
    longWaitMs: minutes(20),
    holdReminderMs: seconds(60),
    idleReminderMs: seconds(60),
    amberAt: 1,
    redAt: 2,
  },
  kiosk: {
    idleAfterMs: seconds(45),
    idleCountdownMs: seconds(20),
    idleAfterAssistedMs: seconds(90),
    idleCountdownAssistedMs: seconds(30),
    homeAfterPrintedMs: seconds(15),
    attractAfterMs: seconds(60),
  },
  staff: {
    '1001': { roles: ['counter'], skills: 'all' },
    '1002': { roles: ['counter'], skills: 'all' },
    '1003': { roles: ['counter'], skills: ['a', 'c'] },
    '1004': { roles: ['counter'], skills: 'all' },
    '2001': { roles: ['counter', 'manager'], skills: 'all' },
    '9001': { roles: ['administrator'], skills: 'all' },
  },
  devices: [{ id: 'kiosk-1', kind: 'kiosk', name: 'Kiosk 1', printer: 'paper' }],
  printing: true,
  slips: { services: {} },
  printingDevices: ['kiosk-1'],
}

/** Counters 1-4 as their usual people have them. */
export const usualSeats = { '1': '1001', '2': '1002', '3': '1003', '4': '1004' } as const
