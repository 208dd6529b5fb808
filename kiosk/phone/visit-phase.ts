import type { TicketView } from '../../server/hall/views/view-types.ts'
import { phoneLimits } from './limits.ts'

/** Phases of a visit that the page draws differently. */
type VisitPhase = 'waiting' | 'soon' | 'next' | 'called' | 'serving' | 'held' | 'missed' | 'ended'

export function visitPhaseOf({ stage, why, ahead = Number.POSITIVE_INFINITY }: TicketView): VisitPhase {
  if (stage !== 'waiting') return stage
  if (why === 'no-counter-open' || ahead > phoneLimits.maxAheadSoon) return 'waiting'
  return ahead <= phoneLimits.maxAheadNext ? 'next' : 'soon'
}

/** The reason to ring; a recall gives a new one. */
export function ringReasonOf(view: TicketView): string | undefined {
  const phase = visitPhaseOf(view)
  if (phase === 'called') return `called ${view.calls}`
  return phase === 'soon' || phase === 'next' ? phase : undefined
}
