import { refusalReasons } from '../../../../server/hall/refusals.ts'
import type { Table } from '../driven-page.ts'

/** Sentences of the console in each state. */

const signIn = [
  'page.title',
  ...['title', 'lead', 'badge', 'password', 'submit'].map((part) => `sign-in.${part}`),
]
const find = ['find.label', 'find.example', 'find.go', 'find.go-of']
const lists = ['list.tabs', 'list.next', 'list.held', 'list.missed']
const frame = ['page.title', 'menu.open', 'total.waiting', 'total.longest', 'total.served', ...find, ...lists]
const names = ['recall', 'no-show', 'put-back', 'pause', 'hold', 'transfer', 'finish', 'issue']
const pad = ['key.group', ...names.map((name) => `key.${name}`), 'phrase.title', 'phrase.fold']
const console_ = [...frame, ...pad]
const mine = [...console_, 'counter.me: Badge 1001']
const noneOpen = ['list.held-none', 'list.missed-none']
const nobody = ['total.none', 'list.next-none']

const keysWhileFree = [
  'key.disabled.needs-call',
  'key.disabled.needs-ticket',
  'key.disabled.needs-service',
  'key.note.issue',
]
const free = [
  ...mine,
  ...keysWhileFree,
  'key.note.pause',
  'state.free',
  'ticket.none.free',
  'ticket.since-free',
  'primary.call-next',
  'phrase.phase.free',
]
const walkUp = ['phrase.walk-up']
const freeSome = (count: number, next: string) => [
  ...free,
  'primary.press',
  `ticket.lead.free-some: Waiting for what this counter serves: ${count}.`,
  `primary.who-is-next: next is ${next}`,
]
const freeNone = [...free, ...nobody, 'primary.nobody-waits']
const closedPhrase = ['phrase.hall-closed']
const ofClosedHall = [...noneOpen, ...closedPhrase, 'closing.unserved']

const present = [
  'ticket.present',
  'ticket.waited-short',
  'category.elderly',
  'why.stands-longest-head',
  ...noneOpen,
]
const keysOfTicket = ['key.note.put-back', 'key.note.pause-after', 'key.note.transfer', 'key.note.issue']
const called = [
  ...mine,
  ...present,
  ...keysOfTicket,
  'key.disabled.needs-service',
  'state.called',
  'ticket.since-call',
  'primary.start',
  'primary.press',
  'phrase.phase.called',
  'phrase.please-sit',
]
const visit = [
  'state.serving',
  'ticket.since-start',
  'ticket.expected: usually 12 min',
  'ticket.pace.neutral',
]
const serving = [
  ...mine,
  ...present,
  ...visit,
  ...keysOfTicket,
  'key.disabled.needs-call',
  'key.note.hold',
  'key.note.finish',
  'primary.finish-next',
  'primary.press',
  'primary.who-is-next: next is B001',
  'phrase.phase.serving',
  'phrase.documents',
  'phrase.count: 1 / 5',
  'phrase.previous',
  'phrase.next',
]
/** A panel takes the place of the keys. */
const panel = [...frame, 'counter.me', 'panel.close']
const panelOfTicket = [...panel, ...present, ...visit]
const transfer = [...serving, 'phrase.back', 'transfer.title: Transfer A001']
const transferWhere = [
  ...transfer,
  'transfer.step: Step 1 of 2',
  'transfer.where',
  'transfer.service',
  'transfer.counter',
  'transfer.badge',
  'transfer.cancel',
]
const sent = ['category.elderly', 'mark.transferred', 'ticket.notes: notes: 1']
const missed = ['list.held-none', 'list.call', 'list.call-of', 'list.return', 'list.return-of', ...sent]
const reasonsOf = (kind: string, reasons: readonly string[]) => reasons.map((reason) => `${kind}.${reason}`)

const pauseReasons = reasonsOf('pause', ['break', 'meal', 'papers', 'errand', 'training', 'other'])
const closed = [
  ...console_,
  ...noneOpen,
  ...nobody,
  'key.disabled.needs-open',
  'state.closed',
  'ticket.none.closed',
  'ticket.lead.closed',
  'primary.open',
  'primary.press',
  'phrase.phase.closed',
]
const paused = [
  ...mine,
  ...keysWhileFree,
  ...noneOpen,
  'key.disabled.is-paused',
  'state.paused',
  'ticket.none.paused',
  'ticket.lead.paused',
  'pause.meal',
  'ticket.since-pause',
  'primary.resume-counter',
  'primary.press',
  'phrase.phase.paused',
]

const oneTransferred = [...freeSome(3, 'A001'), ...walkUp, ...noneOpen, ...sent]
const refused = [...oneTransferred, 'notice.title', 'notice.close']
const issuing = [...panel, ...noneOpen, 'state.free', 'ticket.none.free', 'ticket.since-free']

const ofRefusals: Table = Object.fromEntries([
  ...refusalReasons.map((reason) => [`refused: ${reason}`, [...refused, `refusal.${reason}`]] as const),
  ['refused: denied', [...refused, 'answer.denied']],
  ['refused: wrong role', [...refused, 'answer.wrong-role']],
  ['refused: invalid', [...refused, 'notice.invalid']],
])

/** The key that issues a ticket says why it does not. */
const noIssue = (why: 'hall-closed' | 'none-given', sentences: readonly string[]) =>
  sentences.map((key) => (key === 'key.note.issue' ? `key.disabled.${why}` : key))

const keysIssued = ['panel.issued', 'panel.issued-scan', 'panel.issued-again']
const issued = [...issuing, 'ticket.lead.free-some', ...keysIssued]
const unknown = [...issued, 'panel.issued-ahead']

