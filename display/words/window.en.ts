import type { window as first } from './window.zh-CN.ts'
import type { Sayings } from './words.ts'

export const window = {
  title: '{counter} display',
  free: 'Free',
  'free.more': 'Please wait for your number',
  called: 'Ticket',
  'called.more': 'please come to this counter',
  'called.whole': 'Ticket {label}, please come to this counter',
  serving: 'Now serving',
  paused: 'Paused',
  'paused.more': 'Please use another counter, or wait',
  closed: 'Closed',
  'closed.more': 'Please watch for the other counters',
  services: 'Services',
  'pause.break': 'Short break',
  'pause.meal': 'Meal break',
  'pause.papers': 'Preparing papers',
  'pause.errand': 'Back soon',
  'pause.training': 'In training',
  'pause.other': 'Back soon',
  silent: 'Reconnecting',
  lost: 'Display offline',
  'lost.more': 'Please listen for our staff',
  'lost.since': 'Last update {time}',
  connecting: 'Connecting',
} as const satisfies Sayings<typeof first>
