import { afterEach, expect, test } from 'vitest'
import type { HallFile } from '../../server/data/hall-config.ts'
import { Driver, openCounters, until } from '../fakes/driver.ts'
import { MovedClock, noMovedClocks } from '../fakes/moved-clock.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Waits that a real server tells, in the smallest cases in which they were once untrue. */

let hall: RunningHall | undefined
afterEach(async () => {
  await hall?.close()
  hall = undefined
})

async function openHall(counters: number, change?: (file: HallFile) => HallFile, clock?: MovedClock) {
  const directory = await furnishedDirectory(change)
  hall = await startHall({ verb: 'serve', directory, ...(clock && { env: clock.env }) })
  const kiosk = new Driver(hall, 'kiosk-1')
  return { kiosk, clerks: await openCounters(hall, counters) }
}

/** The phone's view of a ticket, once it says so. */
const phoneSays = (kiosk: Driver, { phoneUrl }: { phoneUrl: string }, wanted: Record<string, unknown>) =>
  until(`a phone that says ${JSON.stringify(wanted)}`, async () => {
    const { view } = await kiosk.view('ticket', { key: phoneUrl.split('/t/')[1]! })
    return (
      Object.entries(wanted).every(([name, value]) => JSON.stringify(view[name]) === JSON.stringify(value)) &&
      view
    )
  })

test('[T1] one counter for all, ten wait for tenancy: who comes for fees has ten ahead and is not next', async () => {
  const { kiosk, clerks } = await openHall(1)
  for (let n = 0; n < 10; n += 1) await kiosk.issue('tenancy')
  const issued = (await kiosk.command('issue-ticket', { service: 'fees' })).body.result!
  expect(issued).toMatchObject({ ahead: 10, why: 'too-little-known' })
  expect(issued).not.toHaveProperty('next')
  expect(issued).not.toHaveProperty('wait')
  const view = await phoneSays(kiosk, issued as never, { ahead: 10 })
  expect(view).not.toHaveProperty('next')
  await clerks[0]!.done('call-next', { counter: '1' })
  await phoneSays(kiosk, issued as never, { ahead: 9, next: undefined })
})

test('[T2] counters are free and nobody waits: who comes is next, and is called now', async () => {
  const { kiosk, clerks } = await openHall(4)
  const issued = (await kiosk.command('issue-ticket', { service: 'fees' })).body.result!
  expect(issued).toMatchObject({ ahead: 0, next: true, now: true })
  expect(issued).not.toHaveProperty('wait')
  const { view } = await kiosk.view('kiosk')
  expect(view.queues).toMatchObject({ fees: { waiting: 1, now: true } })
  expect((await clerks[0]!.done('call-next', { counter: '1' })).label).toBe(issued.label)
})

test('[T3] no counter is open: nobody is next and no figure is promised', async () => {
  const { kiosk } = await openHall(0)
  const issued = (await kiosk.command('issue-ticket', { service: 'fees' })).body.result!
  expect(issued).toMatchObject({ ahead: 0, why: 'no-counter-open' })
  for (const told of [issued, await phoneSays(kiosk, issued as never, { why: 'no-counter-open' })])
    for (const promise of ['next', 'now', 'wait']) expect(told).not.toHaveProperty(promise)
})

test.skipIf(noMovedClocks)(
  '[T3] shortly before closing, who would be called after it is told so, and no figure; who is called before has one',
  async () => {
    const clock = new MovedClock('@2026-11-23 16:10:00')
    const hours: HallFile['hours'] = { mon: [['08:00', '17:00']] }
    const { kiosk, clerks } = await openHall(
      1,
      (file) => ({ ...file, timeZone: 'UTC', dayStartsAt: '00:00', hours, graceMinutes: 0 }),
      clock,
    )
    const clerk = clerks[0]!
    for (let visit = 0; visit < 6; visit += 1) {
      await kiosk.issue('fees')
      await clerk.done('call-next', { counter: '1' })
      await clerk.done('start-service', { counter: '1' })
      clock.set(`@2026-11-23 16:${15 + visit * 5}:00`)
      await clerk.done('finish', { counter: '1' })
    }
    await kiosk.issue('fees')
    await clerk.done('call-next', { counter: '1' })
    const first = (await kiosk.command('issue-ticket', { service: 'fees' })).body.result!
    for (let n = 0; n < 11; n += 1) await kiosk.issue('fees')
    const last = (await kiosk.command('issue-ticket', { service: 'fees' })).body.result!
    const view = await phoneSays(kiosk, last as never, { ahead: 12, why: 'past-closing' })
    for (const promise of ['next', 'now', 'wait']) expect(view).not.toHaveProperty(promise)
    const { view: sooner } = await kiosk.view('ticket', { key: (first.phoneUrl as string).split('/t/')[1]! })
    expect(sooner).toMatchObject({ ahead: 0, wait: { from: expect.any(Number) } })
    expect(sooner).not.toHaveProperty('why')
    const { view: queues } = await kiosk.view('kiosk')
    expect(queues.queues).toMatchObject({ fees: { why: 'past-closing' } })
    expect((await kiosk.command('issue-ticket', { service: 'fees' })).body.result).toMatchObject({
      why: 'past-closing',
    })
  },
)
