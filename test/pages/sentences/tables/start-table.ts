import type { Table } from '../driven-page.ts'

/** Sentences of the start page and of the paper tray in each state. */

const pages = ['kiosk', 'board', 'window', 'rating', 'speaker', 'counter', 'manager', 'setup', 'pair']
const frame = [
  'title',
  'lead',
  'customers',
  'staff',
  'screens',
  ...pages,
  ...pages.map((page) => `${page}.more`),
]
const demo = [
  ...frame,
  ...['paper', 'paper.more', 'demo', 'demo.more'],
  ...['demo.counter', 'demo.manager', 'demo.administrator'],
  ...['demo.try', 'demo.try.1', 'demo.try.2', 'demo.try.3'],
]

export const start: Table = {
  'a hall': frame,
  'a hall, on a device without sound': [...frame, 'missing', 'missing.sound'],
  'a demo': demo,
  'a demo, an address without a page': [...demo, 'unknown'],
}

const tray = ['title', 'lead', 'kiosk', 'back', 'newest']
const both = [...tray, 'slip', 'older']

export const paper: Table = {
  'a hall, for a stranger': [...tray, 'for-staff', 'for-staff.more'],
  'a hall whose devices print none': [...tray, 'no-tray', 'no-tray.more'],
  'no ticket yet': [...tray, 'none', 'none.more'],
  'one ticket': [...tray, 'slip'],
  'two tickets': both,
  'no word for nine seconds': [...both, 'silent'],
  offline: [...both, 'lost', 'since'],
}
