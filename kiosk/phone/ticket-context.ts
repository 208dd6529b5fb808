import type { Key as CatalogueKey } from '../../display/words/catalogue-keys.ts'
import { localText, type Translate } from '../../display/words/translator.ts'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { LiveClient, LiveStatus } from '../../server/protocol/client/live-client.ts'
import type { Answer, Drawn } from '../../server/protocol/messages.ts'

export type Key = CatalogueKey<'phone'>

/** Refusals that have a message of their own; every other one gets the general message. */
const known = ['not-waiting', 'already-called', 'already-ended', 'not-ended', 'already-rated'] as const

/** Data and actions of the phone page. */
export interface TicketContext {
  readonly view: Drawn<'ticket'>
  readonly t: Translate<Key>
  readonly status: LiveStatus
  /** The server's time of the last message (epoch ms); the base of the estimated time. */
  readonly heardAt: EpochMs
  /** The capability of this ticket, which every command of a phone carries. */
  readonly ticketKey: string
  readonly act: LiveClient['act']
}

/** Name of the counter; empty where the ticket has none. */
export const counterName = ({ view, t }: TicketContext): string =>
  view.counter === undefined
    ? ''
    : localText(view.words.counters[view.counter], t.asked) || t('counter.named', { counter: view.counter })

/** The message for an answer; undefined when the command was accepted. */
export function troubleOf(answer: Answer, t: Translate<Key>): string | undefined {
  if (answer.ok) return undefined
  if ('unknown' in answer) return t('refusal.unknown')
  const reason = 'refusal' in answer ? known.find((one) => one === answer.refusal.reason) : undefined
  return t(`refusal.${reason ?? 'other'}`)
}
