import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axeFaultsHere } from './browser/axe-run.ts'
import { describePages, picture } from './browser/browser.ts'
import { clippedParts } from './browser/checks.ts'
import { hallWithPages } from './counter/setup-page.ts'

/** From an empty directory to a hall with people, by pages alone: each on a machine of its own. */

/** Keys pressed and clicks so far. */
let pressed = 0
const click = async (page: Page, selector: string): Promise<void> => {
  pressed += 1
  await page.locator(selector).click()
}
const keys = async (page: Page, text: string, ...more: string[]): Promise<void> => {
  pressed += text.length + more.length
  await page.keyboard.type(text)
  for (const key of more) await page.keyboard.press(key)
}
const own = (badge: string) => `blue heron ${badge}`

/** Six people beside the first administrator: badge, roles beside the counter or instead of it, their page. */
const people = [
  { badge: '1001', roles: [], path: '/counter?counter=1' },
  { badge: '1002', roles: [], path: '/counter?counter=1' },
  { badge: '1003', roles: [], path: '/counter?counter=1' },
  { badge: '2001', roles: ['Hall manager'], path: '/manager?' },
  { badge: '3001', roles: ['Counter staff', 'Auditor'], path: '/manager?' },
  { badge: '9002', roles: ['Counter staff', 'Administrator'], path: '/setup?' },
] as const

describePages('from an empty directory', () => {
  const pages = hallWithPages({ verb: 'serve' })

  it('the pages lead the first administrator to the people; six sign in with passwords of their own', async () => {
    const { hall } = pages
    const [, badge = '', code = ''] = /badge (\S+) and the one-time code (\S+)\n/u.exec(hall.stderr) ?? []
    const page = await pages.open(await pages.context(), '/?language=en')
    await page.getByText('This hall has no administrator yet.').waitFor()
    await picture(page, 'first-start/start.en')
    await click(page, 'a[href="/setup"]')
    await page.getByText(/stand in the terminal|显示在启动大厅的终端/u).waitFor()
    await picture(page, 'first-start/sign-in')
    expect([...(await clippedParts(page)), ...(await axeFaultsHere(page))]).toEqual([])
    await page.locator('[name=badge]:focus').waitFor()
    await keys(page, badge, 'Tab')
    await keys(page, code, 'Enter')
    await page.locator('[name=new-password]:focus').waitFor()
    await keys(page, own(badge), 'Enter')
    await page.locator('.person').waitFor()
    await page.goto(`${hall.url}/setup?lang=en`)
    await page.getByText('You are the first.').waitFor()
    await picture(page, 'first-start/people.en')

    const given = new Map<string, string>()
    for (const person of people) {
      await click(page, '#add-person')
      await keys(page, person.badge, 'Tab')
      await keys(page, `Clerk ${person.badge}`)
      for (const role of person.roles) await click(page, `.choice-box:has-text("${role}")`)
      await keys(page, '', 'Enter')
      given.set(person.badge, (await page.locator('.person-password').textContent()) ?? '')
      await keys(page, '', 'Enter')
      await page.locator('.person-password').waitFor({ state: 'detached' })
    }
    await expect.poll(() => page.locator('.person').count()).toBe(people.length + 1)
    process.stdout.write(`six people hired with ${pressed} keys and clicks, the first sign-in among them\n`)
    await picture(page, 'first-start/six.en')

    for (const { badge: theirs, path } of people) {
      const opened = await pages.open(await pages.context(), `${path}&lang=en`)
      await opened.locator('[name=badge]:focus').waitFor()
      await keys(opened, theirs, 'Tab')
      await keys(opened, given.get(theirs) ?? '', 'Enter')
      await opened.locator('[name=new-password]:focus').waitFor()
      await keys(opened, own(theirs), 'Enter')
      await opened.locator('.frame').waitFor()
    }
    await expect.poll(() => page.getByText('Has to choose a password').count()).toBe(0)
    const start = await pages.open(await pages.context(), '/?language=en')
    await start.locator('a[href="/setup"]').waitFor()
    expect(await start.getByText('This hall has no administrator yet.').count()).toBe(0)
    expect(pages.errors).toEqual([])
  })
})
