import { hallTime } from '../../display/parts/hall-time.ts'
import type { Facts } from '../../display/words/translator.ts'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { CounterView } from '../../server/hall/views/view-types.ts'
import type { ConsoleKey } from './console-translations.ts'
import { type CounterPhase, whyNoTickets } from './counter-phase.ts'

interface Phrase {
  key: ConsoleKey
  facts?: Facts
}

interface PhraseContext {
  now: EpochMs
  /** True when the ticket was resumed from a hold. */
  resumed: boolean
  /** The clerk's, because a customer whose language is known has a ticket. */
  language: string
}

type Greeting = 'morning' | 'forenoon' | 'noon' | 'afternoon' | 'evening'
/** First hour of each greeting, in the hall's time zone. */
const greetings: readonly (readonly [number, Greeting])[] = [
  [18, 'evening'],
  [14, 'afternoon'],
  [11, 'noon'],
  [9, 'forenoon'],
  [4, 'morning'],
  [0, 'evening'],
]

function greeting(now: EpochMs, timeZone: string): Greeting {
  const hour = Number(hallTime(now, timeZone).slice(0, 2))
  return greetings.find(([from]) => hour >= from)?.[1] ?? 'forenoon'
}

const isAnotherOpen = ({ counter, counters }: CounterView): boolean =>
  Object.entries(counters).some(([id, { state }]) => id !== counter && state === 'open')

/** Phrases (服务用语) of the phase in order. After a wait of `apologyAfterMs` the apology comes first. */
export function phrasesFor(
  view: CounterView,
  phase: CounterPhase,
  { now, resumed, language }: PhraseContext,
): Phrase[] {
  const greet: Phrase = {
    key: `phrase.greeting-${greeting(now, view.timeZone)}`,
    facts: { badge: view.badge ?? '' },
  }
  const sorry: Phrase[] =
    (view.active?.waitedMs ?? 0) >= view.guidance.apologyAfterMs ? [{ key: 'phrase.sorry-waited' }] : []
  const none = whyNoTickets(view, now, language)
  const noTickets: Phrase[] = none ? [{ key: `phrase.${none.reason}`, facts: none.facts }] : []
  const isOver = view.doors === 'closed' && view.waiting === 0
  switch (phase) {
    case 'closed':
    case 'taken':
      return isOver ? noTickets : [{ key: 'phrase.opening' }]
    case 'paused':
      if (isOver) return noTickets
      return [{ key: isAnotherOpen(view) ? 'phrase.paused' : 'phrase.paused-alone' }]
    case 'free':
      return none ? noTickets : [{ key: 'phrase.walk-up' }]
    case 'called':
      return [...sorry, { key: 'phrase.please-sit' }]
    case 'serving':
      return [
        ...(resumed ? [{ key: 'phrase.back' } as const] : [...sorry, greet]),
        { key: 'phrase.documents' },
        { key: 'phrase.read-back' },
        { key: 'phrase.anything-else' },
        { key: 'phrase.farewell' },
      ]
    default:
      return phase satisfies never
  }
}
