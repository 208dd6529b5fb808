import type { slip as first } from './slip.zh-CN.ts'
import type { Sayings } from './words.ts'

export const slip = {
  ahead: { one: '{count} person ahead', other: '{count} people ahead' },
  first: 'You are next',
  wait: 'About {from}–{to} minutes',
  listen: 'Watch the screen and listen for your number',
  missed: 'Missed it? Go to the desk with this ticket',
  qr: 'Scan to follow your place',
  documents: 'Please bring',
  fees: 'Fees',
  check: 'Check code {code}',
  'category.elderly': 'Priority: Senior',
  'category.disabled': 'Priority: Disability',
  'category.pregnant': 'Priority: Pregnancy',
  'category.infant': 'Priority: With an infant',
  'category.veteran': 'Priority: Service member',
  'category.member': 'Priority: Member',
  'category.appointment': 'Appointment',
  appointment: 'Appointment {time}',
  footer: '{date} {time} · {device}',
  copy: 'REPRINT {copy} · {time}',
  'test.label': 'TEST',
  test: 'Test page',
  'test.line': 'This slip is not a ticket. Edges straight, text sharp, cut clean: the printer is well.',
} as const satisfies Sayings<typeof first>