export const counter: Table = {
  ...ofRefusals,
  'issue: which service?': [
    ...issuing,
    ...nobody,
    'ticket.lead.free-none',
    'panel.issue',
    'panel.issue-category',
    ...reasonsOf('category', ['ordinary', 'elderly', 'disabled', 'pregnant', 'infant', 'veteran', 'member']),
  ],
  'issued here': [...issued, 'panel.issued-next', 'panel.issued-now'],
  'issued here, told a range': [...issued, 'panel.issued-ahead', 'panel.issued-wait'],
  'issued here: no-counter-open': [...unknown, 'panel.issued-why.no-counter-open'],
  'issued here: too-little-known': [...unknown, 'panel.issued-why.too-little-known'],
  'issued here: past-closing': [...unknown, 'panel.issued-why.past-closing'],
  menu: [
    ...oneTransferred,
    'menu.title',
    'menu.language',
    'menu.theme',
    ...['password', 'pin'].map((own) => `${own}.title`),
    ...reasonsOf('menu', ['theme-auto', 'theme-light', 'theme-dark', 'theme-contrast']),
    ...reasonsOf('menu', [
      'large',
      'letters',
      'phrases',
      'change-counter',
      'close-counter',
      'lock',
      'sign-out',
    ]),
  ],
  'signed out': signIn,
  'signed out, wrong password': [...signIn, 'sign-in.wrong'],
  'closed, nobody waits': [...closed, 'phrase.opening'],
  'free, nobody waits': [...freeNone, ...noneOpen, ...walkUp, 'ticket.lead.free-none'],
  'free, no service gives tickets': noIssue('none-given', [
    ...freeNone,
    ...noneOpen,
    'ticket.lead.none-given',
    'phrase.none-given',
  ]),
  'free, somebody waits': [...freeSome(3, 'A001'), ...walkUp, ...noneOpen, 'category.elderly'],
  called: [...called, 'ticket.calls: call 1'],
  'called again': [...called, 'ticket.calls: call 2'],
  'serving, somebody waits': [...serving, 'phrase.greeting-noon'],
  'hold: what for?': [
    ...panelOfTicket,
    'panel.hold-why',
    ...reasonsOf('hold', ['copy', 'form', 'payment', 'call', 'restroom', 'other']),
  ],
  'hold: how long?': [...panelOfTicket, 'panel.hold', 'hold.minutes', 'phrase.hold'],
  'free, one is held': [
    ...freeSome(2, 'B001'),
    ...walkUp,
    'list.missed-none',
    'category.elderly',
    'hold.copy',
    'list.agreed: agreed 3 min',
    'list.resume',
    'list.resume-of: Resume A001',
  ],
  'serving, back from a hold': [...serving, 'phrase.back'],
  'finish: how did it go?': [
    ...panelOfTicket,
    'panel.finish',
    'panel.finish-lead',
    ...reasonsOf('outcome', ['done', 'partly', 'not-done']),
    'phrase.not-done',
  ],
  'transfer: where to?': transferWhere,
  'transfer: no other counter open': [...transferWhere, 'transfer.none-open'],
  'transfer: place and note': [
    ...transfer,
    'transfer.step: Step 2 of 2',
    'transfer.say.service: Sorry, this belongs to “Fees and payments”. May I transfer you? Your number stays the same.',
    'transfer.place',
    'transfer.place-kept',
    'transfer.place-end',
    'transfer.note',
    'transfer.note-hint',
    'transfer.back',
    'transfer.go: Transfer to Fees and payments',
  ],
  'free, one transferred': oneTransferred,
  'pause: why?': [
    ...panel,
    ...noneOpen,
    ...sent,
    'state.free',
    'ticket.none.free',
    'ticket.since-free',
    'ticket.lead.free-some',
    'panel.pause',
    'panel.pause-lead',
    ...pauseReasons,
  ],
  'paused, no other counter open': [...paused, ...sent, 'phrase.paused-alone'],
  'paused, another counter open': [...paused, ...sent, 'phrase.paused'],
  'pause after this customer: why?': [
    ...panel,
    ...present.filter((key) => key !== 'why.stands-longest-head'),
    ...sent.filter((key) => !key.startsWith('ticket.notes')),
    'notes.read: Read notes: 1',
    'why.stands-longest-head',
    'state.called',
    'ticket.calls: call 1',
    'ticket.since-call',
    'panel.pause',
    'panel.pause-lead-after',
    ...pauseReasons,
  ],
  'free, one is missed': [...freeSome(2, 'B001'), ...walkUp, ...missed],
  offline: [
    ...[...freeSome(2, 'B001'), ...walkUp].filter(
      (key) => !/^(primary\.(who-is-next|press)|key\.disabled|key\.note)/u.test(key),
    ),
    ...missed,
    'connection.lost',
    'connection.since',
    'primary.offline',
    'key.disabled.offline',
  ],
  'free in a hall that has closed, somebody waits': noIssue('hall-closed', [
    ...freeSome(2, 'B001'),
    ...closedPhrase,
    ...missed,
    'closing.until: The hall has closed: whoever still waits at 14:59 ends unserved.',
  ]),
  'free in a hall that has closed': noIssue('hall-closed', [
    ...freeNone,
    ...ofClosedHall,
    'ticket.lead.hall-closed',
  ]),
  'free in a hall that opens again today': noIssue('hall-closed', [
    ...freeNone,
    ...noneOpen,
    'closing.unserved',
    'ticket.lead.hall-closed-until: The hall is closed and gives no tickets. It opens 14:30.',
    'phrase.hall-closed-until: I am sorry, the hall is closed now. It opens 14:30.',
  ]),
  'paused in a hall that has closed': noIssue('hall-closed', [...paused, ...nobody, ...ofClosedHall]),
  'closed in a hall that has closed': [...closed, ...ofClosedHall],
}
