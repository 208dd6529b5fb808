import type { Table } from '../driven-page.ts'

/** Sentences of the hall manager's page in each state. */

const signIn = [
  'page.title',
  'sign-in.title',
  'sign-in.lead',
  'sign-in.badge',
  'sign-in.password',
  'sign-in.submit',
]
const figures = ['issued', 'served', 'no-show', 'left', 'cancelled', 'unserved', 'ratings']
const frame = [
  'page.title',
  'menu.open',
  'ratings.read',
  ...['keys.title', 'act.find', 'act.stop-tickets', 'act.close-day'],
  'figures.title',
  ...figures.map((name) => `figures.${name}`),
  ...['total.waiting', 'total.longest', 'total.counters'],
  ...['counters.title', 'counters.state.closed', 'counters.nobody', 'counters.served'],
  ...['services.title', 'services.waiting', 'services.nobody'],
  ...['open-items.held', 'open-items.missed', 'open-items.paper'],
]
const ready = ['printer.ready', 'printer.left']
const open = [...frame, 'hours.open-until']
const quiet = [...open, ...ready, 'open-items.held-none', 'open-items.missed-none']
const staffed = ['counters.badge: Badge 1001']
const held = ['hold.copy', 'open-items.at: counter 1']
const paused = [...staffed, ...held, 'counters.state.paused', 'pause.meal', 'services.closed']
const needed = ['attention.title']
const noCounter = ['services.why.no-counter-open', ...needed, 'concern.nobody-serves', 'act.ask-to-open']
const outOfPaper = [
  ...needed,
  'printer.no-paper',
  'concern.printer: Kiosk 1:',
  'concern.look',
  'printer.queued: 1 waits',
  'paper.not-printed',
  'paper.why.no-paper: out of paper',
]
const report = [
  ...['page.title', 'menu.open', 'hours.open-until'],
  ...['total.waiting', 'total.longest', 'total.counters'],
  ...needed,
  ...['concern.nobody-serves', 'act.ask-to-open'],
  ...['title', 'at', 'no-usual', 'how', 'save-figures', 'save-tickets', 'back'].map(
    (name) => `today.${name}`,
  ),
  ...figures.map((name) => `figures.${name}`),
  ...['wait', 'called', 'mean', 'p50', 'p80', 'longest', 'within', 'percent'].map((name) => `today.${name}`),
  ...['service', 'served', 'rated', 'chart-issued', 'chart-wait', 'chart-limit'].map(
    (name) => `today.${name}`,
  ),
  ...['by', 'by-service', 'by-counter', 'by-person', 'by-half', 'called-head', 'rating'].map(
    (name) => `today.${name}`,
  ),
  ...['ratings.read', 'ratings.score'],
]
const words = ['step', 'wait', 'service', 'percentile', 'within', 'place', 'undone', 'usual']
const onePrinted = [...paused, ...noCounter, ...ready, 'counters.could: could call 1']
/** Without the keys of a manager. */
const readOnly = [
  ...[...open, ...ready, ...paused].filter((key) => !/^(ratings\.read|act\.(stop|close))/u.test(key)),
  ...['total.none', 'read-only'],
]

export const manager: Table = {
  'signed out': signIn,
  'signed in, not a manager': [...signIn, 'sign-in.wrong-role'],
  'quiet, all counters closed': [...quiet, 'total.none'],
  'a board waits for a touch to sound': [...quiet, 'total.none', ...needed, 'silent-boards.blocked'],
  'a board has no audio': [...quiet, 'total.none', ...needed, 'silent-boards.off'],
  'two wait, no counter is open': [...quiet, ...noCounter, 'counters.could: could call 2'],
  'a counter is asked to open': [...quiet, ...noCounter, 'counters.could: could call 2', 'counters.asked'],
  'two wait, one counter is free': [
    ...quiet,
    ...staffed,
    'services.why.too-little-known',
    'counters.state.free',
    'counters.waiting: may call 2',
    'counters.could: could call 2',
  ],
  'waits of several services are told': [
    ...quiet,
    ...staffed,
    ...['services.wait', 'services.now', 'services.why.past-closing'],
    'services.why.too-little-known',
    'counters.state.free',
    'counters.waiting: may call 2',
    'counters.could: could call 2',
  ],
  'one is called': [
    ...quiet,
    ...staffed,
    'services.why.too-little-known',
    'counters.state.called',
    'counters.calls: call 1',
    'counters.could: could call 1',
  ],
  'one is served': [
    ...quiet,
    ...staffed,
    'services.why.too-little-known',
    'counters.state.serving',
    'counters.could: could call 1',
  ],
  'one is held': [
    ...open,
    ...ready,
    ...staffed,
    ...held,
    'services.why.too-little-known',
    'open-items.missed-none',
    'counters.state.free',
    'counters.waiting: may call 1',
    'counters.could: could call 1',
  ],
  'one is held, one is missed': [...open, ...ready, ...staffed, ...held, 'total.none', 'counters.state.free'],
  'a counter is paused, a service closed': [...open, ...ready, ...paused, 'total.none'],
  'an auditor reads': readOnly,
  'an auditor opens a ticket': [...readOnly, 'queue.all', 'queue.list', 'paper.close'],
  'an auditor opens a printer': [...readOnly, 'printer.used', 'paper.close'],
  'an auditor opens a counter': [
    ...readOnly,
    ...['counter.since', 'counter.profile', 'counter.only-sent'],
    'counters.badge: Badge 1001\u00a0·',
    'paper.close',
  ],
  'a ticket was not printed': [
    ...open,
    ...paused,
    ...noCounter,
    ...outOfPaper,
    'counters.could: could call 1',
  ],
  'the paper of a ticket': [
    ...open,
    ...paused,
    ...noCounter,
    ...outOfPaper,
    'counters.could: could call 1',
    'paper.title: Paper of A001',
    'paper.close',
    'paper.cancel-print',
    'paper.came-out',
    'paper.reprint',
  ],
  'ratings, there are none': [
    ...open,
    ...onePrinted,
    'ratings.title',
    'ratings.recorded',
    'ratings.none',
    'paper.close',
  ],
  'the report of the day': report,
  'how the figures are counted': [
    ...report,
    ...words.flatMap((word) => [`today.word-${word}`, `today.means-${word}`]),
    'paper.close',
  ],
  'the tickets behind a figure': [
    ...report,
    'today.listed: 2 of 2',
    ...['today.ticket-joined', 'today.ticket-called', 'today.ticket-started', 'paper.close'],
  ],
  offline: [...open, ...onePrinted, 'connection.lost-watching', 'connection.since'],
  'closed, somebody waits': [
    ...frame,
    ...onePrinted,
    'closing.until: The hall has closed: whoever still waits at 21:00 ends unserved.',
  ],
  'closed, somebody was not served': [
    ...frame,
    ...ready,
    ...paused,
    'total.none',
    'open-items.missed-none',
    'closing.unserved',
  ],
}
