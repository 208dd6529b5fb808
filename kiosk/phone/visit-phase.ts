import type { TicketView } from '../../server/hall/views/view-types.ts'
import { phoneLimits } from './limits.ts'

/** Phases of a visit that the page draws differently. */
type VisitPhase = 'waiting' | 'soon' | 'next' | 'called' | 'serving' | 'held' | 'missed' | 'ended'

export function visitPhaseOf({ stage, ahead = Number.POSITIVE_INFINITY }: TicketView): VisitPhase {
  if (stage !== 'waiting') return stage
  if (ahead <= phoneLimits.maxAheadNext) return 'next'
  return ahead <= phoneLimits.maxAheadSoon ? 'soon' : 'waiting'
}

/** The reason to ring; a recall gives a new one. */
export function ringReasonOf(view: TicketView): string | undefined {
  const phase = visitPhaseOf(view)
  if (phase === 'called') return `called ${view.calls}`
  return phase === 'soon' || phase === 'next' ? phase : undefined
}
