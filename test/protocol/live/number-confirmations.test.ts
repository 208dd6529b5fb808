import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../../server/web/live/limits.ts'
import { Driver, newKey, patience, until } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** A kiosk confirms the numbers that it showed; staff see which it did not. */

let hall: RunningHall
let manager: Driver
beforeAll(async () => {
  const devices = ['kiosk-1', 'kiosk-2'].map((id) => ({ id, kind: 'kiosk' as const, name: id }))
  const directory = await furnishedDirectory((file) => ({ ...file, devices }))
  hall = await startHall({ verb: 'serve', directory })
  manager = new Driver(hall)
  await manager.signIn('2001')
})
afterAll(() => hall.close())

// Longer than a busy machine needs for three tickets.
const waitMs = 10_000

async function kioskPage(device: string) {
  const page = await new Driver(hall).watch('kiosk', { device })
  return {
    page,
    async issue(until?: number) {
      const id = newKey()
      const body = { service: 'fees', ...(until === undefined ? {} : { until }) }
      page.send({ type: 'command', id, command: 'issue-ticket', body })
      const answer = await page.until('an answer', (one) => one.type === 'answer' && one.id === id)
      return (answer as unknown as { result: { ticket: string; label: string } }).result
    },
    shows: (ticket: string) => page.send({ type: 'report', shown: ticket }),
  }
}

test('[ISSUE-8] staff are told of the numbers that a kiosk did not confirm, until it does', async () => {
  const floor = await manager.watch('manager')
  const one = await kioskPage('kiosk-1')
  const other = await kioskPage('kiosk-2')
  const until = Date.now() + waitMs
  const lost = await one.issue(until)
  const late = await one.issue(until)
  const shown = await one.issue(until)
  const undated = await one.issue()
  one.shows(shown.ticket)
  other.shows(lost.ticket)
  const patch = (ticket: string, wanted: unknown) =>
    floor.until(
      `${ticket} ${wanted}`,
      (frame) => {
        const { unconfirmed } = (frame.patch ?? {}) as { unconfirmed?: Record<string, unknown> }
        return (
          unconfirmed !== undefined &&
          (wanted === null ? unconfirmed[ticket] === null : ticket in unconfirmed)
        )
      },
      0,
      waitMs + limits.confirmationMs + patience,
    )
  await patch(lost.ticket, 'told')
  await patch(late.ticket, 'told')
  const seen = async () => Object.keys((await manager.plainView('manager')).view.unconfirmed as object).sort()
  expect(await seen()).toEqual([lost.ticket, late.ticket].sort())
  expect(await seen()).not.toContain(undated.ticket)
  one.shows(late.ticket)
  await patch(late.ticket, null)
  expect(await seen()).toEqual([lost.ticket])
  for (const { page } of [one, other]) await page.close()
  await floor.close()
})

test('[ISSUE-8] only a kiosk confirms: a guest who names one does not', async () => {
  const one = await kioskPage('kiosk-1')
  const { ticket } = await one.issue(Date.now() + waitMs)
  const marked = async () => {
    const { unconfirmed } = (await manager.plainView('manager')).view
    return ticket in (unconfirmed as object)
  }
  await until('the mark', marked, limits.confirmationMs + patience)
  const guest = new Driver(hall).dial(
    { view: 'board', device: 'kiosk-1' },
    { 'x-forwarded-for': '203.0.113.7' },
  )
  await guest.until('a welcome', ({ type }) => type === 'welcome')
  guest.send({ type: 'report', shown: ticket })
  // The answer to this message comes after whatever the report did.
  guest.send({ type: 'again' })
  await guest.until('another welcome', ({ type }) => type === 'welcome', 1)
  expect(await marked()).toBe(true)
  one.shows(ticket)
  await until('no mark', async () => !(await marked()))
  for (const page of [one.page, guest]) await page.close()
})
