import { expect, test } from 'vitest'
import type { Clock } from '../../server/clock.ts'
import { settingsOf } from '../../server/data/hall-settings.ts'
import { type OpenHall, openHall } from '../../server/data/open-hall.ts'
import { limits as hallLimits } from '../../server/hall/limits.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import type { KeeperAnswer } from '../../server/keeper/keeper-types.ts'
import { limits as keeperLimits } from '../../server/keeper/limits.ts'
import { forecast } from '../../server/waits/forecast.ts'
import { limits } from '../../server/waits/limits.ts'
import { beginTelling } from '../../server/waits/wait-teller.ts'
import { moment } from '../fakes/hall/hall-settings.ts'
import { furnishedDirectory } from '../fakes/running-hall.ts'

/** The teller of waits over a real keeper and journal; its clock goes on only when the test says so. */

class HandClock implements Clock {
  #now = moment('2026-03-02T09:00')
  #timers: { at: number; task: () => void }[] = []
  now = () => this.#now
  monotonicMs = () => this.#now
  soon = (task: () => void) => void setImmediate(task)
  after(delayMs: number, task: () => void): () => void {
    const timer = { at: this.#now + delayMs, task }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }
  pass(ms: number): void {
    this.#now += ms
    const due = this.#timers.filter(({ at }) => at <= this.#now)
    this.#timers = this.#timers.filter((timer) => !due.includes(timer))
    for (const { task } of due) task()
  }
}

const settled = (ask: (reply: (answer: KeeperAnswer) => void) => void) =>
  new Promise<void>((settle, reject) =>
    ask((answer) => (answer.ok ? settle() : reject(new Error(JSON.stringify(answer))))),
  )

/** A hall with one counter open, whose forecasts fail while `failure` says so. */
async function keptHall(clock: Clock): Promise<OpenHall> {
  const onFailure = (error: Error): never => {
    throw error
  }
  const hall = await openHall({ fs, directory: await furnishedDirectory(), clock, onFailure })
  const { keeper, file } = hall
  const body = { base: 0, settings: settingsOf(file, {}) }
  await settled((reply) => keeper.askAsKeeper({ type: 'change-settings', body }, 'server', reply))
  await settled((reply) => keeper.askAsKeeper({ type: 'start-hall', body: {} }, 'server', reply))
  return hall
}

test('[WAIT-5] a forecast that fails is reported once for each kind, tells no figure, and the next second foretells again', async () => {
  const clock = new HandClock()
  const { keeper, journal } = await keptHall(clock)
  let failure: string | undefined = 'the first kind'
  const reports: { text: string; asOf: number; waiting: number }[] = []
  const attempts: number[] = []
  let onAttempt = () => {}
  const teller = beginTelling(
    keeper,
    clock,
    (error, { asOf, waiting }) => reports.push({ text: String(error), asOf, waiting }),
    (...given) => {
      attempts.push(clock.now())
      onAttempt()
      if (failure !== undefined) throw new Error(failure)
      return forecast(...given)
    },
  )
  /** Lets time pass until one more forecast was tried and what it told is durable. */
  const nextAttempt = async (afterMs: number = limits.apartMs) => {
    await new Promise<void>((tried) => {
      onAttempt = tried
      clock.pass(afterMs)
    })
    await new Promise((turn) => setImmediate(turn))
    clock.pass(keeperLimits.deferralMs)
    await new Promise<void>((durable) => keeper.whenDurable(keeper.seq, durable))
  }
  const whyOf = () => new Set([...keeper.hall.newcomerWaits.values()].map(({ why }) => why))
  try {
    await nextAttempt()
    const asOf = keeper.seq
    expect(reports).toEqual([{ text: 'Error: the first kind', asOf: expect.any(Number), waiting: 0 }])
    expect(reports[0]!.asOf).toBeLessThan(asOf)
    expect(whyOf()).toEqual(new Set(['too-little-known']))
    await nextAttempt()
    expect(reports).toHaveLength(1)
    for (let kind = 2; kind < limits.failuresReported + 5; kind += 1) {
      failure = `kind ${kind}`
      await nextAttempt()
    }
    expect(reports).toHaveLength(limits.failuresReported)
    expect(attempts.every((at, place) => place === 0 || at - attempts[place - 1]! >= limits.apartMs)).toBe(
      true,
    )
    failure = undefined
    await nextAttempt(hallLimits.tellAgainMs)
    expect(whyOf()).toEqual(new Set(['no-counter-open']))
  } finally {
    teller.stop()
    await keeper.stop()
    await journal.close()
  }
})
