import { afterAll, beforeAll, expect, test } from 'vitest'
import { Driver } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** The device of the record where a request names none, in a demo, which believes everybody at this machine. */

let hall: RunningHall
beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall?.close())

test('a phone is recorded as a phone, an unnamed rating as of a rating device, and neither as of a kiosk', async () => {
  const guest = new Driver(hall)
  const clerk = new Driver(hall)
  await clerk.signIn('1001')
  await clerk.done('open-counter', { counter: '1' })
  const served = async () => {
    const issued = await guest.issue('fees')
    await clerk.done('call-ticket', { counter: '1', label: issued.label })
    await clerk.done('start-service', { counter: '1' })
    await clerk.done('finish', { counter: '1' })
    return issued
  }
  const visit = async () =>
    (await guest.get('/api/views/rating?counter=1')).body as unknown as { view: { visit: { id: string } } }
  const newest = () => {
    const { command, actor, device } = hall.given().at(-1) as unknown as Record<string, string>
    return [command, actor, device]
  }
  const { phoneUrl } = await served()
  expect(newest()).toEqual(['finish', 'staff:1001', 'console'])
  await guest.done('rate', { key: phoneUrl.split('/t/')[1]!, score: 4 })
  expect(newest()).toEqual(['rate', 'phone', 'phone'])
  await served()
  await guest.done('rate-at-counter', { counter: '1', visit: (await visit()).view.visit.id, score: 5 })
  expect(newest()).toEqual(['rate-at-counter', 'device', 'rating'])
  await served()
  const named = new Driver(hall, 'rating-7')
  await named.done('rate-at-counter', { counter: '1', visit: (await visit()).view.visit.id, score: 5 })
  expect(newest()).toEqual(['rate-at-counter', 'device', 'rating-7'])
  const page = await guest.watch('rating', { counter: '1' })
  await served()
  await page.see('the visit', ({ visit: asked }) => asked !== undefined)
  await page.command('rate-at-counter', { counter: '1', visit: (await visit()).view.visit.id, score: 5 })
  expect(newest()).toEqual(['rate-at-counter', 'device', 'rating'])
  await guest.issue('fees')
  expect(newest()).toEqual(['issue-ticket', 'device', 'kiosk-1'])
})
