import type { Table } from '../driven-page.ts'

/** Sentences of the kiosk in each state. */

const frame = ['title', 'aids', 'key.large', 'key.contrast', 'key.low']
const categories = ['elderly', 'disabled', 'pregnant', 'infant', 'veteran'].map((name) => `category.${name}`)
const menu = [...frame, 'home.services', 'key.priority', ...categories]
const steps = ['home.steps', 'home.step.1', 'home.step.2', 'home.step.3']
const offer = [...menu, ...steps, 'home.waiting', 'home.until']
const home = [...offer, 'greeting.noon', 'home.choose', 'tile.nobody', 'home.waiting.count']
const busy = [...home, 'tile.ahead']
/** A notice takes the place of the steps. */
const noticed = busy.filter((key) => !steps.includes(key))
/** Groups take the place of the steps. */
const grouped = [...home.filter((key) => ![...steps, ...categories].includes(key)), 'home.groups']
const priority = [...frame, ...categories, 'priority.title', 'priority.note', 'key.home']
const withoutFigure = [...frame, 'ticket.title', 'ticket.where']
const ticket = [...withoutFigure, 'ticket.how-long', 'ticket.why.too-little-known']
const withCode = [...ticket, 'ticket.qr', 'ticket.qr.alt']
const behind = ['ticket.ahead', 'ticket.ahead.count']
const unprinted = [...withoutFigure, 'ticket.qr', 'ticket.qr.alt', 'paper.none', 'paper.none.qr', 'key.done']
const printed = ['paper.printed', 'paper.printed.note', 'key.done.in']
const refused = [...frame, 'key.home', 'trouble.title', 'trouble.ask-staff']
const question = ['second.title', 'second.yes', 'second.no']
const lost = [...menu, 'connection.lost', 'connection.lost.note']

const ofHall: Table = {
  'open, nobody waits': [...home, 'home.waiting.count: 0 people'],
  'open, somebody waits, no counter open': [
    ...offer,
    'greeting.noon',
    'home.choose',
    'tile.nobody',
    'tile.ahead',
    'home.waiting.count: 1 person',
  ],
  'open, somebody waits': busy,
  'open, waits are told': [...busy, 'tile.wait'],
  priority,
  'priority chosen': [
    ...busy.filter((key) => key !== 'home.choose' && key !== 'key.priority'),
    'home.choose.category',
    'key.priority.off',
  ],
  'a service full, another closed': [...busy, 'tile.service-is-full', 'tile.service-is-closed'],
  'full service explained': [...refused, 'refusal.service-is-full', 'trouble.other'],
  'closed service explained': [...refused, 'refusal.service-is-closed', 'trouble.other'],
  'two services tapped at once': [
    ...withCode,
    ...behind,
    ...printed,
    ...question,
    'second.note: You tapped Fees and payments and then Parking and vehicles.',
  ],
  'both tickets taken': [...withCode, ...behind, ...printed, 'ticket.also: You also took B002'],
  'a ticket soon after another': [...busy, ...question, 'second.soon'],
  'nobody touches the choice': [...priority, 'idle.title', 'idle.note', 'idle.stay'],
  'at rest': ['title', 'attract.touch', 'home.waiting', 'home.waiting.count'],
  'at rest, no service open': ['title', 'paused.title'],
  'at rest, closed until later': ['title', 'closed.title', 'closed.opens: Tickets from 14:30'],
  'at rest, closed for today': ['title', 'closed.title'],
  'closed until later': [...frame, 'closed.title', 'closed.note', 'closed.opens: Tickets from 14:30'],
  'closed for today': [...frame, 'closed.title', 'closed.note', 'trouble.ask-staff'],
  'no service open': [...menu, 'paused.title', 'trouble.ask-staff', 'tile.service-is-closed'],
  'closed while the customer chose': [
    ...refused,
    'refusal.hall-is-closed',
    'trouble.opens: Tickets from 14:30.',
  ],
  'services in groups': [...grouped, ...categories, 'tile.ahead'],
  'services on pages': [...grouped, 'key.previous', 'key.next', 'key.page: Page 1 of 2'],
}

