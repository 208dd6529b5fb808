import { notPrintedReasons, unsureReasons } from '../../../../printers/printer.ts'
import type { Table } from '../driven-page.ts'

/** Sentences of parts of the hall manager's page, by the selector of the part. */

export const printerFaults = [
  'unreachable',
  'no-paper',
  'cover-open',
  'cutter-jam',
  'printer-error',
  'offline',
  'head-hot',
]
/** Those of the printers, two of the spool, and one that a newer server may send. */
export const paperReasons = [...notPrintedReasons, ...unsureReasons, 'restarted', 'broken', 'other'] as const
const list = ['open-items.paper']
const dialog = ['paper.close', 'printer.test']
const rated = ['rating.waiting', 'rating.attitude', 'rating.explanation', 'rating.result', 'rating.place']

export const managerParts: Readonly<Record<string, Table>> = {
  '.head-me': {
    'closed, opens again': ['hours.closed-until: Closed, opens 14:30'],
    'closed, no opening is known': ['hours.closed'],
  },
  '.totals': {
    'somebody waits for 25 minutes': [
      'total.waiting',
      'total.longest',
      'total.minutes: 25 min',
      'total.counters',
    ],
  },
  '.service:last-child': {
    'one was sent to a counter': ['services.sent', 'services.waiting', 'services.longest: longest 0 min'],
    'one was sent to a counter 25 minutes ago': [
      'services.sent',
      'services.waiting',
      'services.longest: longest 25 min',
      'services.long',
    ],
  },
  '.counter-card:first-child': {
    'link lost': [
      'counters.state.free',
      'counters.badge',
      'counters.served',
      'counters.connection-lost: link lost 3 min',
    ],
    locked: ['counters.state.free', 'counters.badge', 'counters.served', 'counters.locked: locked 3 min'],
    'nobody seems to be there': [
      'counters.state.free',
      'counters.badge',
      'counters.served',
      'counters.connection-lost',
      'counters.unattended',
    ],
  },
  '.open-item-missed': {
    'missed twice': ['open-items.missed', 'open-items.misses: 2×', 'open-items.minutes'],
  },
  '.open-item-paper': {
    'nothing prints': [...list, 'open-items.paper-none'],
    'printer: unknown': [...list, 'printer.unknown'],
    ...Object.fromEntries(
      printerFaults.map((state) => [
        `printer: ${state}`,
        [...list, `printer.${state}`, 'open-items.minutes'],
      ]),
    ),
    'printer: ready, paper nearly out': [...list, 'printer.ready', 'printer.near-end', 'printer.left'],
    'printer: never confirms': [...list, 'printer.ready', 'printer.silent', 'printer.queued: 2 wait'],
    ...Object.fromEntries(
      ['not-printed', 'unsure', 'held', 'expired'].map((print) => [
        `paper: ${print}`,
        [...list, 'printer.ready', `paper.${print}`],
      ]),
    ),
    ...Object.fromEntries(
      paperReasons.map((why) => [
        `not printed: ${why}`,
        [...list, 'printer.ready', 'paper.not-printed', `paper.why.${why}`],
      ]),
    ),
  },
  dialog: {
    'a printer whose cover is open': [...dialog, 'printer.cover-open', 'printer.sensor'],
    'a printer whose paper is nearly out': [
      ...dialog,
      'printer.ready',
      'printer.near-end',
      'printer.sensor.near-end',
      'printer.used: 12.3 m of the roll used',
      'printer.left: paper for about 9 tickets',
    ],
    'a printer that never confirms': [...dialog, 'printer.ready', 'printer.silent'],
    ...Object.fromEntries(
      ['asked', 'printed', 'not-printed', 'unsure'].map((page) => [
        `test page: ${page}`,
        [...dialog, 'printer.ready', `printer.test.${page}`],
      ]),
    ),
    'the answer is lost': [...dialog, 'printer.ready', 'printer.test.unsure', 'answer.unknown'],
    'a paper of which two may exist': [
      'paper.title: Paper of A001',
      'paper.unsure',
      'paper.copies: 2 papers may exist',
      'paper.close',
      'paper.cancel-print',
      'paper.came-out',
      'paper.reprint-marked: Print copy 3, marked',
    ],
    'ratings, not for this role': ['ratings.title', 'ratings.recorded', 'answer.wrong-role', 'paper.close'],
    ratings: [
      'ratings.title',
      'ratings.recorded',
      'ratings.score: 2 of 5',
      ...rated,
      'ratings.older',
      'paper.close',
    ],
  },
}
