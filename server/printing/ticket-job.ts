import type { Job } from '../../printers/spool/spool-job.ts'
import type { EndedTicket, LiveTicket } from '../hall/ticket.ts'

/** What a ticket's record knows of its paper, as the spool reads it; undefined where none is printed. */
export function printJobOf(ticket: LiveTicket | EndedTicket | undefined): Job | undefined {
  if (!ticket || ticket.printing.print === 'none') return undefined
  const { print, copies = 0, askedAt, why } = ticket.printing
  const isStale = !('stage' in ticket) || (askedAt === undefined && ticket.stage.stage !== 'waiting')
  const job = { print, copies, askedAt: askedAt ?? ticket.issuedAt, isStale }
  return why === undefined ? job : { ...job, why }
}
