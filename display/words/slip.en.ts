import type { slip as first } from './slip.zh-CN.ts'
import type { Sayings } from './words.ts'

export const slip = {
  ahead: { one: '{count} person ahead', other: '{count} people ahead' },
  first: 'You are next',
  wait: 'About {from}–{to} minutes',
  listen: 'Please watch the screen and listen for your number',
  missed: 'Missed your call? Go to the desk, no new ticket needed',
  qr: 'Scan to follow your place',
  category: 'Priority: {category}',
  appointment: 'Appointment {time}',
  footer: '{date} {time} · {device}',
  copy: 'REPRINT {copy} · {time}',
  'test.label': 'TEST',
  test: 'Test page',
  'test.line': 'This slip is not a ticket. Edges straight, text sharp, cut clean: the printer is well.',
} as const satisfies Sayings<typeof first>
