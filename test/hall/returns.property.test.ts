import { expect, test } from 'vitest'
import { kiosk, openHall } from '../fakes/hall/hall-floor.ts'
import { seconds } from '../fakes/hall/hall-settings.ts'
import { seededRandom } from '../fakes/seeded-random.ts'

/** HISTORIES: how many; SEED: where they begin (printed when one fails). */
const histories = Number(process.env.HISTORIES ?? 300)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const steps = 120

/** Others ahead of a ticket when it joined, and who came back since and was called before it. */
interface Waiting {
  readonly othersAhead: number
  overtakenBy: number
}

/** One line of equal walk-ins, of whom many miss their call and come back. */
function live(random: () => number): number {
  const below = (count: number) => Math.floor(random() * count)
  const rules = { together: 1 + below(3), othersBetween: 1 + below(4) }
  const returnBehind = 1 + below(4)
  const floor = openHall({ returns: rules, returnBehind })
  const line = () => floor.hall.index.lines.get('service:a') ?? []
  const joined = new Map<string, Waiting>()
  const missed: string[] = []
  const back: string[] = []
  let longest = 0
  const call = (): string | undefined => {
    if (line().length === 0) return undefined
    const ticket = floor.call('1')
    const own = joined.get(ticket)
    joined.delete(ticket)
    if (!own) {
      // First back, first called.
      expect(ticket).toBe(back.shift())
      for (const waiting of joined.values()) waiting.overtakenBy += 1
      return ticket
    }
    const nearest = Math.min(returnBehind, rules.othersBetween)
    const bound =
      own.othersAhead < returnBehind ? 0 : rules.together * (Math.floor(own.othersAhead / nearest) + 1)
    expect(own.overtakenBy).toBeLessThanOrEqual(bound)
    longest = Math.max(longest, own.overtakenBy)
    return ticket
  }
  for (let step = 0; step < steps; step += 1) {
    if (random() < 0.7) floor.pass(seconds(below(30)))
    const what = random()
    if (what < 0.38 || joined.size < 2) {
      const waiting = line()
      const isOther = ({ placementReason }: { placementReason?: string }) => placementReason !== 'returned'
      // Returns that already stand in the line overtake nobody who joins after them.
      const standing = waiting.filter((ticket) => !isOther(ticket)).length
      joined.set(floor.issue('a'), { othersAhead: waiting.filter(isOther).length, overtakenBy: -standing })
    } else if (what < 0.6) {
      if (call()) floor.take('start-service', { counter: '1' }, floor.whoAt('1'))
      if (floor.counter('1').active) floor.take('finish', { counter: '1' }, floor.whoAt('1'))
    } else if (what < 0.8) {
      const ticket = call()
      if (ticket) floor.take('mark-no-show', { counter: '1' }, floor.whoAt('1'))
      if (ticket) missed.push(ticket)
    } else {
      const [ticket] = missed.splice(below(missed.length), 1)
      if (ticket) floor.take('return-ticket', { ticket }, kiosk)
      if (ticket) back.push(ticket)
    }
  }
  return longest
}

test(`[RETURN-5] in ${histories} random lines the first back is the first called, and others are overtaken within the bound`, () => {
  let longest = 0
  for (let n = 0; n < histories; n += 1) {
    try {
      longest = Math.max(longest, live(seededRandom(seed + n)))
    } catch (error) {
      throw new Error(`SEED=${seed + n}: ${error}`, { cause: error })
    }
  }
  process.stdout.write(`returns: overtaken by ${longest} at most, ${histories} lines, SEED=${seed}\n`)
  expect(longest).toBeGreaterThan(2)
})
