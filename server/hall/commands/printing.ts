import type { Context } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { DeviceId, TicketId } from '../ids.ts'
import { isOpen, isUnproven, type PrintJob } from '../print-job.ts'
import type { PrinterCondition, PrinterRecord } from '../printer-record.ts'
import type { LiveTicket } from '../ticket.ts'
import type { ByStaff, KeeperCommands } from './command-shapes.ts'
import { accept, type Decision, findTicket, isRefused, type Refused, refuse } from './decision.ts'

/**
 * The commands about papers and printers. The spool reports each step of a job, and the ticket's record always holds
 * the present one.
 */

/** Applies a report of the spool about a job to the ticket's record. */
export function reportPrint(hall: Hall, body: KeeperCommands['report-print'], { at }: Context): Decision {
  const ticket = hall.live.get(body.ticket) ?? hall.ended.get(body.ticket)
  const now = ticket?.printing
  if (!ticket || !now || now.print === 'none' || now.job !== body.job) return accept([])
  const mayBegin = isOpen(now) && now.print !== 'printing'
  // A person decided otherwise while the printer was being asked: nothing may leave any longer.
  if (body.happened === 'sending' && !mayBegin) return refuse('stale', { ticket: ticket.id })
  if ((body.happened === 'held' || body.happened === 'expired') && !mayBegin) return accept([])
  const next = after(now, body)
  const events: HallEvent[] = [{ type: 'print-reported', ticket: ticket.id, printing: next }]
  const { usedMm } = body
  const known = printerOf(hall, ticket.device, at)
  if (usedMm !== undefined && usedMm !== known.usedMm)
    events.push({ type: 'printer-reported', device: ticket.device, printer: { ...known, usedMm } })
  return accept(events)
}

/** Returns the record of a printer, or an empty one before its first report. */
const printerOf = (hall: Hall, device: string, at: number): PrinterRecord =>
  hall.printers.get(device) ?? { state: 'unknown', since: at, usedMm: 0 }

function after(job: PrintJob, body: KeeperCommands['report-print']): PrintJob {
  const { why: _why, ...known } = job
  const copies = (job.copies ?? 0) + 1
  switch (body.happened) {
    case 'sending':
      return { ...known, print: 'printing' }
    case 'printed':
      return { ...known, print: 'printed', copies }
    case 'not-printed':
      return { ...known, print: 'not-printed', why: body.why ?? 'unknown' }
    case 'unsure':
      return { ...known, print: 'unsure', copies, why: body.why ?? 'unknown' }
    case 'held':
    case 'expired':
      return { ...job, print: body.happened }
    default:
      return body.happened satisfies never
  }
}

/**
 * Prints a slip, again if need be. A copy that is already on its way is not doubled (C15). Otherwise another copy
 * follows, marked as such when papers of this ticket may exist.
 */
function reprint(hall: Hall, body: ByStaff & { ticket: TicketId }, context: Context): Decision {
  const ticket = paperOf(hall, body, context)
  if (isRefused(ticket)) return ticket
  const { job } = ticket
  const isComing = isOpen(job) && !isUnproven(job)
  const { why: _why, ...known } = job
  const printing: PrintJob = isComing
    ? { ...job, askedAt: context.at }
    : { ...known, print: 'queued', askedAt: context.at }
  return accept([{ type: 'print-reported', ticket: ticket.id, printing }], {
    ticket: ticket.id,
    label: ticket.label,
    copy: (job.copies ?? 0) + 1,
  })
}

/** Records that a person saw the paper: the job is done. */
function paperCameOut(hall: Hall, body: ByStaff & { ticket: TicketId }, context: Context): Decision {
  const ticket = paperOf(hall, body, context)
  if (isRefused(ticket)) return ticket
  const { why: _why, ...job } = ticket.job
  if (job.print === 'printed') return accept([], { ticket: ticket.id, label: ticket.label })
  if (job.print === 'printing') return refuse('paper-is-printing', { ticket: ticket.id })
  const printing: PrintJob = { ...job, print: 'printed', copies: Math.max(1, job.copies ?? 0) }
  return accept([{ type: 'print-reported', ticket: ticket.id, printing }], {
    ticket: ticket.id,
    label: ticket.label,
  })
}

/** Cancels the print job; the ticket itself stays. */
function cancelPrint(hall: Hall, body: ByStaff & { ticket: TicketId }, context: Context): Decision {
  const ticket = paperOf(hall, body, context)
  if (isRefused(ticket)) return ticket
  const { job } = ticket
  if (job.print === 'printing') return refuse('paper-is-printing', { ticket: ticket.id })
  if (job.print === 'cancelled' || job.print === 'printed')
    return accept([], { ticket: ticket.id, label: ticket.label })
  const printing: PrintJob = { ...job, print: 'cancelled' }
  return accept([{ type: 'print-reported', ticket: ticket.id, printing }], {
    ticket: ticket.id,
    label: ticket.label,
  })
}

/** Prints a test page. The page is lost with a restart, because a person is watching the printer. */
function printTestPage(hall: Hall, { device }: ByStaff & { device: DeviceId }, { at }: Context): Decision {
  if (!hall.settings!.printingDevices.includes(device)) return refuse('no-printer')
  const known = printerOf(hall, device, at)
  const printer: PrinterRecord = { ...known, test: { at, page: 'asked' } }
  return accept([{ type: 'printer-reported', device, printer }])
}

/** Records the state of a printer, reported when it changes or when a new roll is in. */
export function reportPrinter(hall: Hall, body: KeeperCommands['report-printer'], { at }: Context): Decision {
  const { device, condition, test } = body
  if (!hall.settings!.printingDevices.includes(device)) return accept([])
  const known = printerOf(hall, device, at)
  if (test) {
    if (known.test?.page !== 'asked') return accept([])
    return accept([{ type: 'printer-reported', device, printer: { ...known, test: { at, page: test } } }])
  }
  // The length of a paper comes with its outcome; here only a new roll is reported.
  const usedMm = Math.min(known.usedMm, body.usedMm ?? known.usedMm)
  if (!condition || (isSame(known, condition) && usedMm === known.usedMm)) return accept([])
  const { nearEnd: _nearEnd, silent: _silent, ...rest } = known
  const since = condition.state === known.state ? known.since : at
  return accept([{ type: 'printer-reported', device, printer: { ...rest, ...condition, since, usedMm } }])
}

const isSame = (known: PrinterCondition, reported: PrinterCondition): boolean =>
  known.state === reported.state && known.nearEnd === reported.nearEnd && known.silent === reported.silent

/** The ticket and its print job. A kiosk decides only about its own ticket, and only when the outcome is unknown. */
function paperOf(
  hall: Hall,
  { ticket: id }: { ticket: string },
  { actor, device }: Context,
): (LiveTicket & { job: PrintJob }) | Refused {
  const ticket = findTicket(hall, { ticket: id })
  if (isRefused(ticket)) return ticket
  const { printing } = ticket
  if (printing.print === 'none') return refuse('no-printer', { ticket: id })
  if (actor.kind === 'device' && (ticket.device !== device || !isUnproven(printing)))
    return refuse('not-yours', { ticket: id })
  return { ...ticket, job: printing }
}

/** By command. */
export const paperHandlers = {
  reprint,
  'paper-came-out': paperCameOut,
  'cancel-print': cancelPrint,
  'print-test-page': printTestPage,
}
