import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Several sign-ins of one browser: each request is made by the person it names, and by nobody else. */

let hall: RunningHall
beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall.close())

/** A browser that keeps cookies, with a tab per id of a sign-in. */
class Browser {
  readonly driver = new Driver(hall)
  readonly cookies = new Map<string, string>()

  async ask(signIn: string, method: string, path = '/api/session', body?: unknown) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, ...(signIn === '' ? {} : { 'nowserving-sign-in': signIn }) }
    const reply = await this.driver.ask(method, path, { headers, body })
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? []
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return reply
  }

  signIn = (signIn: string, badge: string) =>
    this.ask(signIn, 'POST', '/api/session', { badge, password: 'demo' })

  async who(signIn: string): Promise<unknown> {
    const { status, body } = await this.ask(signIn, 'GET')
    return status === 200 ? body.badge : status
  }
}

test('a named sign-in is its own; an unnamed request has the only one, and none of several', async () => {
  const browser = new Browser()
  expect((await browser.signIn('one', '1001')).status).toBe(204)
  expect([await browser.who('one'), await browser.who('')]).toEqual(['1001', '1001'])
  expect((await browser.ask('', 'GET')).body).toEqual({ badge: '1001', roles: ['counter'], signIn: 'one' })
  await browser.signIn('two', '2001')
  expect([await browser.who('one'), await browser.who('two')]).toEqual(['1001', '2001'])
  expect([
    await browser.who(''),
    await browser.who('three'),
    await browser.who('~'),
    await browser.who('one~two'),
  ]).toEqual([401, 401, 401, 401])
  // A sign-in that ended does not become a colleague's.
  expect((await browser.ask('two', 'DELETE')).status).toBe(204)
  expect([await browser.who('two'), await browser.who('one'), await browser.who('')]).toEqual([
    401,
    '1001',
    '1001',
  ])
  expect([...browser.cookies.keys()].map((name) => name.split('~')[1])).toEqual(['one'])
})

test('over the socket the address names the sign-in, and commands are its person’s', async () => {
  const browser = new Browser()
  await browser.signIn('clerk', '1001')
  await browser.signIn('manager', '2001')
  const driver = new Driver(hall)
  driver.cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const dial = async (signIn: string) => {
    const page = driver.dial({ view: 'board', 'sign-in': signIn } as { view: 'board' })
    await page.until('a welcome', ({ type }) => type === 'welcome')
    return page
  }
  const [clerk, manager, nobody] = [await dial('clerk'), await dial('manager'), await dial('stranger')]
  expect(await clerk.command('close-service', { service: 'fees' })).toMatchObject({ denied: 'wrong-role' })
  expect(await manager.command('ask-to-open', { counter: '4' })).toMatchObject({ ok: true })
  expect(await nobody.command('ask-to-open', { counter: '4' })).toMatchObject({ denied: 'not-signed-in' })
  for (const page of [clerk, manager, nobody]) await page.close()
})

test('the number of sign-ins of a browser is limited: one more ends the longest unused with the reason, and its cookie goes', async () => {
  const browser = new Browser()
  const badges = ['1001', '1002', '1003', '1004', '2001']
  for (const badge of badges) await browser.signIn(badge, badge)
  expect(badges).toHaveLength(limits.signInsPerBrowser)
  const driver = new Driver(hall)
  driver.cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const pageOf = (signIn: string) => driver.dial({ view: 'board', 'sign-in': signIn } as { view: 'board' })
  const [first, second] = [pageOf('1001'), pageOf('1002')]
  for (const page of [first, second]) await page.until('a welcome', ({ type }) => type === 'welcome')
  // Somebody acts in the oldest one.
  await first.command('issue-ticket', { service: 'fees' })
  await browser.signIn('9001', '9001')
  expect(await second.gone()).toEqual({ code: 4401, reason: 'crowded-out' })
  const known = await Promise.all([...badges, '9001'].map((badge) => browser.who(badge)))
  expect(known).toEqual(['1001', 401, '1003', '1004', '2001', '9001'])
  expect(browser.cookies.size).toBe(limits.signInsPerBrowser)
  // Another one in the same tab takes no place of others.
  await browser.signIn('9001', '9001')
  expect(await browser.who('1003')).toBe('1003')
  expect(first.closed).toBeUndefined()
  await first.close()
})

test('a person who begins one sign-in too many loses the longest unused one, with the reason', async () => {
  const drivers = Array.from({ length: limits.sessionsPerPerson }, () => new Driver(hall))
  for (const driver of drivers) await driver.signIn('1003')
  const [oldest, next] = drivers
  const page = await next!.watch('board')
  await oldest!.issue('fees')
  await new Driver(hall).signIn('1003')
  expect(await page.gone()).toEqual({ code: 4401, reason: 'crowded-out' })
  expect((await oldest!.get('/api/session')).status).toBe(200)
})
