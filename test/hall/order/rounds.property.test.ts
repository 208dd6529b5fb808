import { expect, test } from 'vitest'
import { openHall } from '../../fakes/hall/hall-floor.ts'
import { seconds } from '../../fakes/hall/hall-settings.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'

/** HISTORIES: how many; SEED: where they begin (printed when one fails). */
const histories = Number(process.env.HISTORIES ?? 300)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const steps = 100

interface Waiting {
  /** Tickets without a head start that stood before it when it joined. */
  readonly ordinaryAhead: number
  overtakenBy: number
}

/** One queue that three counters call from, by random shares. Returns by how many anybody was overtaken. */
function live(random: () => number): number {
  const below = (count: number) => Math.floor(random() * count)
  const policy = { kind: 'alternation', priority: 1 + below(4), ordinary: 1 + below(4) } as const
  const floor = openHall({ policy })
  const ordinary = new Map<string, Waiting>()
  const priority = new Set<string>()
  let longest = 0
  const called = (ticket: string) => {
    const own = ordinary.get(ticket)
    ordinary.delete(ticket)
    if (!own) {
      priority.delete(ticket)
      for (const waiting of ordinary.values()) waiting.overtakenBy += 1
      return
    }
    expect(own.overtakenBy).toBeLessThanOrEqual(
      policy.priority * (1 + Math.ceil(own.ordinaryAhead / policy.ordinary)),
    )
    longest = Math.max(longest, own.overtakenBy)
  }
  for (let step = 0; step < steps; step += 1) {
    floor.pass(seconds(below(30)))
    const what = random()
    if (what < 0.3) ordinary.set(floor.issue('a'), { ordinaryAhead: ordinary.size, overtakenBy: 0 })
    else if (what < 0.65) priority.add(floor.issue('a', { category: 'elderly' }))
    else if (ordinary.size + priority.size > 0) {
      const counter = ['1', '2', '3'][below(3)]!
      called(floor.serve(counter))
      floor.take('finish', { counter }, floor.whoAt(counter))
    }
  }
  return longest
}

test(`[NEXT-12] in ${histories} random queues of several counters nobody is overtaken beyond what the round allows`, () => {
  let longest = 0
  for (let n = 0; n < histories; n += 1) {
    try {
      longest = Math.max(longest, live(seededRandom(seed + n)))
    } catch (error) {
      throw new Error(`SEED=${seed + n}: ${error}`, { cause: error })
    }
  }
  process.stdout.write(`rounds: overtaken by ${longest} at most, ${histories} queues, SEED=${seed}\n`)
  expect(longest).toBeGreaterThan(4)
})
