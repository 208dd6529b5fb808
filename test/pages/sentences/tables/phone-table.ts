import type { Table } from '../driven-page.ts'

/** Sentences of a ticket's page in each state. */

const frame = ['title', 'key.large', 'keep.note']
const live = [...frame, 'connection.live']
const awake = [...live, 'bell.on', 'bell.note']
const wait = ['wait.too-little-known']
const choices = ['let-go', 'leave']
const waiting = [...awake, ...choices, 'ahead.before', 'ahead.after', 'ahead.dots']
const soon = [...wait, 'wait.soon', 'wait.soon.note']
const next = [...wait, 'wait.next', 'wait.next.note']
const now = ['ahead.first', 'ahead.dots', 'wait.next', 'wait.next.note', 'wait.now']
const faces = ['rate.title', 'rate.1', 'rate.2', 'rate.3', 'rate.4', 'rate.5', 'rate.private']
const reasons = ['waiting', 'attitude', 'explanation', 'result', 'place'].map((name) => `rate.reason.${name}`)
const served = [...live, 'ended.served', 'ended.served.note']

export const phone: Table = {
  connecting: ['title', 'key.large', 'connection.connecting'],
  'a ticket that is not known': ['title', 'key.large', 'gone.title', 'gone.note'],
  'seven ahead, no counter open': [...waiting, 'wait.no-counter-open', 'ahead.after: people ahead of you'],
  'seven ahead': [...waiting, ...wait],
  'seven ahead, told a range': [...waiting, 'wait.range', 'wait.until', 'wait.note'],
  'seven ahead, perhaps not today': [...waiting, 'wait.past-closing'],
  'five ahead': [...waiting, ...soon],
  'one ahead': [...waiting, ...next, 'ahead.after: person ahead of you'],
  next: [...awake, ...choices, ...now],
  called: [...live, 'bell.note', 'called.title', 'called.go'],
  'called again': [...live, 'bell.note', 'called.title', 'called.go', 'called.again'],
  serving: [...live, 'bell.note', 'serving.title', 'serving.at: at Counter 1'],
  'transferred to a counter': [...awake, ...choices, ...now],
  held: [...awake, 'held.title', 'held.note'],
  missed: [...awake, 'missed.title', 'missed.note'],
  'missed at a counter without a name': [...awake, 'missed.title', 'missed.note', 'counter.named'],
  'missed at a counter that is gone': [...awake, 'missed.title', 'missed.ask-staff'],
  served: [...served, ...faces],
  'a low score': [...served, ...faces, 'rate.reasons', ...reasons, 'rate.words', 'rate.send'],
  'a rating on its way': [...served, ...faces, 'rate.reasons', ...reasons, 'rate.words', 'sending'],
  rated: [...served, 'rate.thanks', 'rate.thanks.note'],
  left: [...live, 'ended.left', 'ended.left.note'],
  cancelled: [...live, 'ended.cancelled', 'ended.cancelled.note'],
  'missed for good': [...live, 'ended.no-show', 'ended.no-show.note'],
  'waiting in a hall that has closed': [
    ...waiting,
    'wait.now',
    'wait.next',
    'wait.next.note',
    'closing.until',
  ],
  'unserved at the close': [...live, 'ended.unserved', 'ended.unserved.note'],
  'bell on': [...waiting.filter((key) => key !== 'bell.on'), ...next, 'bell.is-on', 'bell.off'],
  'let others go first?': [
    ...waiting.filter((key) => key !== 'let-go'),
    ...next,
    'let-go.title',
    'let-go.count',
    'let-go.cancel',
  ],
  'let others go first': [...waiting, ...soon, 'let-go.done'],
  'leave?': [...waiting.filter((key) => key !== 'leave'), ...soon, 'leave.sure', 'leave.warn'],
  'no answer yet': [...waiting.filter((key) => key !== 'leave'), ...soon, 'leave.sure', 'leave.warn'],
  'no word for nine seconds': [
    ...waiting.filter((key) => key !== 'connection.live'),
    ...soon,
    'connection.silent',
    'refusal.unknown',
  ],
  offline: [
    ...waiting.filter((key) => key !== 'connection.live'),
    ...soon,
    'refusal.unknown',
    'connection.lost',
    'connection.lost.note',
  ],
  ...Object.fromEntries(
    ['already-called', 'already-ended', 'not-waiting', 'other', 'unknown'].map((reason) => [
      `not done: ${reason}`,
      [...waiting, ...soon, `refusal.${reason}`],
    ]),
  ),
  ...Object.fromEntries(
    ['not-ended', 'already-rated'].map((reason) => [
      `not rated: ${reason}`,
      [
        ...served,
        ...faces.filter((key) => key !== 'rate.private'),
        'rate.words',
        'rate.send',
        `refusal.${reason}`,
      ],
    ]),
  ),
}
