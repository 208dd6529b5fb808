import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../server/hall/events.ts'
import { emptyLog, follow } from '../../server/reports/day-log.ts'
import { type DayReport, reportOf } from '../../server/reports/day-report.ts'
import { type StepFilter, stepsBehind } from '../../server/reports/step-list.ts'
import { type DayFacts, factsOf } from '../../server/reports/steps.ts'
import { type Happening, History } from '../fakes/hall/hall-history.ts'
import { PlainDay } from './plain-day.ts'
import { randomDays } from './random-day.ts'

/** HISTORIES: a fortieth of them; SEED: the one to repeat (printed when a day fails). */
const runs = Math.ceil(Number(process.env.HISTORIES ?? 2_000) / 40)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const limitMs = 15 * 60_000
const dayMs = 24 * 60 * 60_000

const number = fc.nat(997)
const life = fc.array(fc.tuple(number, number, number, number), { minLength: 10, maxLength: 60, size: 'max' })

const startsDay = ({ events }: Entry): boolean => events.some(({ type }) => type === 'day-started')

/** Every figure of a report is the number of tickets that it opens to. */
function opens(facts: DayFacts, report: DayReport, startsAt: number): void {
  const count = (filter: StepFilter): number => stepsBehind(facts, filter, { startsAt, limitMs }).length
  const { all, totals } = report
  expect(count({ of: 'wait' })).toBe(all.wait?.count ?? 0)
  expect(count({ of: 'over-limit' })).toBe((all.wait?.count ?? 0) - all.within)
  expect(count({ of: 'service' })).toBe(all.service?.count ?? 0)
  expect(count({ of: 'issued' })).toBe(totals.issued)
  for (const of of ['served', 'left', 'cancelled', 'unserved'] as const)
    expect(count({ of })).toBe(totals[of])
  expect(count({ of: 'no-show' })).toBe(totals.noShow)
  for (const [service, own] of Object.entries(report.services)) {
    expect(count({ of: 'issued', service })).toBe(own.issued)
    expect(count({ of: 'wait', service })).toBe(own.wait?.count ?? 0)
  }
  for (const [counter, own] of Object.entries(report.counters))
    expect(count({ of: 'service', counter })).toBe(own.service?.count ?? 0)
  for (const [person, own] of Object.entries(report.people))
    expect(count({ of: 'wait', person })).toBe(own.wait?.count ?? 0)
  for (const own of report.halves) {
    expect(count({ of: 'wait', half: own.at })).toBe(own.wait?.count ?? 0)
    expect(count({ of: 'issued', half: own.at })).toBe(own.issued)
  }
}

/** Folds the lines of a journal, and compares at the end of each day. Returns how much there was to compare. */
function compared(lines: readonly string[]): { days: number; waits: number; services: number } {
  const entries = lines.map((line) => JSON.parse(line) as Entry)
  const [log, plain] = [emptyLog('2000-01-01'), new PlainDay()]
  let [days, waits, services] = [0, 0, 0]
  for (const [at, entry] of entries.entries()) {
    follow(log, entry)
    plain.follow(entry)
    const next = entries[at + 1]
    if (next && !startsDay(next)) continue
    const startsAt = Math.floor(entry.at / dayMs) * dayMs
    const facts = factsOf(log)
    const report = reportOf(facts, { startsAt, limitMs })
    expect(report).toEqual(plain.report(startsAt, limitMs))
    opens(facts, report, startsAt)
    days += 1
    waits += report.all.wait?.count ?? 0
    services += report.all.service?.count ?? 0
  }
  return { days, waits, services }
}

test(`every figure of ${runs} busy random days is what a plain recount gives, and opens to its tickets`, {
  timeout: 3_600_000,
}, () => {
  let [days, waits, services] = [0, 0, 0]
  for (let run = 0; run < runs; run += 1) {
    const own = seed + run
    const found = (() => {
      try {
        return compared(randomDays(own, 240).lines)
      } catch (error) {
        throw new Error(`SEED=${own}`, { cause: error })
      }
    })()
    days += found.days
    waits += found.waits
    services += found.services
  }
  process.stdout.write(`${days} busy days, ${waits} waits, ${services} services (seed ${seed})\n`)
  expect(days).toBeGreaterThan(runs)
  expect(services).toBeGreaterThan(8 * runs)
})

test(`and so is every figure of ${runs} random histories in which anything happens`, {
  timeout: 3_600_000,
}, () => {
  let days = 0
  const details = fc.check(
    fc.property(fc.nat(63), life, (variant, happenings: readonly Happening[]) => {
      const history = new History(variant)
      for (const one of happenings) history.happen(one)
      history.end()
      days += compared(history.floor.lines).days
    }),
    { seed, numRuns: runs },
  )
  if (details.failed)
    expect.fail(`SEED=${seed}\n${details.errorInstance}\n${JSON.stringify(details.counterexample)}`)
  expect(days).toBeGreaterThan(runs)
})
