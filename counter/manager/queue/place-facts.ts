import type { FloorProps } from '../floor-props.ts'
import type { FloorTicket } from './floor-ticket.ts'

/** Where a ticket is that stands in no queue of a service. */
export function placeFacts(
  { stage, counter, sentTo }: FloorTicket,
  { view, translations: { t, text } }: Pick<FloorProps, 'view' | 'translations'>,
): string[] {
  const name = (id: string): string => text(view.words.counters[id]) || id
  if (sentTo) {
    return 'counter' in sentTo
      ? [t('queue.sent-counter', { counter: name(sentTo.counter) })]
      : [t('queue.sent-badge', { badge: sentTo.badge })]
  }
  if (stage === 'waiting') return []
  if (stage === 'held' || stage === 'missed') return [t(`open-items.${stage}`)]
  return [t(`counters.state.${stage}`), ...(counter === undefined ? [] : [name(counter)])]
}
