import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** The accounts of staff as open pages of administrators see them. */

const name = 'Zoë Canary-Quist'

let hall: RunningHall
beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall.close())

async function signedIn(badge: string): Promise<Driver> {
  const driver = new Driver(hall)
  expect((await driver.signIn(badge)).status).toBe(204)
  return driver
}

test('two administrators see each change of an account as it happens, with the same facts as over HTTP', async () => {
  const [one, other] = [await signedIn('9001'), await signedIn('9001')]
  const pages = [await one.watch('staff'), await other.watch('staff')]
  const account = async () => ((await one.get('/api/staff')).body.staff as Record<string, object>)['1201']
  const steps = [
    () => one.done('add-staff', { badge: '1201', name, roles: ['counter'], skills: ['fees'] }),
    () => other.done('change-staff', { badge: '1201', name: `${name} II`, roles: ['counter', 'reception'] }),
    () => one.done('disable-staff', { badge: '1201' }),
    () => other.done('enable-staff', { badge: '1201' }),
    () => one.done('reset-password', { badge: '1201' }),
  ]
  for (const step of steps) {
    await step()
    const known = await account()
    for (const page of pages)
      await page.until('the change', () => {
        const { staff } = page.view as { staff: Record<string, object> }
        return isDeepStrictEqual(staff['1201'], known)
      })
  }
  const refused = await other.command('add-staff', { badge: '1201', name, roles: ['counter'] })
  expect(refused.status).toBe(409)
})

test('names of staff are in no other view', async () => {
  const administrator = await signedIn('9001')
  await administrator.done('add-staff', { badge: '1202', name, roles: ['counter'] })
  for (const view of ['manager', 'setup', 'board', 'kiosk', 'window?counter=1'])
    expect((await administrator.get(`/api/views/${view}`)).text).not.toContain('Canary')
})
