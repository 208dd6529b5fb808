import { firstSteps } from '../../../../server/protocol/settings/first-steps.ts'
import type { Table } from '../driven-page.ts'

/** Sentences of the first start in each state, by the part of its page. */

const names = firstSteps.map((step) => `guide.name.${step}`)
const steps = ['guide.title', ...names, 'guide.leave', 'guide.state.done']
const next = ['guide.next']
const printer = [...['search', 'address', 'help', 'try'].map((one) => `guide.printer.${one}`)]
const found = [...printer, 'guide.printer.found', 'guide.printer.use', 'guide.printer.use.of']
const troubles = [
  ...['unknown', 'unreachable', 'no-paper', 'cover-open', 'cutter-jam', 'printer-error', 'offline'],
  'head-hot',
]
const call = ['guide.test.call', 'section.counters', 'guide.test.go']
const done = [
  ...['guide.done', 'guide.done.lead', 'guide.leave'],
  ...['kiosk', 'board', 'counter', 'manager'].map((way) => `guide.way.${way}`),
]

export const firstStart: Table = {
  'the steps': steps,
  'the steps, one left out': [...steps, 'guide.state.out'],
  ...Object.fromEntries(
    firstSteps.map((step) => [`head: ${step}`, ['guide.step', `guide.name.${step}`, `guide.lead.${step}`]]),
  ),
  'keys of a step': [...next, 'guide.leave-out'],
  'keys of a step that is done': next,
  'a faulty field': [...next, 'guide.leave-out', 'guide.faults'],
  'a service in use': [...next, 'guide.leave-out', 'guide.in-use', 'review.in-use.tickets', 'what.service'],
  'zone of the machine': ['guide.zone.machine'],
  'zone of this computer': ['guide.zone.here'],
  kinds: ['guide.kinds', 'guide.kind.own', 'guide.kind.size', 'guide.and', 'guide.further'],
  'no printer yet': printer,
  searching: [...printer, 'guide.printer.searching'],
  'the search failed': [...printer, 'guide.printer.failed'],
  'in no network': [...printer, 'guide.printer.no-network'],
  'a printer found': found,
  'a printer found, the time was up': [...found, 'guide.printer.partly'],
  'no kiosk': ['guide.printer.no-kiosk'],
  'two kiosks': [...printer, 'guide.printer.of'],
  'a printer in use': [...found, 'guide.printer.used', 'guide.slip.printed'],
  'slip: asked': ['guide.slip.asked'],
  'slip: printed': ['guide.slip.printed'],
  'slip: not-printed': ['guide.slip.not-printed'],
  'slip: unsure': ['guide.slip.unsure'],
  ...Object.fromEntries(
    troubles.map((state) => [`printer: ${state}`, ['guide.slip.asked', `guide.is.${state}`]]),
  ),
  'test, no printer': ['guide.test.ticket', 'guide.test.no-printer', ...call],
  'test of a printer': ['guide.test.ticket', 'guide.test.print'],
  'called, no board': [...call, 'guide.test.no-board', 'guide.board.away'],
  ...Object.fromEntries(
    ['on', 'blocked', 'off'].map((sound) => [`called, sound ${sound}`, [...call, `guide.board.${sound}`]]),
  ),
  screens: ['guide.way.kiosk', 'guide.way.pair'],
  'ready, something is left': [...done, 'guide.done.left', 'guide.name.screens', 'guide.name.printer'],
  ready: done,
}
