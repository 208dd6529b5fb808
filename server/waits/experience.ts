import type { Hall } from '../hall/hall.ts'
import type { Category, EpochMs, ServiceId } from '../hall/ids.ts'
import type { Settings } from '../hall/settings.ts'
import { limits } from './limits.ts'
import { Spans } from './spans.ts'

/** Tickets of a service and category that join, as a rate (per ms). */
interface Joining {
  readonly service: ServiceId
  readonly category: Category
  readonly perMs: number
}

/** The experience of a hall so far, in the form in which forward runs draw from it. */
export interface Experience {
  taken(service: ServiceId): Spans
  /** Over all services, as often as they were measured lately. */
  readonly meanTakenMs: number
  readonly gaps: Spans
  readonly pauses: Spans
  /** The share of calls after which the counter pauses. */
  readonly pauseShare: number
  /** The share of calls after which the ticket is missed and comes back, and how long after. */
  readonly returnShare: number
  readonly returnDelays: Spans
  /** Those that could be called before tickets that wait already. */
  readonly overtaking: readonly Joining[]
}

/** Around an expected time, as long as few were measured: shares of it, as service times in halls spread. */
const expectedShares = [0.3, 0.5, 0.7, 0.95, 1.3, 2.1]
const usualPauseMs = 15 * 60_000

export function experienceOf(hall: Hall, at: EpochMs): Experience {
  const { waits, settings } = hall
  const known = new Map<ServiceId, Spans>()
  const pace = paceOf(hall)
  return {
    taken(service) {
      let spans = known.get(service)
      if (!spans) {
        spans = new Spans(takenOf(hall, service, pace))
        known.set(service, spans)
      }
      return spans
    },
    meanTakenMs: new Spans(Object.values(waits.taken).flat()).mean,
    gaps: new Spans(waits.gaps.length > 0 ? waits.gaps : [0]),
    pauses: new Spans(waits.pauses.length > 0 ? waits.pauses : [usualPauseMs]),
    pauseShare: waits.callsMade > 0 ? Math.min(waits.pausesBegun / waits.callsMade, 0.2) : 0,
    returnShare: waits.callsMade > 0 ? Math.min(waits.returnsMade / waits.callsMade, 0.5) : 0,
    returnDelays: new Spans(waits.returnDelays),
    overtaking: overtakingOf(hall, settings!, at),
  }
}

/** How long spans last as a multiple of what the settings expect, over all services. */
function paceOf({ waits, settings }: Hall): number {
  let measuredMs = 0
  let expectedMs = 0
  for (const [service, values] of Object.entries(waits.taken)) {
    const expected = settings!.services[service]?.expectedMs ?? 0
    for (const value of values) {
      measuredMs += value
      expectedMs += expected
    }
  }
  return expectedMs === 0 ? 1 : measuredMs / expectedMs
}

function takenOf(hall: Hall, service: ServiceId, pace: number): readonly number[] {
  const measured = hall.waits.taken[service] ?? []
  if (measured.length >= limits.learnt) return measured
  const expectedMs = hall.settings!.services[service]?.expectedMs ?? 0
  return [...measured, ...expectedShares.map((share) => share * expectedMs * pace)]
}

/** Without head starts, upper tiers and precedence who joins later is called later, and changes nothing. */
function overtakingOf(hall: Hall, settings: Settings, at: EpochMs): readonly Joining[] {
  const since = at - limits.joinsWithinMs
  const isAny =
    settings.policy.kind !== 'head-start' ||
    Object.values(settings.profiles).some((tiers) => tiers.length > 1)
  const counts = new Map<string, { service: ServiceId; category: Category; count: number }>()
  const { joins } = hall.waits
  let first = at
  for (const join of joins) {
    if (join.at < since) continue
    first = Math.min(first, join.at)
    const { service, category } = join
    if (!isAny && (settings.headStartMs[category] ?? 0) === 0) continue
    const key = `${service}\n${category}`
    const known = counts.get(key)
    if (known) known.count += 1
    else counts.set(key, { service, category, count: 1 })
  }
  const withinMs = Math.max(at - first, limits.joinsWithinMs / 4)
  return [...counts.values()].map(({ service, category, count }) => ({
    ...{ service, category },
    perMs: count / withinMs,
  }))
}
