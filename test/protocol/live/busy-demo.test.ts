import { afterAll, beforeAll, expect, test } from 'vitest'
import { Driver } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** `demo --simulate`: somebody who has nobody to try it with sees a hall at work. */

let hall: RunningHall
beforeAll(async () => {
  hall = await startHall({ flags: ['--simulate', '--speed', '500'] })
})
afterAll(() => hall.close())

test('customers come, are called, served and rate; a visitor may take a number among them; it stops when told', async () => {
  const manager = new Driver(hall)
  await manager.signIn('9001')
  const floor = await manager.watch('manager')
  const figures = () => floor.view.figures as Record<'issued' | 'served' | 'ratings', number>
  const board = await manager.watch('board')
  await floor.see(
    'people served and ratings given',
    () => figures().issued >= 12 && figures().served >= 4 && figures().ratings >= 1,
    40_000,
  )
  expect(board.announced.length).toBeGreaterThan(4)
  const own = await new Driver(hall, 'kiosk-1').issue('fees')
  await board.until(
    'the identity’s call',
    ({ events }) =>
      (events as { label: string }[] | undefined)?.some(({ label }) => label === own.label) ?? false,
    0,
    40_000,
  )
  await Promise.all([floor.close(), board.close()])
  expect(await hall.stop()).toMatchObject({ code: 0 })
})
