import { setTimeout as pass } from 'node:timers/promises'
import type { Clock } from '../../../server/clock.ts'
import { type OpenHall, openHall } from '../../../server/data/open-hall.ts'
import type { Command } from '../../../server/hall/commands/command-types.ts'
import type { Actor } from '../../../server/hall/ids.ts'
import { nextTicket } from '../../../server/hall/queue/next-ticket.ts'
import type { Settings } from '../../../server/hall/settings.ts'
import { realFileSystem as fs } from '../../../server/journal/file-system.ts'
import type { KeeperAnswer } from '../../../server/keeper/keeper-types.ts'
import { forecastNow } from '../../../server/waits/forecast.ts'
import { limits } from '../../../server/waits/limits.ts'
import { beginTelling, newcomersOf } from '../../../server/waits/wait-teller.ts'
import { furnished, minutes, moment } from '../../fakes/hall/hall-settings.ts'
import { furnishHall } from '../halls.ts'
import { type Bench, type Figures, median, type Part, ratioOf } from '../part.ts'

/**
 * The forecast of waits in a hall of 300 waiting and 20 counters: the processor time of one, beside deciding each of
 * its calls alone; and tickets that are issued one after the other in that hall, with the teller of waits at work and
 * without it, in paired rounds in turn. Hall, keeper and journal are in this process.
 */

const counters = Array.from({ length: 20 }, (_, place) => `${place + 1}`)
const waiting = 300
const services = ['a', 'c', 'd'] as const
/** From an answer to the next ticket (ms). */
const pauseMs = 20

const badgeOf = (counter: string): string => String(1000 + Number(counter))
const clerk = (counter: string): Actor => ({ kind: 'staff', badge: badgeOf(counter), may: [] })

const settings: Settings = {
  ...furnished,
  counters: Object.fromEntries(
    counters.map((id) => [id, { name: { 'zh-CN': id, en: id }, profile: 'all' }] as const),
  ),
  staff: Object.fromEntries(
    counters.map((id) => [badgeOf(id), { roles: ['counter'], skills: 'all' }] as const),
  ),
  printing: false,
  printingDevices: [],
}

