import type { Key as CatalogueKey } from '../../display/words/catalogue-keys.ts'
import { localText, type Translate } from '../../display/words/words.ts'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { LiveClient, LiveStatus } from '../../server/protocol/live-client.ts'
import type { Answer, Drawn } from '../../server/protocol/messages.ts'

export type Key = CatalogueKey<'phone'>

/** Refusals that a phone can meet; any other is said in general. */
const known = ['not-waiting', 'already-called', 'already-ended', 'not-ended', 'already-rated'] as const

/** A visit as its customer's phone draws it. */
export interface TicketContext {
  readonly view: Drawn<'ticket'>
  readonly t: Translate<Key>
  readonly status: LiveStatus
  /** The server's time of the last word (epoch ms): nothing here counts on from an older one. */
  readonly heardAt: EpochMs
  /** The key of the ticket: every command of a phone carries it. */
  readonly ticketKey: string
  readonly act: LiveClient['act']
}

/** What staff and signs call the counter. */
export const counterName = ({ view, t }: TicketContext): string =>
  view.counter === undefined
    ? ''
    : localText(view.words.counters[view.counter], t.asked) || t('counter.named', { counter: view.counter })

/** The words for an answer that is no yes. */
export function troubleOf(told: Answer, t: Translate<Key>): string | undefined {
  if (told.ok) return undefined
  if ('unknown' in told) return t('refusal.unknown')
  const reason = 'refusal' in told ? known.find((one) => one === told.refusal.reason) : undefined
  return t(`refusal.${reason ?? 'other'}`)
}
