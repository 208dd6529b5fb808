import type { Job } from '../../printers/spool-job.ts'
import type { Floor } from '../fakes/hall-floor.ts'

/** What the heart knows of a ticket's paper, as the spool reads it. */
export function jobOf(floor: Floor, id: string): Job | undefined {
  const live = floor.hall.live.get(id)
  const printing = (live ?? floor.hall.ended.get(id))?.printing
  if (!printing || printing.print === 'none') return undefined
  const { print, copies = 0, askedAt, why } = printing
  const isStale = !live || (askedAt === undefined && live.stage.stage !== 'waiting')
  const issuedAt = live?.issuedAt ?? 0
  return { print, copies, askedAt: askedAt ?? issuedAt, isStale, ...(why === undefined ? {} : { why }) }
}
