import type { Table } from '../driven-page.ts'

/** Sentences of a screen that waits for its pairing in each state. */

const frame = ['title']
const steps = ['step.open', 'step.type', 'waiting', 'left: valid for 10 minutes']
const removed = ['removed', ...steps]

export const pair: Table = {
  connecting: [...frame, 'connecting'],
  'a code': [...frame, ...steps],
  'a code, for a minute': [...frame, ...steps.slice(0, -1), 'left: valid for 1 minute'],
  approved: [...frame, 'approved', 'approved.more: Opening the page of board-1'],
  'the secret was not fetched': [...frame, 'failed', 'again', 'again.in'],
  refused: [...frame, 'refused', 'refused.more', 'again'],
  'refused, nobody asks anew': [...frame, 'refused', 'refused.more', 'again', 'again.in'],
  expired: [...frame, 'expired', 'again', 'again.in: A new code in 30 seconds'],
  'too many wait': [...frame, 'full', 'full.more'],
  offline: [...frame, 'lost', 'lost.more'],
  'a board that was removed': [
    ...frame,
    ...removed,
    'kind.board',
    'removed.more: An administrator removed board-1. To use it again, pair it anew',
  ],
  'in the place of a kiosk': [...frame, ...removed, 'kind.kiosk', 'removed.more'],
  'in the place of a rating device': [...frame, ...removed, 'kind.rating', 'removed.more'],
  'in the place of a speaker': [...frame, ...removed, 'kind.speaker', 'removed.more'],
  'in the place of a window': [...frame, ...removed, 'kind.window', 'removed.more'],
}
