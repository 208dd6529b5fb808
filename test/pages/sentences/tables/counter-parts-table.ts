import type { Table } from '../driven-page.ts'

/** Sentences of parts of the counter's page, by the selector of the part. */

const present = ['ticket.present', 'ticket.calls', 'ticket.since-call']
const service = [
  'state.serving',
  'ticket.present',
  'ticket.since-start',
  'ticket.expected',
  'why.stands-longest',
]
const keyNames = ['recall', 'no-show', 'put-back', 'pause', 'hold', 'transfer', 'finish', 'issue']
const keys = ['key.group', ...keyNames.map((name) => `key.${name}`)]
const whileCalled = [
  ...keys,
  'key.note.put-back',
  'key.note.pause-after',
  'key.note.transfer',
  'key.note.issue',
  'key.disabled.needs-service',
]
const phrase = ['phrase.title', 'phrase.fold', 'phrase.phase.serving']
const first = [...phrase, 'phrase.documents', 'phrase.count: 1 / 5', 'phrase.previous', 'phrase.next']
const line = (n: number, said: string, next?: string) => [
  ...phrase,
  `phrase.${said}`,
  ...(next === undefined ? [] : [`phrase.${next}`]),
  `phrase.count: ${n} / 5`,
  'phrase.previous',
  'phrase.next',
]
const next = ['list.next']
const transferTo = (kind: string) => [
  'transfer.title',
  'transfer.step: Step 2 of 2',
  `transfer.say.${kind}`,
  'transfer.place',
  'transfer.place-kept',
  'transfer.place-end',
  'transfer.note',
  'transfer.note-hint',
  'transfer.back',
  'transfer.go',
]
const notes = ['notes.title: Notes for A001', 'notes.recorded', 'panel.close']
const transferFrom = [
  'transfer.title',
  'transfer.step: Step 1 of 2',
  'transfer.where',
  'transfer.service',
  'transfer.counter',
  'transfer.badge',
  'transfer.cancel',
]
const undo = (sentence: string) => ['undo.go', 'undo.seconds', sentence]

const card: Table = {
  'closed, asked to open': ['state.closed', 'ticket.none.closed', 'ticket.lead.closed', 'ticket.asked'],
  'free for a minute, somebody waits': [
    'state.free',
    'ticket.none.free',
    'ticket.lead.free-some',
    'ticket.since-free',
    'ticket.nudge',
  ],
  'called after 25 minutes': [
    ...present,
    'state.called',
    'ticket.waited: waited 25 min',
    'why.stands-longest',
  ],
  'served in good time': [...service, 'ticket.waited-short', 'ticket.pace.neutral'],
  'served for the usual time': [...service, 'ticket.waited-short', 'ticket.pace.amber'],
  'served for twice the usual time': [...service, 'ticket.waited-short', 'ticket.pace.red'],
}

const why: Table = {
  'stands longest': ['why.stands-longest'],
  'has a head start': ['why.stands-longest-head', 'category.elderly'],
  'is booked': ['why.stands-longest-appointment'],
  'waited over the limit of its tier': ['why.over-threshold'],
  'was sent here': ['why.sent-here'],
  'goes first by its category': ['why.precedence', 'category.elderly'],
  'is its turn by its category': ['why.alternation', 'category.elderly'],
  'was chosen': ['why.chosen'],
  'goes before one that was put back': ['why.after-put-back'],
}

const pad: Table = {
  'just called': [...whileCalled, 'key.in', 'key.early', 'primary.start', 'primary.press'],
  'called six minutes ago': [
    ...whileCalled,
    'key.calls: called 1×',
    'key.early',
    'primary.start',
    'primary.press',
  ],
  'just called again': [...whileCalled, 'key.in', 'key.offered', 'primary.start', 'primary.press'],
  'called twice': [...whileCalled, 'key.calls: called 2×', 'key.offered', 'primary.start', 'primary.press'],
  'serving, paused after this one': [
    ...keys.filter((key) => key !== 'key.pause'),
    'key.unpause',
    'key.note.unpause',
    'key.disabled.needs-call',
    'key.note.put-back',
    'key.note.hold',
    'key.note.transfer',
    'key.note.finish',
    'key.note.issue',
    'primary.finish',
    'primary.press',
  ],
  'serving, nobody waits': [
    ...keys,
    'key.disabled.needs-call',
    'key.note.put-back',
    'key.note.pause-after',
    'key.note.hold',
    'key.note.transfer',
    'key.note.finish',
    'key.note.issue',
    'primary.finish',
    'primary.nobody-after',
    'primary.press',
  ],
}

const phrases: Table = {
  folded: ['phrase.title', 'phrase.unfold', 'phrase.phase.serving'],
  'after a long wait': [
    ...phrase,
    'phrase.sorry-waited',
    'phrase.greeting-noon',
    'phrase.count: 1 / 6',
    'phrase.previous',
    'phrase.next',
  ],
  'in the afternoon': [...first, 'phrase.greeting-afternoon'],
  'in the evening': [...first, 'phrase.greeting-evening'],
  'early in the morning': [...first, 'phrase.greeting-morning'],
  'in the morning': [...first, 'phrase.greeting-forenoon'],
  'line 2': line(2, 'documents', 'read-back'),
  'line 3': line(3, 'read-back', 'anything-else'),
  'line 4': line(4, 'anything-else', 'farewell'),
  'line 5': line(5, 'farewell'),
}

