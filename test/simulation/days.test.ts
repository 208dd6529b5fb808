import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleSimulation } from './bundle.ts'
import { leaveReport, playDays, Sum, say } from './campaign.ts'
import { Day, ticketsOfADay } from './day.ts'
import type { DayDigest } from './reports/digest.ts'
import { tellStory } from './reports/failure-report.ts'
import type { DayLine } from './worker.ts'

/**
 * DAYS: how many; SEED: the first day's, the others follow on (printed, and with what failed). DIGESTS=FILE leaves there what
 * people saw of each day, LISTS=FILE the first of them in full; CALM=1 plays days that another version of the program must play alike.
 */
const days = Number(process.env.DAYS ?? 100)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 30))
const digestsFile = process.env.DIGESTS
const listsFile = process.env.LISTS
const isCalm = process.env.CALM === '1'
const saysEveryMs = 20_000

let simulation: Awaited<ReturnType<typeof bundleSimulation>>
beforeAll(async () => {
  simulation = await bundleSimulation()
})
afterAll(() => simulation.remove())

test(`[I1] [I2] [I3] [I4] [I5] [I6] [I7] [I8] [I9] [I10] ${days} simulated days keep what is always true (SEED=${seed})`, {
  timeout: 24 * 3_600_000,
}, async () => {
  const sum = new Sum()
  const startedAt = performance.now()
  let saidAt = startedAt
  let broken: DayLine | undefined
  const digests: Record<number, DayDigest> = {}
  await playDays({
    file: simulation.file,
    seed,
    days,
    isCalm,
    onDay(day) {
      digests[day.seed] = day.digest
      if (day.problem) {
        broken = day
        return true
      }
      sum.add(day)
      if (performance.now() - saidAt > saysEveryMs) {
        saidAt = performance.now()
        say(`  ${sum.line}`)
      }
      return false
    },
  })
  if (digestsFile) writeFileSync(digestsFile, JSON.stringify(digests))
  if (listsFile) {
    const { lists } = await new Day({ seed, isCalm }).run()
    writeFileSync(listsFile, Object.values(lists).flat().join('\n'))
  }
  if (broken) expect.fail(`${broken.problem?.message}\n${await tellStory(broken.seed, isCalm)}`)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  const path = leaveReport('simulated-days.json', { seed, seconds, ...sum })
  say(`  ${sum.line} in ${seconds} s, SEED=${seed}; all figures in ${path}`)
  expect(sum.days).toBe(days)
  expect(sum.tickets).toBeGreaterThanOrEqual(days * ticketsOfADay)
})

test('the same seed plays the same day, to the last word', async () => {
  for (const one of [seed, seed + 1, seed + 2]) {
    const first = await new Day({ seed: one, keepTrace: true }).run()
    const second = await new Day({ seed: one, keepTrace: true }).run()
    expect(second.trace).toEqual(first.trace)
    expect(second.hash).toBe(first.hash)
    expect(first.trace.length).toBeGreaterThan(200)
  }
})
