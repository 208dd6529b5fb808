import { afterEach, expect, test } from 'vitest'
import type { HallFile } from '../../server/data/hall-config.ts'
import { Driver, openCounters, until } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Waits that a real server tells, in the smallest cases in which they were once untrue. */

let hall: RunningHall | undefined
afterEach(async () => {
  await hall?.close()
  hall = undefined
})

async function openHall(counters: number, change?: (file: HallFile) => HallFile) {
  hall = await startHall({ verb: 'serve', directory: await furnishedDirectory(change) })
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
