import type { JobFacts } from '../../../server/hall/print-job.ts'
import { printJobOf as jobOfTicket } from '../../../server/printing/ticket-job.ts'
import type { Floor } from '../../fakes/hall/hall-floor.ts'

/** The heart's print state of a ticket, as the spool reads it. */
export function jobOf(floor: Floor, id: string): JobFacts | undefined {
  return jobOfTicket(floor.hall.live.get(id) ?? floor.hall.ended.get(id))
}