const lists: Table = {
  'just joined': [...next, 'list.just-now'],
  'waits for five minutes': [...next, 'list.minutes: 5 min'],
  'waits for 25 minutes': [...next, 'list.minutes: 25 min', 'list.long'],
  'of every mark': [
    ...next,
    'list.just-now',
    'mark.put-back',
    'mark.returned',
    'mark.let-others-go',
    'mark.appointment',
    'category.elderly',
    'category.appointment',
  ],
}

const held: Table = {
  'here, in time': [
    'list.held',
    'list.just-now',
    'list.agreed: agreed 5 min',
    'hold.copy',
    'list.resume',
    'list.resume-of',
  ],
  'here, for longer than agreed': [
    'list.held',
    'list.minutes',
    'list.over',
    'hold.copy',
    'list.resume',
    'list.resume-of',
  ],
  'at another counter': [
    'list.held',
    'list.just-now',
    'list.agreed',
    'list.elsewhere: counter 1',
    'hold.copy',
    'list.resume',
    'list.resume-of',
  ],
}

export const counterParts: Readonly<Record<string, Table>> = {
  '.card': card,
  '.card-why': why,
  '.pad': pad,
  '.phrase': phrases,
  '.totals': {
    'somebody waits for 25 minutes': [
      'total.waiting',
      'total.longest',
      'total.minutes: 25 min',
      'total.served',
    ],
  },
  '.side-next': lists,
  '.side-held': held,
  '.side-missed': {
    'missed twice': [
      'list.missed',
      'list.just-now',
      'list.misses: missed 2×',
      'list.call',
      'list.call-of',
      'list.return',
      'list.return-of',
    ],
  },
  dialog: {
    'the open counters': transferFrom,
    'the colleagues': [...transferFrom, 'transfer.badge-of: Badge 1002 · counter 2'],
    'to a counter': transferTo('counter'),
    'to a colleague': [...transferTo('badge'), 'transfer.badge-of'],
    'notes of a ticket': [...notes, 'notes.from'],
    'a note that was deleted': [...notes, 'notes.from', 'notes.gone'],
  },
  '.foot': {
    keys: ['guide.keys'],
    'no letters': ['guide.no-letters'],
    'the answer is lost': ['notice.title', 'notice.unknown', 'notice.close'],
    'found at this counter': ['find.is-here', 'notice.close'],
    'call next': undo('undo.call-next: Called F001'),
    'start service': undo('undo.start-service: Started F001'),
    hold: undo('undo.hold: F001 is on hold'),
    resume: undo('undo.resume: Resumed F001'),
    'finish, call next': undo('undo.finish-next: Finished F001, called F002'),
    'mark as no-show': undo('undo.mark-no-show: F002 marked as no-show'),
    'call a ticket': undo('undo.call-ticket: Called F002'),
    'put back': undo('undo.put-back: Put F002 back in the queue'),
    'return a ticket': undo('undo.return-ticket: F002 waits again'),
    transfer: undo('undo.transfer: Transferred F002'),
    finish: undo('undo.finish: Finished F002'),
    'cancel a ticket': undo('undo.cancel-ticket: Your last step'),
    undone: ['undo.done', 'notice.close'],
  },
  '.menu-note': { 'nothing is kept': ['menu.nothing-kept'] },
}

const taken = ['state.taken', 'ticket.none.taken: Badge 1002 is here']
const takeOver = ['take-over.title', 'take-over.go', 'take-over.cancel']

/** Of a counter that is somebody else's, or whose person has another one. */
export const occupiedParts: Readonly<Record<string, Table>> = {
  '.card': {
    "somebody else's, free": [...taken, 'ticket.lead.taken-free'],
    "somebody else's, serving": [...taken, 'ticket.lead.taken'],
  },
  '.pad': {
    "somebody else's": [...keys, 'key.disabled.not-yours', 'primary.take-over', 'primary.press'],
  },
  '.phrase': {
    "somebody else's": ['phrase.title', 'phrase.fold', 'phrase.phase.taken', 'phrase.opening'],
  },
  dialog: {
    'counter of another, free': [
      ...takeOver,
      'take-over.is-taken: Counter 1 is used by badge 1002.',
      'take-over.what-taken-free',
    ],
    'counter of another, serving': [...takeOver, 'take-over.is-taken', 'take-over.what-taken'],
    'counter of somebody of whom the page has not heard': [
      ...takeOver,
      'take-over.is-taken-plain: Counter 1 is in use.',
      'take-over.what-taken-free',
    ],
    'at another counter, free': [
      ...takeOver,
      'take-over.elsewhere: You still have counter 2.',
      'take-over.what-elsewhere-free',
    ],
    'at another counter, serving': [...takeOver, 'take-over.elsewhere', 'take-over.what-elsewhere'],
  },
}
