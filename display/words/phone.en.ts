import type { phone as first } from './phone.zh-CN.ts'
import type { Sayings } from './words.ts'

export const phone = {
  title: 'My ticket',
  'language.name': 'English',
  'key.language': 'Change language: {name}',
  'key.large': 'Large',

  'wire.live': 'Live · updated {time}',
  'wire.silent': 'Reconnecting · last update {time}',
  'wire.lost': 'No connection · last update {time}',
  'wire.lost.note': 'This may be out of date. Please watch the screens and listen in the hall.',
  'wire.connecting': 'Connecting…',

  'ahead.before': '',
  'ahead.after': { one: 'person ahead of you', other: 'people ahead of you' },
  'ahead.first': 'You are next',
  'ahead.dots': '{count} ahead, you are last',
  'wait.range': 'about {from}–{to} minutes',
  'wait.none': 'Hard to estimate now',
  'wait.note': 'This is an estimate and may change.',
  'wait.until': 'Most people are called by {time}.',
  'wait.soon': 'Please come back to the hall',
  'wait.soon.note': 'It is nearly your turn. Please stay close.',
  'wait.next': 'Almost your turn',
  'wait.next.note': 'Watch the screens and have your papers ready.',

  'called.title': 'Please go to',
  'called.go': 'Please go now, we are waiting for you',
  'called.again': 'Called again',

  'serving.title': 'You are being served',
  'serving.at': 'at {counter}',
  'held.title': 'One moment, please',
  'held.note': '{counter} is keeping your matter; no need to queue again. We will call you back.',
  'missed.title': 'You were called',
  'missed.note':
    'Please go to {counter} or to the desk. Our staff will put you back in line; keep this number.',
  'missed.desk': 'Please go to the desk. Our staff will put you back in line; keep this number.',

  'ended.served': 'All done',
  'ended.served.note': 'Thank you for coming. Goodbye!',
  'ended.left': 'You left the line',
  'ended.left.note': 'Take a new ticket whenever you like.',
  'ended.cancelled': 'This ticket was cancelled',
  'ended.cancelled.note': 'Please ask at the desk if you have a question.',
  'ended.no-show': 'This ticket has ended',
  'ended.no-show.note': 'It was called and missed. Please take a new one or ask at the desk.',
  'ended.unserved': 'We have closed for today',
  'ended.unserved.note':
    'We are sorry that we could not serve you. Please ask at the desk or come another day.',

  'alarm.on': 'Ring and vibrate for me',
  'alarm.is-on': 'Bell and vibration are on',
  'alarm.off': 'Turn the bell off',
  'alarm.note': 'Please keep this page open.',
  'keep.note': 'This link belongs to your ticket only. Please do not pass it on.',

  'let-go': 'Later, let others go first',
  'let-go.title': 'How many may go first?',
  'let-go.count': '{count}',
  'let-go.cancel': 'Never mind',
  'let-go.done': 'Done. {count} ahead of you now.',
  leave: 'Give up this ticket',
  'leave.sure': 'Tap again to give it up',
  'leave.warn': 'It will not be called any more.',

  'rate.title': 'How was it?',
  'rate.1': 'Very bad',
  'rate.2': 'Bad',
  'rate.3': 'Fair',
  'rate.4': 'Good',
  'rate.5': 'Very good',
  'rate.reasons': 'What went wrong? (any)',
  'rate.reason.waiting': 'Long wait',
  'rate.reason.attitude': 'Manner',
  'rate.reason.explanation': 'Unclear explanation',
  'rate.reason.result': 'Not settled',
  'rate.reason.place': 'Place',
  'rate.words': 'Your words (optional)',
  'rate.send': 'Send',
  'rate.private': 'Counter staff cannot see who rated.',
  'rate.thanks': 'Thank you for your rating',
  'rate.thanks.note': 'It helps us to do better.',

  sending: 'Sending…',

  'gone.title': 'This ticket was not found',
  'gone.note':
    'The link has expired or was copied wrongly. Please look at your paper ticket or ask at the desk.',
} as const satisfies Sayings<typeof first>
