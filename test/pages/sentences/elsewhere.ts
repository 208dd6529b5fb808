/** Sentences of states into which no table drives a page, with the test that shows each. */
export const elsewhere: Readonly<Record<string, string>> = {
  unreachable: 'pages/start.test.ts',
  first: 'pages/first-start.test.ts',
  missing: 'pages/optional-parts.test.ts',
  'missing.sound': 'pages/optional-parts.test.ts',
  'missing.storage': 'pages/optional-parts.test.ts',
  'missing.time-zone': 'pages/optional-parts.test.ts',
  'missing.language': 'pages/optional-parts.test.ts',
}

/** The same of the pages of staff. */
export const elsewhereOfStaff: Readonly<Record<string, string>> = {
  'notes.from': 'pages/words-read.test.ts',
  'ratings.score': 'pages/words-read.test.ts',
  'rating.waiting': 'pages/words-read.test.ts',
  'rating.explanation': 'pages/words-read.test.ts',
  'counters.unattended': 'pages/manager.test.ts',
  'counters.connection-lost': 'pages/manager.test.ts',
  'paper.unsure': 'pages/manager.test.ts',
  'paper.why.cut-off': 'pages/manager.test.ts',
  'paper.copies': 'pages/manager.test.ts',
  'paper.reprint-marked': 'pages/manager.test.ts',
  'printer.test': 'pages/manager.test.ts',
  'printer.test.printed': 'pages/manager.test.ts',
  'printer.sensor': 'pages/manager.test.ts',
  'printer.sensor.near-end': 'pages/manager.test.ts',
  'sign-in.taken-over': 'pages/side-by-side.test.ts',
  'sign-in.not-administrator': 'pages/setup.test.ts',
  'sign-in.too-many': 'pages/sign-in.test.ts',
  'sign-in.broken': 'pages/sign-in.test.ts',
  'sign-in.no-connection': 'pages/sign-in.test.ts',
  'sign-in.choose': 'pages/sign-in.test.ts',
  'sign-in.weak': 'pages/sign-in.test.ts',
  'sign-in.clear': 'pages/sign-in.test.ts',
  'sign-in.in-clear': 'pages/sign-in.test.ts',
  'sign-in.not-kept': 'pages/sign-in.test.ts',
  'unconfirmed.trait': 'pages/unconfirmed-numbers.test.ts',
  'unconfirmed.ticket': 'pages/unconfirmed-numbers.test.ts',
  'unconfirmed.more': 'pages/unconfirmed-numbers.test.ts',
  'unconfirmed.waiting': 'pages/unconfirmed-numbers.test.ts',
  'unconfirmed.called': 'pages/unconfirmed-numbers.test.ts',
  'ticket.pace.amber': 'pages/counter-truth.test.ts',
  'ticket.pace.red': 'pages/counter-truth.test.ts',
  'phrase.sorry-waited': 'pages/counter-truth.test.ts',
}

/** Sentences of the staff pages that no test of this folder is named for yet. The list only gets shorter. */
export const unlisted: readonly string[] = `
choose.title choose.lead choose.lead-unknown choose.number
choose.go choose.free choose.taken choose.none
choose.waiting counter.name state.taken total.minutes
menu.done primary.take-over primary.finish primary.press
primary.nobody-after key.calls key.in key.early
key.offered key.unpause key.note.unpause key.disabled.not-yours
key.disabled.soon ticket.none.taken ticket.lead.paused-plain ticket.lead.taken
ticket.lead.taken-free ticket.asked ticket.waited ticket.nudge
why.stands-longest why.stands-longest-appointment why.over-threshold why.sent-here
why.precedence why.alternation why.chosen list.minutes
list.just-now list.long list.over list.elsewhere
list.misses find.is-here notes.title notes.recorded
notes.gone transfer.badge-of transfer.how transfer.next
transfer.say.counter transfer.say.badge take-over.title take-over.is-taken
take-over.is-taken-plain take-over.elsewhere take-over.elsewhere-plain take-over.what-taken
take-over.what-elsewhere take-over.what-taken-free take-over.what-elsewhere-free take-over.go
take-over.cancel undo.go undo.seconds undo.call-next
undo.call-ticket undo.start-service undo.mark-no-show undo.put-back
undo.finish undo.finish-next undo.hold undo.resume
undo.transfer undo.return-ticket undo.cancel-ticket undo.done
notice.unknown guide.keys guide.no-letters phrase.unfold
phrase.greeting-morning phrase.greeting-forenoon phrase.greeting-afternoon phrase.greeting-evening
phrase.read-back phrase.anything-else phrase.farewell phrase.phase.taken
hours.open hours.closed-until hours.closed total.minutes
services.longest services.sent services.long open-items.paper-none
open-items.minutes open-items.misses paper.queued paper.printing
paper.none paper.printed paper.held paper.expired
paper.cancelled paper.why.unreachable paper.why.cover-open paper.why.timed-out
paper.why.no-proof paper.why.restarted paper.why.broken paper.why.cutter-jam
paper.why.printer-error paper.why.offline paper.why.head-hot paper.why.other
printer.unknown printer.unreachable printer.cover-open printer.cutter-jam
printer.printer-error printer.offline printer.head-hot printer.near-end
printer.silent printer.used printer.test.asked printer.test.not-printed
printer.test.unsure answer.unknown ratings.older sign-in.new-password
sign-in.busy sign-in.incomplete sign-in.ended menu.nothing-kept
connection.joining mark.returned mark.put-back mark.let-others-go
mark.appointment end.served end.cancelled end.left
end.no-show end.unserved rating.attitude rating.result
rating.place category.appointment answer.invalid
`
  .trim()
  .split(/\s+/u)
