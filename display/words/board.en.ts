import type { board as first } from './board.zh-CN.ts'
import type { Sayings } from './words.ts'

export const board = {
  title: 'Call board',
  now: 'Now calling',
  again: 'Calling again',
  latest: 'Last called',
  go: 'Please go to',
  ticket: 'Ticket',
  counter: 'Counter',
  waiting: 'Waiting',
  people: '{count}',
  'rest.open': 'Welcome',
  'rest.open.more': 'Take a ticket, then watch this screen',
  'rest.early': 'Not open yet',
  'rest.closed': 'Closed for today',
  'rest.closed.more': 'Thank you for your visit',
  'rest.opens': 'We open at {time}',
  caption: 'Ticket {label}, please go to {counter}',
  'caption.again': 'Calling again: ticket {label}, please go to {counter}',
  'sound.blocked': 'Tap to turn on sound',
  silent: 'Reconnecting',
  trouble: 'Calls paused',
  lost: 'Display offline',
  'lost.more': 'Please listen for our staff',
  'lost.since': 'Last update {time}',
  connecting: 'Connecting',
} as const satisfies Sayings<typeof first>
