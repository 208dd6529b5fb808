import type { floor as first } from './floor.zh-CN.ts'
import type { Sayings } from './words.ts'

export const floor = {
  'category.ordinary': 'Standard',
  'category.elderly': 'Senior',
  'category.disabled': 'Disability',
  'category.pregnant': 'Pregnancy',
  'category.infant': 'With an infant',
  'category.veteran': 'Service member',
  'category.member': 'Member',
  'category.appointment': 'Appointment',

  'refusal.no-such-service': 'This service was not found.',
  'refusal.service-is-closed': 'This service gives no tickets at the moment.',
  'refusal.service-is-full': 'This service is full for today. Please come tomorrow or ask our staff.',
  'refusal.hall-is-closed': 'We are closed now, so no tickets are given.',
  'refusal.hall-is-full': 'The hall is full. Please come back later or ask our staff.',
  'refusal.category-needs-staff': 'Our staff need to confirm this priority. Please go to the desk.',
  'refusal.clock-in-doubt': 'An administrator has to confirm the system time. Please wait.',
  'refusal.disk-is-full': 'Storage is full. Please call the administrator now.',

  'answer.denied': 'This is not possible now.',
  'answer.invalid': 'Something is not right. Please check and try again.',
} as const satisfies Sayings<typeof first>
