import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CounterView, ManagerView } from '../../../server/hall/views/view-types.ts'
import { viewFor } from '../../../server/hall/views/views.ts'
import { keeper, openHall } from '../../fakes/hall/hall-floor.ts'
import { firstsOf, type Happening, History, minutesPass } from '../../fakes/hall/hall-history.ts'
import { minutes, monday9 } from '../../fakes/hall/hall-settings.ts'
import { PlainFigures } from '../../fakes/hall/view-figures.ts'

/** HISTORIES: how many; SEED: the one to repeat (printed when a history fails). */
const histories = Math.ceil(Number(process.env.HISTORIES ?? 2_000) / 40)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

const number = fc.nat(997)
/** Full queues: many tickets, minutes apart, so that those with a head start stand before those who joined earlier. */
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(number, number, number, number) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...firstsOf('issue-ticket')), number, number, number),
  },
  { weight: 1, arbitrary: fc.constantFrom<Happening>(...minutesPass) },
)
const life = fc.array(happening, { minLength: 10, maxLength: 60, size: 'max' })

test(`[VIEW-10] in ${histories} random histories every figure of every view is what a plain recount gives`, {
  timeout: 3_600_000,
}, () => {
  let compared = 0
  const details = fc.check(
    fc.property(fc.nat(63), life, (variant, happenings) => {
      const history = new History(variant)
      const plain = new PlainFigures(history.floor)
      const compare = () => {
        compared += 1
        const difference = plain.difference()
        if (difference !== undefined) throw new Error(difference)
      }
      for (const one of happenings) {
        history.happen(one)
        compare()
      }
      history.end()
      compare()
    }),
    { seed, numRuns: histories },
  )
  if (details.failed)
    expect.fail(`SEED=${seed}\n${details.errorInstance}\n${JSON.stringify(details.counterexample)}`)
  expect(compared).toBeGreaterThan(histories * 10)
})

test('[VIEW-10] the longest wait is that of the ticket that joined first, wherever it stands', () => {
  const floor = openHall()
  floor.issue('a')
  floor.pass(minutes(9))
  floor.issue('a', { category: 'elderly' })
  const manager = viewFor(floor.hall, { view: 'manager' }) as ManagerView
  const counter = viewFor(floor.hall, { view: 'counter', counter: '1' }) as CounterView
  for (const { longestSince } of [manager, manager.queues.a!, counter]) expect(longestSince).toBe(monday9)
})

test('[ISSUE-8] a number that its paper told leaves the list of those that nobody may know at once', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  floor.take('report-number', { ticket, confirmed: false }, keeper)
  const listed = () => Object.keys((viewFor(floor.hall, { view: 'manager' }) as ManagerView).unconfirmed)
  expect(listed()).toEqual([ticket])
  floor.take('report-print', { ticket, job: `${ticket}-1`, happened: 'printed' }, keeper)
  expect(listed()).toEqual([])
})
