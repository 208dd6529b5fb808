import type { JobFacts } from '../hall/print-job.ts'
import type { EndedTicket, LiveTicket } from '../hall/ticket.ts'

/** The job of a ticket with all that decides about its next step; undefined for a ticket that none is printed for. */
export function printJobOf(ticket: LiveTicket | EndedTicket | undefined): JobFacts | undefined {
  if (!ticket || ticket.printing.print === 'none') return undefined
  const { print, copies = 0, askedAt, why } = ticket.printing
  const isStale = !('stage' in ticket) || (askedAt === undefined && ticket.stage.stage !== 'waiting')
  const job = { print, copies, askedAt: askedAt ?? ticket.issuedAt, isStale }
  return why === undefined ? job : { ...job, why }
}