const ofConnection: Table = {
  connecting: [...frame, 'home.services', 'connection.connecting', 'connection.lost.note'],
  ...Object.fromEntries(
    [
      'no-such-service',
      'hall-is-full',
      'kiosk-is-full',
      'too-many-tickets',
      'category-needs-staff',
      'too-late',
      'clock-in-doubt',
      'disk-is-full',
    ].map((reason) => [`refused: ${reason}`, [...refused, `refusal.${reason}`]]),
  ),
  'refused: denied': [...refused, 'answer.denied'],
  'refused: invalid': [...refused, 'answer.invalid'],
  paused: [...menu, 'paused.title', 'trouble.ask-staff'],
  'not in the settings': [...menu, 'not-in-use.title', 'trouble.ask-staff'],
  'no word for nine seconds': [...busy, 'connection.silent'],
  offline: lost,
  'at rest, offline': ['title', 'connection.lost'],
}

const ofTicket: Table = {
  'issued, next and now': [...unprinted, 'ticket.nobody', 'ticket.first', 'ticket.how-long', 'ticket.now'],
  'issued, told a range': [...unprinted, ...behind, 'ticket.wait', 'ticket.wait.range'],
  'issued, no counter open': [...unprinted, ...behind, 'ticket.how-long', 'ticket.why.no-counter-open'],
  'issued, perhaps not today': [...unprinted, ...behind, 'ticket.how-long', 'ticket.why.past-closing'],
  'issued and printed, with a category': [
    ...withoutFigure,
    ...['ticket.qr', 'ticket.qr.alt', 'ticket.nobody', 'ticket.first', 'ticket.how-long', 'ticket.now'],
    ...printed,
    'category.elderly',
  ],
  tapped: [...busy, 'tile.sending'],
  'no answer for a second': [...frame, 'sending.now', 'sending.now.note'],
  'no answer for five seconds': [...frame, 'sending.checking', 'sending.checking.note'],
  'no answer, given up': [
    ...frame,
    'key.home',
    'trouble.unknown',
    'trouble.unknown.note',
    'trouble.ask-staff',
  ],
  'issued and printed': [...withCode, ...behind, ...printed],
  'home, a number has not reached its customer': [...noticed, 'late.ticket'],
  'issued, no paper in the printer': [...withCode, ...behind, 'paper.failed', 'paper.failed.qr', 'key.done'],
  'home, no paper in the printer': [...noticed, 'paper.out'],
  'issued, printing': [...withCode, ...behind, 'paper.printing', 'paper.printing.note', 'key.done'],
  'issued, the printer says nothing': [...withCode, ...behind, 'paper.silent', 'paper.failed.qr', 'key.done'],
  'issued without a printer': [...withCode, ...behind, 'paper.none', 'paper.none.qr', 'key.done'],
  'issued without a printer and a code': [...ticket, ...behind, 'paper.none', 'paper.none.plain', 'key.done'],
  'issued, no paper, no code': [...ticket, ...behind, 'paper.failed', 'paper.failed.plain', 'key.done'],
  'issued, cut off while it printed': [...withCode, ...behind, 'paper.unsure', 'paper.unsure.qr', 'key.done'],
  'issued, cut off, no code': [...ticket, ...behind, 'paper.unsure', 'paper.unsure.plain', 'key.done'],
  'issued, came it out?': [
    ...withCode,
    ...behind,
    'paper.asked',
    'paper.asked.note',
    'paper.asked.yes',
    'paper.asked.again',
  ],
  'printed again': [...withCode, ...behind, 'paper.again', 'paper.again.note', 'key.done'],
  'printed again, came it out?': [
    ...withCode,
    ...behind,
    'paper.asked',
    'paper.asked.note',
    'paper.asked.yes',
    'paper.asked.no',
  ],
  'no paper came': [...withCode, ...behind, 'paper.failed', 'paper.failed.qr', 'key.done'],
}

const ofHour: Table = Object.fromEntries(
  ['early', 'morning', 'afternoon', 'evening'].map((hour) => [
    `greeting: ${hour}`,
    [...busy.filter((key) => key !== 'greeting.noon'), `greeting.${hour}`],
  ]),
)

export const kiosk: Table = { ...ofHall, ...ofConnection, ...ofTicket, ...ofHour }
