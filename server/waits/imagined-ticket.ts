import type { Category, EpochMs, ServiceId } from '../hall/ids.ts'
import type { Settings } from '../hall/settings.ts'
import type { LiveTicket } from '../hall/ticket.ts'

/** A ticket that would join now, or is expected to. */
export interface Newcomer {
  readonly service: ServiceId
  readonly category: Category
}

/** A ticket that was not issued; `no` is above that of every real one. */
export function imaginedTicket(
  settings: Settings,
  { service, category }: Newcomer,
  at: EpochMs,
  no: number,
): LiveTicket {
  return {
    id: `imagined-${no}`,
    label: '',
    day: '',
    no,
    service,
    category,
    language: '',
    issuedAt: at,
    device: '',
    issuedBy: 'device',
    standsSince: at - (settings.headStartMs[category] ?? 0),
    tieBreak: no,
    joinedAt: at,
    calls: 0,
    misses: 0,
    spans: { waitedMs: 0, walkedMs: 0, servedMs: 0, heldMs: 0 },
    notes: [],
    printing: { print: 'none' },
    stage: { stage: 'waiting' },
    changedSeq: 0,
  }
}
