import type { CounterId, EpochMs, Label } from '../../server/hall/ids.ts'
import type { Announcement, Drawn } from '../../server/protocol/messages.ts'
import { boardLimits } from '../limits.ts'
import { hallDate, hallTime } from '../parts/hall-time.ts'
import type { Key } from '../words/catalogue-keys.ts'
import type { Facts, Translate } from '../words/translator.ts'

export interface PanelTicket {
  readonly id: string
  readonly label: Label
  readonly counter: CounterId
  /**
   * `now`, `again`, `latest`: its customer is asked to come; `past`: the newest call, whose ticket is called no longer;
   * `test`: of nobody.
   */
  readonly kind: 'now' | 'again' | 'latest' | 'past' | 'test'
}

/** The sentences of the panel without a ticket: the heading, and what follows from it. */
const restSentences = {
  open: ['welcome.open', 'welcome.open.more'],
  'opens-today': ['welcome.not-open-yet', 'welcome.opens'],
  break: ['welcome.break', 'welcome.opens'],
  'opens-later': ['welcome.closed', 'welcome.opens'],
  'last-calls': ['welcome.last', 'welcome.last.more'],
  unserved: ['welcome.closed', 'welcome.unserved'],
  closed: ['welcome.closed', 'welcome.closed.more'],
} as const satisfies Record<string, readonly [Key<'board'>, Key<'board'>]>
type RestState = keyof typeof restSentences

/** The ticket in the panel; undefined where the board rests: before the first call of a day, and after closing. */
export function panelTicket(
  view: Drawn<'board'>,
  announced: Announcement | undefined,
  now: EpochMs,
): PanelTicket | undefined {
  if (announced) {
    const { id, label, counter, type } = announced
    const kind = ({ recalled: 'again', 'test-call': 'test' } as const)[type as string] ?? 'now'
    return { id, label, counter, kind }
  }
  const [newest] = view.calls
  if (!newest) return undefined
  const { id, label, counter, at, again } = newest
  const there = view.counters[counter]
  if (there?.label !== label || there.stage !== 'called')
    return view.doors === 'open' ? { id, label, counter, kind: 'past' } : undefined
  return { id, label, counter, kind: at < now - boardLimits.calledMs ? 'latest' : again ? 'again' : 'now' }
}

function restState(
  { doors, opensAt, timeZone, callsUntil, unserved, hours }: Drawn<'board'>,
  now: EpochMs,
): RestState {
  if (doors === 'open') return 'open'
  const day = (at: EpochMs): string => hallDate(at, timeZone, 'en')
  if (opensAt !== undefined && day(opensAt) === day(now))
    return hours?.some(({ closesAt }) => closesAt <= now) ? 'break' : 'opens-today'
  if (callsUntil !== undefined) return 'last-calls'
  if (unserved) return 'unserved'
  // The hours below the sentence say when.
  return opensAt === undefined || hours ? 'closed' : 'opens-later'
}

/** Heading and text of the panel at rest. */
export function restTexts(
  view: Drawn<'board'>,
  now: EpochMs,
): readonly [(t: Translate<Key<'board'>>) => string, (t: Translate<Key<'board'>>) => string] {
  const { timeZone, opensAt, callsUntil, unserved } = view
  const state = restState(view, now)
  const [heading, more] = restSentences[state]
  const facts = (language: string): Facts => {
    const at = { 'last-calls': callsUntil, unserved: unserved?.at }[state as string] ?? opensAt
    const date = state === 'opens-later' && at !== undefined ? `${hallDate(at, timeZone, language)} ` : ''
    return {
      ...(at === undefined ? {} : { time: date + hallTime(at, timeZone) }),
      count: unserved?.count ?? 0,
    }
  }
  return [(t) => t(heading), (t) => t(more, facts(t.language))]
}
