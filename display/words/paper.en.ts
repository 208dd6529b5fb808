import type { paper as first } from './paper.zh-CN.ts'
import type { Sayings } from './words.ts'

export const paper = {
  title: 'Paper tray',
  lead: 'Tickets from the demo printer, newest first',
  slip: 'Ticket {label}, printed at {time} by {device}',
  newest: 'Just printed',
  older: 'Earlier tickets',
  none: 'No ticket printed yet',
  'none.more': 'Take a ticket at the kiosk and it will come out here',
  kiosk: 'Open the kiosk',
  back: 'Back to the guide',
  silent: 'Reconnecting',
  lost: 'Connection lost',
  since: 'Last update {time}',
} as const satisfies Sayings<typeof first>
