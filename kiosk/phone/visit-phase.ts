import type { TicketView } from '../../server/hall/views/view-types.ts'
import { phoneLimits } from './limits.ts'

/** Where a visit stands, as its customer sees it. */
export type VisitPhase = 'waiting' | 'soon' | 'next' | 'called' | 'serving' | 'held' | 'missed' | 'ended'

export function visitPhaseOf({ stage, ahead = Number.POSITIVE_INFINITY }: TicketView): VisitPhase {
  if (stage !== 'waiting') return stage
  if (ahead <= phoneLimits.nextAhead) return 'next'
  return ahead <= phoneLimits.soonAhead ? 'soon' : 'waiting'
}

/** Moments at which a phone in a pocket makes itself heard. A recall is a new one. */
export function ringOf(view: TicketView): string | undefined {
  const phase = visitPhaseOf(view)
  if (phase === 'called') return `called ${view.calls}`
  return phase === 'soon' || phase === 'next' ? phase : undefined
}
