import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Happening, History } from '../fakes/hall/hall-history.ts'

/** HISTORIES: how many; SEED: the one to repeat (printed when a history fails); SHRINK=no: don't look for the shortest. */
const histories = Number(process.env.HISTORIES ?? 2_000)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

const number = fc.nat(997)
const happening: fc.Arbitrary<Happening> = fc.tuple(number, number, number, number)
const life = fc.array(happening, { minLength: 10, maxLength: 40, size: 'max' })

function live(history: History, happenings: readonly Happening[]): void {
  for (const one of happenings) history.happen(one)
  history.end()
}

/** The shortest history that breaks a rule, one accepted command per line. */
function story([variant, happenings]: [number, readonly Happening[]]): string {
  const history = new History(variant)
  try {
    live(history, happenings)
  } catch (error) {
    return [...history.floor.taken.map(told), String(error)].join('\n')
  }
  return 'the same history does not fail again'
}

const told = ({ entry, body }: History['floor']['taken'][number]): string =>
  entry.command === 'change-settings'
    ? `${entry.seq} change-settings`
    : `${entry.seq} ${new Date(entry.at).toISOString()} ${entry.actor} ${entry.command} ${JSON.stringify(body)} -> ${JSON.stringify(entry.events)}`

test(`[I1] [I2] [I3] [I4] [I5] [I6] [I7] [I8] ${histories} random histories keep what is always true`, {
  timeout: 3_600_000,
}, () => {
  let happened = 0
  const details = fc.check(
    fc.property(fc.nat(63), life, (variant, happenings) => {
      const history = new History(variant)
      live(history, happenings)
      happened += history.floor.taken.length
    }),
    { seed, numRuns: histories, endOnFailure: process.env.SHRINK === 'no' },
  )
  if (details.counterexample)
    expect.fail(
      `SEED=${seed}\n${story(details.counterexample)}\nCounterexample: ${JSON.stringify(details.counterexample)}`,
    )
  expect(details.numRuns).toBe(histories)
  expect(happened).toBeGreaterThan(histories * 10)
})
