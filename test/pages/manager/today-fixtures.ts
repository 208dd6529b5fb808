import type { StepsAnswer, TodayAnswer } from '../../../server/protocol/reports/today.ts'
import { reportOf } from '../../../server/reports/day-report.ts'
import type { DayFacts, Step } from '../../../server/reports/steps.ts'
import { usualOf } from '../../../server/reports/usual-day.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'

/** Reports of an afternoon, worked out by the product from made-up tickets. */

const minute = 60_000
export const afternoon = Date.parse('2026-06-18T16:20:00+08:00')
const startsAt = Date.parse('2026-06-18T00:00:00+08:00')
const limitMs = 20 * minute
const services = ['repair', 'payment', 'access', 'renovation', 'moving', 'advice']

/** Tickets from half past eight on, most of them around eleven and three o'clock. */
function factsOf(seed: number, tickets: number, until: number): DayFacts {
  const random = seededRandom(seed)
  const steps = Array.from({ length: tickets }, (_, at): Step => {
    const peak = (random() + random()) / 2
    const joinedAt = startsAt + (at % 2 ? 8.5 + 4.5 * peak : 12.5 + 4.5 * peak) * 60 * minute
    const waitedMs = Math.round((0.2 + 26 * random() * peak) * minute)
    const servedMs = Math.round((1 + 11 * random() * random()) * minute)
    const [calledAt, startedAt] = [joinedAt + waitedMs, joinedAt + waitedMs + 25_000]
    const overAt = startedAt + servedMs
    const counter = 1 + Math.floor(random() * 4)
    const service = services[Math.floor(random() ** 2 * services.length)]!
    const base = { ticket: `t-${at}`, label: `A${String(at + 1).padStart(3, '0')}`, isFirst: true }
    const waits = { ...base, joinedFor: service, service, joinedAt, waitedMs, servedMs: 0 }
    if (calledAt > until) return { ...waits, isCalledToday: false, isOverToday: false }
    const place = { counter: String(counter), badge: `100${counter}`, calledAt }
    if (random() < 0.04)
      return { ...waits, ...place, isCalledToday: true, isOverToday: true, overAt: calledAt, how: 'no-show' }
    if (overAt > until) return { ...waits, ...place, isCalledToday: true, isOverToday: false, startedAt }
    const over = { isCalledToday: true, isOverToday: true, startedAt, overAt, servedMs }
    return { ...waits, ...place, ...over, how: 'served' }
  }).filter(({ joinedAt }) => joinedAt <= until)
  const rated = steps.filter(({ how }, at) => how === 'served' && at % 6 === 0)
  const ratings = rated.map((step) => ({
    ...step,
    at: step.overAt!,
    score: 5 - Math.floor(random() ** 2 * 5),
  }))
  return { steps, ratings, issued: new Set(steps.map(({ ticket }) => ticket)) }
}

const none: DayFacts = { steps: [], ratings: [], issued: new Set() }
const busyFacts = factsOf(7, 420, afternoon)
const usual = usualOf(
  [11, 12, 13].map((seed) => ({ startsAt, facts: factsOf(seed, 340, startsAt + 17 * 60 * minute) })),
  { untilMs: afternoon - startsAt, limitMs },
)
const told = (facts: DayFacts): TodayAnswer =>
  ({
    ...{ day: '2026-06-18', at: afternoon, startsAt, limitMs },
    ...reportOf(facts, { startsAt, limitMs }),
  }) as TodayAnswer

export const reports = {
  empty: told(none),
  busy: { ...told(busyFacts), usual } as TodayAnswer,
} as const

export const steps: StepsAnswer = {
  all: 143,
  rows: busyFacts.steps
    .filter(({ how }) => how === 'served')
    .slice(0, 100)
    .map(({ label, service, counter, joinedAt, calledAt, startedAt, overAt, waitedMs, servedMs }) => ({
      ...{
        label,
        service,
        counter,
        joinedAt,
        calledAt,
        startedAt,
        overAt,
        waitedMs,
        servedMs,
        how: 'served',
      },
    })) as StepsAnswer['rows'],
}
