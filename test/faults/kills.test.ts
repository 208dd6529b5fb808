import { afterAll, beforeAll, expect, test } from 'vitest'
import { Driver, openCounters, until } from '../fakes/driver.ts'
import { type JournalLine, type RunningHall, startHall } from '../fakes/running-hall.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { Crowd, type Given } from './crowd.ts'

/** The plug is pulled in the middle of a crowd, again and again. `KILLS` and `SEED` by the environment. */

const kills = Number(process.env.KILLS ?? 10)
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
/** So few that staff, who ask four times for one visit, get their share of the answers before the kill. */
const customers = 20
/** A kill with its crowd and its start takes a second or two, on a busy machine more. */
const mostMs = 60_000 + kills * 10_000

let hall: RunningHall
beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall.close())

test(
  `[I1] [I2] [I3] [I4] after each of ${kills} kills everything acknowledged is there, once, and answers the same (seed ${seed})`,
  async () => {
    const chance = seededRandom(seed)
    const drivers = Array.from({ length: customers }, () => new Driver(hall, 'kiosk-1'))
    const staff = await openCounters(hall, 4)
    const attempted = new Set(hall.journal().map(({ key }) => key))
    const all: Given[] = []
    const restarts: number[] = []
    let unanswered = 0
    for (let kill = 1; kill <= kills; kill += 1) {
      const crowd = new Crowd({ customers: drivers, staff, chance })
      const running = crowd.run()
      const enough = 20 + Math.floor(chance() * 120)
      await until(`${enough} answers`, () => crowd.acknowledged.length >= enough)
      await hall.kill9()
      await running
      restarts.push(await hall.start())
      all.push(...crowd.acknowledged)
      const lines = hall.journal()
      checkJournal(lines)
      const byKey = new Map(lines.map((line) => [line.key, line]))
      // Acknowledged ⊆ recovered ⊆ attempted.
      const lost = all.filter(({ key }) => !byKey.has(key))
      expect([`kill ${kill}, seed ${seed}`, lost.length]).toEqual([`kill ${kill}, seed ${seed}`, 0])
      for (const { key } of crowd.given) attempted.add(key)
      const ghosts = lines.filter(({ key, actor }) => actor !== 'keeper' && !attempted.has(key))
      expect(ghosts).toEqual([])
      unanswered += crowd.given.filter(({ key, text }) => text === undefined && byKey.has(key)).length
      await Promise.all(sample(crowd.acknowledged, 24, chance).map(answersTheSame))
    }
    const labels = all
      .filter(({ type }) => type === 'issue-ticket')
      .map(({ text }) => JSON.parse(text!).result.label)
    expect(new Set(labels).size).toBe(labels.length)
    const atCounters = all.length - labels.length
    expect(atCounters).toBeGreaterThan(kills)
    restarts.sort((one, two) => one - two)
    process.stdout.write(
      `kills: seed ${seed}, ${kills} kills, ${all.length} commands acknowledged (${labels.length} tickets, ${atCounters} at counters), 0 lost, 0 doubled, ` +
        `${unanswered} recovered without an answer, restart p50 ${Math.round(restarts[restarts.length >> 1]!)} ms, ` +
        `longest ${Math.round(restarts.at(-1)!)} ms\n`,
    )
  },
  mostMs,
)

function sample<T>(list: readonly T[], count: number, chance: () => number): T[] {
  return Array.from({ length: Math.min(count, list.length) }, () => list[Math.floor(chance() * list.length)]!)
}

/** I4: the same key gives the same answer, letter by letter, also after a kill. */
async function answersTheSame({ by, type, body, key, text }: Given): Promise<void> {
  expect([type, (await by.command(type, body, key)).text]).toEqual([type, text])
}

/** I2, I3, and an unbroken row of sequence numbers. */
function checkJournal(lines: readonly JournalLine[]): void {
  const labels = new Set<string>()
  const active = new Map<string, string>()
  let before = 0
  for (const { seq, events } of lines) {
    expect(seq).toBe(before + 1)
    before = seq
    for (const event of events) {
      const ticket = String(event.ticket)
      if (event.type === 'ticket-issued') {
        const label = `${event.day}/${event.label}`
        if (labels.has(label)) throw new Error(`${label} was given twice (seq ${seq}, seed ${seed})`)
        labels.add(label)
      }
      if (event.type === 'ticket-called') {
        for (const [other, counter] of active)
          if (other === ticket || counter === event.counter)
            throw new Error(
              `${ticket} is called to ${event.counter}, but ${other} is at ${counter} (seq ${seq})`,
            )
        active.set(ticket, String(event.counter))
      }
      if (['ticket-ended', 'ticket-missed', 'ticket-held', 'ticket-put-back'].includes(event.type))
        active.delete(ticket)
    }
  }
}

test('[I1] no screen shows what is not on disk: the plug pulled at the first sight of a call, the call is there after', async () => {
  const [counter] = await openCounters(hall, 1)
  const kiosk = new Driver(hall, 'kiosk-1')
  await counter!.command('mark-no-show', { counter: '1' })
  await counter!.command('finish', { counter: '1' })
  for (let round = 0; round < 5; round += 1) {
    const { label } = await kiosk.issue('fees')
    const board = await kiosk.watch('board')
    counter!.command('call-ticket', { counter: '1', label }).catch(() => undefined)
    const seen = await board.until('the call', ({ events }) =>
      JSON.stringify(events ?? []).includes(`"${label}"`),
    )
    await hall.kill9()
    await hall.start()
    const found = hall.journal().find(({ seq }) => seq === (seen as unknown as { seq: number }).seq)
    expect(JSON.stringify(hall.journal().filter(({ seq }) => seq <= (found?.seq ?? 0)))).toContain(label)
    const { view } = await kiosk.view('window', { counter: '1' })
    expect(view).toMatchObject({ state: 'called', label })
    await counter!.done('mark-no-show', { counter: '1' })
  }
})
