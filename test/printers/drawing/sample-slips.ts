import type { Slip } from '../../../printers/drawing/slip.ts'
import { type SlipTexts, ticketSlip } from '../../../printers/drawing/ticket-slip.ts'

const phoneUrl = 'https://hall.example/t/4oXr8Zk2QmW9vB1cD7eFgH'

/** A slip as a Chinese hall prints it all day. */
const ordinary: SlipTexts = {
  job: 'job-0001',
  hall: '城东政务服务中心',
  label: 'A042',
  service: '社会保险综合受理',
  lines: ['请携带：身份证原件、社会保障卡', '过号三次作废，请留意叫号'],
  ahead: '前面还有 12 人',
  wait: '约 15–25 分钟',
  phoneUrl,
  qrCaption: '扫码看叫号进度',
  footer: '2026-11-22 09:41 · 取号机 1',
  copy: 1,
  language: 'zh-CN',
}

/** The same hall, a customer who chose English. */
const english: SlipTexts = {
  ...ordinary,
  job: 'job-0002',
  service: 'Social insurance',
  serviceInHallLanguage: '社会保险综合受理',
  lines: ['Please bring your identity card and social security card'],
  ahead: '12 people ahead',
  wait: 'about 15–25 minutes',
  qrCaption: 'Scan to follow on your phone',
  footer: '22 Nov 2026, 09:41 · Kiosk 1',
  language: 'en',
}

/** Everything at once, and everything long. */
const full: SlipTexts = {
  ...ordinary,
  job: 'job-0003',
  hall: '滨江新区企业开办与不动产登记综合服务大厅（二期）',
  label: 'A1042',
  service: '不动产登记与住房公积金提取联办（含抵押权注销登记）',
  serviceInHallLanguage: 'Real estate registration with withdrawal from the housing provident fund',
  category: '长者优先',
  lines: [
    '请携带：身份证原件、不动产权证书、购房合同及完税凭证的原件和复印件',
    '委托他人办理的，请同时携带经公证的委托书',
    '过号三次作废，请留意叫号',
  ],
  copy: 2,
  copyMark: '补打 第 2 份 · 10:16',
}

const copy: SlipTexts = {
  ...ordinary,
  job: 'job-0004',
  copy: 2,
  copyMark: '补打 第 2 份 · 10:16',
}

const priority: SlipTexts = { ...ordinary, job: 'job-0005', category: '长者优先' }

const bare: SlipTexts = {
  job: 'job-0006',
  hall: 'Hall',
  label: 'B7',
  service: 'Tax',
  lines: [],
  footer: '09:41',
  copy: 1,
  language: 'en',
}

/** The words of the slips below. */
export const words = { ordinary, english, full, copy, priority, bare }

export const ordinarySlip: Slip = ticketSlip(ordinary)
export const englishSlip: Slip = ticketSlip(english)
export const fullSlip: Slip = ticketSlip(full)
export const copySlip: Slip = ticketSlip(copy)
export const prioritySlip: Slip = ticketSlip(priority)
export const bareSlip: Slip = ticketSlip(bare)
export const slips = { ordinarySlip, englishSlip, fullSlip, copySlip, prioritySlip, bareSlip }
