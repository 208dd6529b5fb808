import type { LiveTicket, Spans } from '../ticket.ts'

/** Moves that leave a ticket in its stage. */
const inStage: readonly string[] = ['ticket-recalled', 'ticket-moved', 'ticket-recategorised']

/** The spans with the present stage's time added, when the move ends that stage. */
export function spansAt(ticket: LiveTicket, at: number, move: string): Spans {
  const { spans, stage } = ticket
  if (inStage.includes(move)) return spans
  switch (stage.stage) {
    case 'waiting':
      return move === 'ticket-called' || move === 'ticket-ended'
        ? { ...spans, waitedMs: spans.waitedMs + (at - ticket.joinedAt) }
        : spans
    case 'called':
      return { ...spans, walkedMs: spans.walkedMs + (at - stage.calledAt) }
    case 'serving':
      return { ...spans, servedMs: spans.servedMs + (at - stage.startedAt) }
    case 'held':
      return { ...spans, heldMs: spans.heldMs + (at - stage.heldAt) }
    case 'missed':
      return spans
    default:
      return stage satisfies never
  }
}
