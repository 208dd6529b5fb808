import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '../../server/access/passwords/passwords.ts'
import { demoStaff } from '../../server/data/demo-hall.ts'
import { closeCodes } from '../../server/protocol/close-codes.ts'
import { Driver, until } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Staff: signing in and out, taking over, and consoles whose line goes. Outside a demo. */

let hall: RunningHall
let manager: Driver
beforeAll(async () => {
  const directory = await furnishedDirectory()
  const document = await demoStaff()
  // Real cost, so that it can be seen whether an unknown badge takes as long as a wrong password.
  const password = await hashPassword('demo')
  const staff = Object.fromEntries(
    Object.entries(document.staff).map(([badge, person]) => [badge, { ...person, password }]),
  )
  writeFileSync(join(directory, 'staff.json'), JSON.stringify({ ...document, staff }))
  hall = await startHall({ verb: 'serve', directory })
  manager = await signedIn('2001')
})
afterAll(() => hall.close())

async function signedIn(badge: string): Promise<Driver> {
  const driver = new Driver(hall)
  expect((await driver.signIn(badge)).status).toBe(204)
  return driver
}

const isClosing = (reason: string) => (frame: { type: string; reason?: unknown }) =>
  frame.type === 'closing' && frame.reason === reason

describe('signing in', () => {
  test('is refused alike, and as slowly, for an unknown badge and a wrong password', async () => {
    const tried = async (badge: string) => {
      const begunAt = performance.now()
      const { status, text, headers } = await new Driver(hall).signIn(badge, 'wrong')
      return { answer: { status, text, cookie: headers['set-cookie'] }, ms: performance.now() - begunAt }
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 4; round += 1) {
      const [one, other] = [await tried('1003'), await tried(`77${round}`)]
      expect(one.answer).toEqual({ status: 401, text: other.answer.text, cookie: undefined })
      expect(other.answer.status).toBe(401)
      known.push(one.ms)
      unknown.push(other.ms)
    }
    // Both work the hash out; without it an unknown badge would be answered a hundred times faster.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) * 0.1)
    expect(Math.min(...known)).toBeGreaterThan(Math.min(...unknown) * 0.1)
  })

  test('tried too often is answered with 429 and when to come again; others are not kept waiting', async () => {
    const driver = new Driver(hall)
    const statuses: number[] = []
    for (let n = 0; n < 6; n += 1) statuses.push((await driver.signIn('1004', `wrong ${n}`)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    const right = await driver.signIn('1004')
    expect(right.status).toBe(429)
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0)
    expect((await new Driver(hall).signIn('1001')).status).toBe(204)
    await until('the wait to be over', async () => (await driver.signIn('1004')).status === 204)
  })

  test.each([
    [{}, 'badge'],
    [{ badge: '1001' }, 'password'],
    [{ badge: 1001, password: 'demo' }, 'badge'],
    [{ badge: '1001', password: 'x'.repeat(201) }, 'password'],
    [{ badge: '1001', password: 'demo', role: 'administrator' }, 'role'],
  ])('with %j is answered with 400', async (body, path) => {
    const reply = await new Driver(hall).ask('POST', '/api/session', { body })
    expect([reply.status, reply.body.invalid?.[0]?.path]).toEqual([400, path])
  })

  test('outlives a restart; a made-up or former cookie opens nothing', async () => {
    const driver = await signedIn('1001')
    const gone = await signedIn('1001')
    const former = gone.cookie
    expect((await gone.ask('DELETE', '/api/session')).status).toBe(204)
    await hall.kill9()
    await hall.start()
    expect((await driver.get('/api/session')).body).toEqual({ badge: '1001', roles: ['counter'] })
    gone.cookie = former
    expect((await gone.get('/api/session')).status).toBe(401)
    gone.cookie = `nowserving-demo=${'A'.repeat(43)}`
    expect((await gone.command('open-counter', { counter: '1' })).status).toBe(401)
    expect((await new Driver(hall).ask('DELETE', '/api/session')).status).toBe(204)
  })

  test('out, or in as somebody else, ends the pages of the former person with the reason', async () => {
    const driver = await signedIn('1001')
    const [page, board] = [
      await driver.watch('counter', { counter: '4' }),
      await new Driver(hall).watch('board'),
    ]
    await driver.ask('DELETE', '/api/session')
    await page.until('the reason', isClosing('signed-out'))
    expect((await page.gone()).code).toBe(4401)
    expect(board.closed).toBeUndefined()
    const again = await signedIn('1001')
    const before = await again.watch('counter', { counter: '4' })
    await again.signIn('1002')
    await before.until('the reason', isClosing('signed-out'))
    expect((await again.get('/api/session')).body.badge).toBe('1002')
  })
})

describe('at the counters', () => {
  test('[C8] who signs in at another counter is asked, then takes their ticket along; the old console is told', async () => {
    const driver = await signedIn('1001')
    await driver.done('open-counter', { counter: '1' })
    const old = await driver.watch('counter', { counter: '1' })
    const { ticket, label } = await driver.issue('fees')
    await driver.done('call-next', { counter: '1' })
    const asked = await driver.command('open-counter', { counter: '2' })
    expect([asked.status, asked.body.refusal]).toEqual([409, { reason: 'you-are-elsewhere', counter: '1' }])
    await driver.done('open-counter', { counter: '2', takeOver: true })
    await old.until('the reason', isClosing('taken-over'))
    await old.close()
    expect((await driver.view('window', { counter: '1' })).view).toMatchObject({ state: 'closed' })
    expect((await driver.view('window', { counter: '2' })).view).toMatchObject({ state: 'called', label })
    await driver.done('start-service', { counter: '2', expect: { ticket, stage: 'called' } })
    await driver.done('finish', { counter: '2' })
    await driver.done('close-counter', { counter: '2' })
  })

  test('[P5] who takes over a counter elsewhere ends their other sign-ins, over HTTP and socket, whichever has it', async () => {
    const [old, other, now] = [await signedIn('1001'), await signedIn('1001'), await signedIn('1001')]
    const colleague = await signedIn('1002')
    await old.done('open-counter', { counter: '1' })
    const pages = [await old.watch('counter', { counter: '1' }), await other.watch('board')]
    expect((await now.command('open-counter', { counter: '2' })).status).toBe(409)
    await now.done('open-counter', { counter: '2', takeOver: true })
    for (const driver of [old, other]) {
      expect((await driver.command('call-next', { counter: '2' })).status).toBe(401)
      expect((await driver.get('/api/session')).status).toBe(401)
    }
    for (const page of pages) {
      await page.until('the reason', isClosing('account-taken-over'))
      expect((await page.gone()).code).toBe(closeCodes.signedOut)
    }
    expect((await colleague.get('/api/session')).status).toBe(200)
    await now.done('close-counter', { counter: '2' })
  })

  test('[C9] a second person at one counter must take it over; the first learns it and may do nothing there', async () => {
    const [one, two] = [await signedIn('1001'), await signedIn('1002')]
    await one.done('open-counter', { counter: '3' })
    const old = await one.watch('counter', { counter: '3' })
    const { label } = await one.issue('fees')
    await one.done('call-next', { counter: '3' })
    const asked = await two.command('open-counter', { counter: '3' })
    expect([asked.status, asked.body.refusal]).toEqual([409, { reason: 'counter-is-taken', counter: '3' }])
    await two.done('open-counter', { counter: '3', takeOver: true })
    await old.until('the reason', isClosing('taken-over'))
    await old.close()
    expect((await one.command('start-service', { counter: '3' })).body.refusal?.reason).toBe('not-yours')
    expect(await two.done('start-service', { counter: '3' })).toMatchObject({ label })
    await two.done('finish', { counter: '3' })
    await two.done('close-counter', { counter: '3' })
  })

  test('[C7] a console whose line goes leaves ticket and counter as they are; manager and journal know', async () => {
    const driver = await signedIn('1001')
    await driver.done('open-counter', { counter: '1' })
    const page = await driver.watch('counter', { counter: '1' })
    const floor = await manager.watch('manager')
    const lostAt = (view: Record<string, unknown>) =>
      (view.counters as Record<string, { linkLostAt?: number }>)['1']?.linkLostAt
    const { label } = await driver.issue('fees')
    await driver.done('call-next', { counter: '1' })
    await driver.done('start-service', { counter: '1' })
    page.socket.terminate()
    await floor.see('the lost line', (view) => lostAt(view) !== undefined)
    expect((await driver.view('window', { counter: '1' })).view).toMatchObject({ state: 'serving', label })
    const back = await driver.watch('counter', { counter: '1' })
    await floor.see('the line again', (view) => lostAt(view) === undefined)
    // A restart loses every line; who comes back has it again.
    await hall.kill9()
    await hall.start()
    const after = await manager.watch('manager')
    expect(lostAt(after.view)).toEqual(expect.any(Number))
    await driver.watch('counter', { counter: '1' })
    await after.see('the line after the restart', (view) => lostAt(view) === undefined)
    expect(back.closed).toBeDefined()
    expect(await driver.done('finish', { counter: '1' })).toMatchObject({ label })
  })
})
