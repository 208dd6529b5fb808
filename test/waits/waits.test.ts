import { expect, test } from 'vitest'
import { forecastNow } from '../../server/waits/forecast.ts'
import { openHall } from '../fakes/hall/hall-floor.ts'
import { minutes, seconds } from '../fakes/hall/hall-settings.ts'
import { leaveReport, say } from '../simulation/campaign.ts'
import { families } from './families.ts'
import { type Score, scoreOf } from './score.ts'
import { type Quoted, SimulatedHall } from './simulated-hall.ts'

/** WAIT_DAYS: simulated days of each family of halls; WAIT_SEED: the first hall's. Both are printed. */
const days = Number(process.env.WAIT_DAYS ?? 2)
const seed = Number(process.env.WAIT_SEED ?? 1)
const daysOfHall = Math.min(days, 20)
/** With as many days the shares are narrow enough to be judged by themselves. */
const daysThatTell = 200

const one = (value: number): string => value.toFixed(1)
const two = (value: number): string => value.toFixed(2)

function quotesOf(family: (typeof families)[number]): Quoted[] {
  const quotes: Quoted[] = []
  // The first day of a hall is its day of learning, which counts only where that is what is tried.
  const firstDay = family.startsFromNothing ? 0 : 1
  const daysOfEach = family.startsFromNothing ? 1 : daysOfHall
  for (let hall = 0; hall * daysOfEach < days; hall += 1) {
    const simulated = new SimulatedHall(family, seed + hall).days(daysOfEach + firstDay)
    for (const quote of simulated.quotes) if (quote.day >= firstDay) quotes.push(quote)
  }
  return quotes
}

const scores: Record<string, Score> = {}

for (const family of families) {
  test(`[WAIT-4] ${family.name}: ${days} simulated days (WAIT_SEED=${seed})`, {
    timeout: 6 * 3_600_000,
  }, () => {
    const score = scoreOf(quotesOf(family))
    scores[family.name] = score
    const { quotes, mae, last, best, p80, p30, pinball30, pinball80, nextWrong, next, slices } = score
    const narrow = slices.filter((slice) => slice.p80 < 70 || slice.p80 > 90)
    say(
      `  ${family.name}: ${quotes} quotes, middle off by ${two(mae)} min = ${two(mae / last)} × last, ` +
        `${two(mae / best.mae)} × ${best.name}; called by P80 ${one(p80)} %, by P30 ${one(p30)} %; ` +
        `pinball ${two(pinball30)}, ${two(pinball80)} min; next wrong ${two(nextWrong)} % of ${next}; ` +
        `slices outside: ${narrow.map(({ name, p80: held }) => `${name} ${one(held)} %`).join(', ') || 'none'} of ${slices.length}`,
    )
    leaveReport('waits.json', scores)
    expect(quotes).toBeGreaterThan(days * 20)
    expect(mae).toBeLessThanOrEqual(0.75 * last)
    expect(nextWrong).toBeLessThanOrEqual(1)
    if (days < daysThatTell) return
    expect(mae).toBeLessThanOrEqual(best.mae)
    expect(p80).toBeGreaterThanOrEqual(78)
    expect(p80).toBeLessThanOrEqual(82)
    if (!family.startsFromNothing) expect(narrow).toEqual([])
  })
}

const ordinary = (service: string) => [{ service, category: 'ordinary' as const }]

test('[WAIT-4] one counter for everything: who comes for another service waits behind all of them', () => {
  const floor = openHall()
  for (const counter of ['2', '3', '4']) floor.take('close-counter', { counter }, floor.whoAt(counter))
  for (let visit = 0; visit < 6; visit += 1) {
    floor.issue('a')
    floor.serve('1')
    floor.pass(minutes(6))
    floor.take('finish', { counter: '1' }, floor.whoAt('1'))
  }
  for (let waiting = 0; waiting < 11; waiting += 1) floor.issue('a')
  floor.serve('1')
  for (let visit = 0; visit < 6; visit += 1) floor.issue('c')
  const [told] = forecastNow(floor.hall, floor.at, ordinary('c'), 1).newcomers
  // Nobody was served for `c` yet, so no span is known, but the place is.
  expect(told).toEqual({ why: 'too-little-known', ahead: 16 })
  const [same] = forecastNow(floor.hall, floor.at, ordinary('a'), 1).newcomers
  expect(same).toMatchObject({ ahead: 16, isNext: false })
})

test('[WAIT-4] a free counter is now; without one there is no figure, and the reason', () => {
  const floor = openHall()
  expect(forecastNow(floor.hall, floor.at, ordinary('a'), 1).newcomers).toEqual([
    { isNow: true, ahead: 0, isNext: true },
  ])
  for (const counter of ['1', '2', '3', '4']) floor.take('close-counter', { counter }, floor.whoAt(counter))
  expect(forecastNow(floor.hall, floor.at, ordinary('a'), 1).newcomers).toEqual([
    { why: 'no-counter-open', ahead: 0 },
  ])
})

test('[WAIT-4] who would be called after the end of the day is told no figure', () => {
  const floor = openHall()
  for (const counter of ['2', '3', '4']) floor.take('close-counter', { counter }, floor.whoAt(counter))
  for (let visit = 0; visit < 6; visit += 1) {
    floor.issue('a')
    floor.serve('1')
    floor.pass(minutes(20))
    floor.take('finish', { counter: '1' }, floor.whoAt('1'))
  }
  for (let waiting = 0; waiting < 40; waiting += 1) floor.issue('a')
  floor.serve('1')
  const told = forecastNow(floor.hall, floor.at, ordinary('a'), 1).newcomers[0]!
  expect(told.why).toBe('past-closing')
})

test('[WAIT-4] the same hall, moment and seed foretell the same, bit for bit', () => {
  const hall = () => {
    const floor = openHall()
    for (let visit = 0; visit < 40; visit += 1) {
      floor.pass(seconds(50))
      floor.issue(visit % 2 ? 'a' : 'c', visit % 7 ? {} : { category: 'elderly' })
      const counter = `${(visit % 3) + 1}`
      if (floor.counter(counter).active) floor.take('finish', { counter }, floor.whoAt(counter))
      if (visit % 2) floor.serve(counter)
    }
    return floor
  }
  const [one, other] = [hall(), hall()]
  const told = (floor: ReturnType<typeof hall>, with_: number) =>
    JSON.stringify(forecastNow(floor.hall, floor.at, ordinary('a'), with_).newcomers)
  expect(told(one, 5)).toBe(told(other, 5))
  expect(told(one, 5)).not.toBe(told(one, 6))
})
