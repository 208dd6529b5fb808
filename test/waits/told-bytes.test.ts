import { expect, test } from 'vitest'
import type { Entry, HallEvent } from '../../server/hall/events.ts'
import { limits } from '../../server/waits/limits.ts'
import { type Floor, keeper } from '../fakes/hall/hall-floor.ts'
import { hours, moment } from '../fakes/hall/hall-settings.ts'
import { tellForecast } from '../fakes/hall/tell-waits.ts'
import { say } from '../simulation/campaign.ts'
import { families } from './families.ts'
import { SimulatedHall } from './simulated-hall.ts'

/** The journal of a busy hour of four counters, with the waits foretold as often as the server does it. */

const seed = Number(process.env.WAIT_SEED ?? 1)
const opens = moment('2026-03-02T08:00')
const busy = { from: opens + hours(1), to: opens + hours(2) }

const hashLength = 43

type Later = (ms: number, work: () => void) => void

/** Tells waits as the server's teller: soon after a change, at most once a second, and now and then without one. */
class Teller {
  #plannedFor = Number.POSITIVE_INFINITY
  #lastAt = 0
  #seen = 0

  follow(floor: Floor, later: Later): void {
    if (floor.at > busy.to || floor.seq === this.#seen) return
    this.#seen = floor.seq
    this.#plan(floor, later, Math.max(floor.at, this.#lastAt + limits.apartMs))
  }

  #plan(floor: Floor, later: Later, at: number): void {
    if (at >= this.#plannedFor) return
    this.#plannedFor = at
    later(Math.max(20, at - floor.at), () => {
      if (floor.at < this.#plannedFor) return
      this.#plannedFor = Number.POSITIVE_INFINITY
      this.#lastAt = floor.at
      tellForecast(floor)
      this.#seen = floor.seq
      this.#plan(floor, later, floor.at + limits.againMs)
    })
  }
}

/** The paper of a ticket comes out. */
function print(floor: Floor, event: HallEvent): void {
  if (event.type !== 'ticket-issued' || event.printing.print === 'none') return
  const { ticket } = event
  const { job } = event.printing
  for (const happened of ['sending', 'printed'] as const)
    floor.take('report-print', { ticket, job, happened }, keeper)
}

/** The bytes of an entry as a journal has it: with a key and a hash as the gateway makes them. */
const bytesOf = ({ ...entry }: Entry): number =>
  Buffer.byteLength(
    JSON.stringify(
      entry.actor === 'keeper' ? entry : { ...entry, key: 'k'.repeat(22), hash: 'h'.repeat(hashLength) },
    ),
  )

function busyHourOf(name: string): { told: number; others: number } {
  const family = { ...families.find((one) => one.name === name)!, prints: true }
  const sums = { told: 0, entries: 0, others: 0 }
  const teller = new Teller()
  let read = 0
  new SimulatedHall(family, seed, (floor, later) => {
    for (const { entry } of floor.taken.slice(read)) for (const event of entry.events) print(floor, event)
    for (const { entry } of floor.taken.slice(read)) {
      const { at, command, actor, events } = entry
      // The keeper writes nothing for its own commands that changed nothing.
      if (at < busy.from || at > busy.to || (actor === 'keeper' && events.length === 0)) continue
      if (command === 'tell-waits') sums.entries += 1
      sums[command === 'tell-waits' ? 'told' : 'others'] += bytesOf(entry)
    }
    read = floor.taken.length
    teller.follow(floor, later)
  }).days(1)
  const { told, others, entries } = sums
  say(
    `  ${name}: ${(told / 1000).toFixed(1)} kB of waits in ${entries} entries, ${(others / 1000).toFixed(1)} kB of everything else`,
  )
  return { told, others }
}

test(`[WAIT-5] waits cost less than a quarter of everything else that a busy hour writes (WAIT_SEED=${seed})`, () => {
  const sums = ['shared counters', 'no-shows and returns', 'a rush'].map(busyHourOf)
  const sum = (part: 'told' | 'others') => sums.reduce((total, one) => total + one[part], 0)
  expect(sum('told')).toBeLessThan(sum('others') / 4)
})