/** A real clock that begins at ten on a Monday and can be moved on. */
class MovedOn implements Clock {
  #byMs = moment('2026-03-02T10:00')
  now = () => Math.floor(this.#byMs + performance.now())
  monotonicMs = () => this.#byMs + performance.now()
  soon = (task: () => void) => void setImmediate(task)
  after(delayMs: number, task: () => void): () => void {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  }
  moveOn(ms: number): void {
    this.#byMs += ms
  }
}

type Give = (type: string, body: object, actor?: Actor) => Promise<Record<string, unknown>>

function giverOf({ keeper }: OpenHall): Give {
  let n = 0
  return (type, body, actor = { kind: 'device' }) => {
    n += 1
    const asker = {
      actor,
      device: 'kiosk-1',
      key: `bench-${n}`.padEnd(22, '-'),
      hash: `h${n}`.padEnd(22, '-'),
    }
    return new Promise((settle, reject) =>
      keeper.ask({ type, body } as unknown as Command, asker, (answer: KeeperAnswer) =>
        answer.ok ? settle({ ...answer.result }) : reject(new Error(`${type}: ${JSON.stringify(answer)}`)),
      ),
    )
  }
}

/** Everybody at a counter was called some minutes ago, and enough were served for each service to be known. */
async function fill(hall: OpenHall, clock: MovedOn, give: Give): Promise<void> {
  const { keeper } = hall
  keeper.askAsKeeper({ type: 'change-settings', body: { base: 0, settings } })
  keeper.askAsKeeper({ type: 'start-hall', body: {} })
  for (const counter of counters) await give('open-counter', { counter }, clerk(counter))
  for (let visit = 0; visit < 3; visit += 1) {
    for (const [place, counter] of counters.entries()) {
      await give('issue-ticket', { service: services[place % services.length] })
      await give('call-next', { counter }, clerk(counter))
    }
    for (const [place, counter] of counters.entries()) {
      clock.moveOn(minutes((place % 5) / 8))
      await give('start-service', { counter }, clerk(counter))
      await give('finish', { counter }, clerk(counter))
    }
  }
  for (let n = 0; n < waiting + counters.length; n += 1) {
    clock.moveOn(minutes(0.15))
    await give('issue-ticket', { service: services[n % services.length] })
  }
  for (const counter of counters) await give('call-next', { counter }, clerk(counter))
  clock.moveOn(minutes(2))
}

/** Processor time of a piece of work (ms). */
function spent(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** One forecast, and deciding as many calls as its runs make, on lines that stay as they are. */
function forecastCosts(hall: OpenHall, clock: MovedOn, rounds: number): { ours: number[]; floor: number[] } {
  const { keeper } = hall
  const [ours, floor]: [number[], number[]] = [[], []]
  for (let n = 0; n <= rounds; n += 1) {
    const newcomers = [...newcomersOf(keeper.hall).values()]
    const forecast = spent(() => forecastNow(keeper.hall, clock.now(), newcomers, n))
    const targets = waiting + newcomers.length
    const runs = Math.max(
      limits.runsLeast,
      Math.min(limits.runsMost, Math.floor(limits.callsOfForecast / targets)),
    )
    const posts = [...keeper.hall.counters.values()]
    const decided = spent(() => {
      for (let call = 0; call < runs * targets; call += 1)
        nextTicket(keeper.hall, posts[call % posts.length]!, clock.now())
    })
    if (n === 0) continue
    ours.push(forecast)
    floor.push(decided)
  }
  return { ours, floor }
}

/** Times of answers to tickets that are taken one after the other; each is given back, so that as many go on waiting. */
async function round(give: Give, ms: number): Promise<{ p50: number; p99: number }> {
  const until = performance.now() + ms
  const times: number[] = []
  while (performance.now() < until) {
    const askedAt = performance.now()
    const { ticket } = await give('issue-ticket', { service: services[times.length % services.length] })
    times.push(performance.now() - askedAt)
    await give('leave', { ticket }, { kind: 'phone' })
    await pass(pauseMs)
  }
  times.sort((one, two) => one - two)
  return { p50: times[times.length >> 1]!, p99: times[Math.floor(times.length * 0.99)]! }
}

async function run(bench: Bench): Promise<Figures> {
  const clock = new MovedOn()
  const onFailure = (error: Error): never => {
    throw error
  }
  const hall = await openHall({
    fs,
    directory: await furnishHall(`${bench.directory}/waits`),
    clock,
    onFailure,
  })
  const give = giverOf(hall)
  await fill(hall, clock, give)
  const costs = forecastCosts(hall, clock, bench.quick ? 5 : 20)
  const rounds = bench.quick ? 3 : 7
  const ms = bench.quick ? 1_500 : 5_000
  const [quiet, beside]: [{ p50: number; p99: number }[], { p50: number; p99: number }[]] = [[], []]
  let told = 0
  const failed: unknown[] = []
  hall.keeper.listen({
    committed: ({ entries }) => {
      told += entries.filter(({ command }) => command === 'tell-waits').length
    },
  })
  for (let n = 0; n <= rounds; n += 1) {
    bench.say(n === 0 ? 'warming up' : `round ${n} of ${rounds}`)
    const early = n % 2 === 0 ? await round(give, ms) : undefined
    const teller = beginTelling(hall.keeper, clock, (error) => failed.push(error))
    const loud = await round(give, ms)
    teller.stop()
    const still = early ?? (await round(give, ms))
    if (n === 0) continue
    quiet.push(still)
    beside.push(loud)
  }
  await hall.keeper.stop()
  await hall.journal.close()
  if (failed.length > 0 || told === 0) throw new Error(`nothing was foretold: ${String(failed[0])}`)
  const row = (name: string, list: readonly { p50: number; p99: number }[]) => ({
    name,
    values: [median(list.map(({ p50 }) => p50)), median(list.map(({ p99 }) => p99))],
  })
  return {
    tables: [
      {
        title: `One forecast for ${waiting} waiting and ${counters.length} counters (ms of the processor)`,
        columns: ['median', 'most'],
        rows: [
          { name: 'the forecast', values: [median(costs.ours), Math.max(...costs.ours)] },
          { name: 'deciding its calls alone', values: [median(costs.floor), Math.max(...costs.floor)] },
        ],
      },
      {
        title: `Tickets issued one after the other in that hall, ${rounds} paired rounds (ms)`,
        columns: ['p50', 'p99'],
        rows: [row('nothing is foretold', quiet), row(`waits are foretold, told ${told} times`, beside)],
      },
    ],
    marks: [
      {
        what: 'processor time of a forecast, of deciding its calls alone',
        value: ratioOf(costs.ours, costs.floor),
        must: 'at most',
        pass: 4,
        aim: 2,
      },
      {
        what: "ms by which a ticket's p99 is later while waits are foretold",
        value: median(beside.map(({ p99 }, place) => p99 - quiet[place]!.p99)),
        must: 'at most',
        pass: 5,
        aim: 2,
      },
    ],
  }
}

export const waits: Part = {
  name: 'waits',
  about: 'the forecast of waits for 300 waiting and 20 counters, and tickets issued beside it',
  run,
}
