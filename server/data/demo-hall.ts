import { demoCost, hashPassword } from '../access/passwords/passwords.ts'
import type { StaffDocument } from '../access/staff.ts'
import { demoHallId } from './data-directory.ts'
import type { HallFile } from './hall-config.ts'
import { guidanceSettings, kioskSettings } from './page-config.ts'
import { reasonSettings } from './reason-config.ts'

/** The hall of the demo: the front hall of a property-management company. */
export const demoHall: HallFile = {
  format: 1,
  id: demoHallId,
  name: { 'zh-CN': '锦华物业服务大厅', en: 'Jinhua Property Service Hall' },
  languages: ['zh-CN', 'en'],
  timeZone: 'Asia/Shanghai',
  dayStartsAt: '00:00',
  hours: 'always',
  graceMinutes: 30,
  policy: { kind: 'head-start' },
  headStartMinutes: { elderly: 15, disabled: 15, pregnant: 15, infant: 10, veteran: 10, member: 5 },
  freeCategories: ['elderly', 'disabled', 'pregnant', 'infant', 'veteran'],
  appointmentToleranceMinutes: 15,
  rating: { askSeconds: 30 },
  signIn: { lockAfterMinutes: 15 },
  returnBehind: 3,
  returns: { together: 2, othersBetween: 3 },
  transferPlace: 'kept',
  series: {},
  services: {
    tenancy: {
      name: { 'zh-CN': '入住与租赁', en: 'Moving in and tenancy' },
      prefix: 'A',
      expectedMinutes: 12,
      pictogram: 'key',
      slip: {
        documents: [
          { 'zh-CN': '身份证原件', en: 'Identity card, original' },
          { 'zh-CN': '购房合同或租赁合同', en: 'Purchase or tenancy contract' },
        ],
      },
    },
    fees: {
      name: { 'zh-CN': '物业缴费', en: 'Fees and payments' },
      prefix: 'B',
      expectedMinutes: 4,
      pictogram: 'coins',
    },
    renovation: {
      name: { 'zh-CN': '装修许可', en: 'Renovation permits' },
      prefix: 'C',
      expectedMinutes: 15,
      pictogram: 'hammer',
      slip: {
        documents: [
          { 'zh-CN': '业主身份证原件', en: "Owner's identity card, original" },
          { 'zh-CN': '装修图纸和施工合同', en: 'Drawings and building contract' },
        ],
        fees: [{ 'zh-CN': '装修押金 2000 元，验收后退还', en: 'Deposit: 2000 yuan, returned afterwards' }],
      },
    },
    repairs: {
      name: { 'zh-CN': '报修与投诉', en: 'Repairs and complaints' },
      prefix: 'D',
      expectedMinutes: 8,
      pictogram: 'wrench',
    },
    parking: {
      name: { 'zh-CN': '车位与车辆', en: 'Parking and vehicles' },
      prefix: 'F',
      expectedMinutes: 6,
      pictogram: 'car',
    },
    passes: {
      name: { 'zh-CN': '门禁与证卡', en: 'Access cards and passes' },
      prefix: 'G',
      expectedMinutes: 5,
      pictogram: 'access',
      slip: {
        fees: [{ 'zh-CN': '门禁卡工本费 20 元/张', en: 'Access card: 20 yuan each' }],
      },
    },
  },
  profiles: {
    general: [{ services: 'all' }],
    'sent-only': [],
  },
  counters: {
    '1': { name: { 'zh-CN': '1 号窗口', en: 'Counter 1' }, profile: 'general' },
    '2': { name: { 'zh-CN': '2 号窗口', en: 'Counter 2' }, profile: 'general' },
    '3': { name: { 'zh-CN': '3 号窗口', en: 'Counter 3' }, profile: 'general' },
    '4': { name: { 'zh-CN': '4 号窗口', en: 'Counter 4' }, profile: 'general' },
    '5': { name: { 'zh-CN': '5 号洽谈室', en: 'Private room 5' }, profile: 'sent-only' },
  },
  reasons: reasonSettings.parse({}),
  guidance: guidanceSettings.parse({}),
  kiosk: kioskSettings.parse({}),
  devices: [
    { id: 'kiosk-1', kind: 'kiosk', name: '1 号取号机', printer: 'paper', diagonal: 21.5 },
    { id: 'board-1', kind: 'board', name: '综合屏', diagonal: 55 },
  ],
  printing: true,
}

export async function demoStaff(): Promise<StaffDocument> {
  const password = await hashPassword('demo', demoCost)
  const person = (name: string, roles: StaffDocument['staff'][string]['roles']) => ({
    name,
    roles,
    skills: 'all' as const,
    password,
  })
  return {
    format: 1,
    staff: {
      '1001': person('1001', ['counter']),
      '1002': person('1002', ['counter']),
      '1003': person('1003', ['counter']),
      '1004': person('1004', ['counter']),
      '2001': person('2001', ['manager', 'counter']),
      '9001': person('9001', ['administrator']),
    },
  }
}
