import type { Entry } from './events.ts'
import type { Call, Hall } from './hall.ts'
import type { CounterId, EpochMs, Label } from './ids.ts'
import { limits } from './limits.ts'

/**
 * An announcement to be spoken: a call, a recall, or a cancelled call, without personal data. `id` is
 * `<day>/<label>/<calls>`, and of a test call `test/<seq>`.
 */
export interface Announcement {
  readonly type: 'called' | 'recalled' | 'call-cancelled' | 'test-call'
  readonly id: string
  readonly label: Label
  readonly counter: CounterId
  readonly at: EpochMs
}

const heard = (call: Call): Announcement => ({
  type: call.again ? 'recalled' : 'called',
  id: call.id,
  label: call.label,
  counter: call.counter,
  at: call.at,
})

/** Stands where the number of a ticket would. */
const testLabel = 'TEST'

/** The announcements of one entry; `before` are the hall's calls before the entry was applied. */
export function announcementsOf(hall: Hall, before: readonly Call[], entry: Entry): Announcement[] {
  if (hall.calls === before) return entry.command === 'test-call' ? testCalls(entry) : []
  const known = new Set(before.map((call) => call.id))
  const kept = new Set(hall.calls.map((call) => call.ticket))
  const voided = new Set<string>()
  for (const event of entry.events) {
    if ('placementReason' in event || (event.type === 'ticket-ended' && event.how !== 'served'))
      voided.add(event.ticket)
    if (event.type === 'command-undone')
      for (const { id } of hall.undoRecords.get(event.command)?.tickets ?? []) voided.add(id)
  }
  // A call that only left the board because of its length was announced and stays valid.
  const cancelled = before.filter((call) => voided.has(call.ticket) && !kept.has(call.ticket))
  const fresh = hall.calls.filter((call) => !known.has(call.id) && entry.command !== 'undo').reverse()
  return [
    ...cancelled.map((call) => ({ ...heard(call), type: 'call-cancelled' as const, at: entry.at })),
    ...fresh.map(heard),
  ]
}

const testCalls = ({ events, seq, at }: Entry): Announcement[] =>
  events.flatMap((event) =>
    event.type === 'call-tested'
      ? [{ type: 'test-call', id: `test/${seq}`, label: testLabel, counter: event.counter, at }]
      : [],
  )

/** The calls that a page which connects now may still announce. */
export function recentCalls(calls: readonly Call[], now: EpochMs): Announcement[] {
  return calls
    .filter((call) => call.at > now - limits.announcedMs)
    .map(heard)
    .reverse()
}
