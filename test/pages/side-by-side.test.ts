import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { limits } from '../../counter/limits.ts'
import { Driver } from '../fakes/driver.ts'
import { describePages, picture } from './browser/browser.ts'
import { hallWithPages, signInAs } from './counter/setup-page.ts'

/** Two people at one machine: one browser, a tab each. */

/** A press on the heels of the page's drawing is ignored. */
async function pressPrimary(page: Page): Promise<void> {
  await page.locator('.primary[aria-disabled="false"]').waitFor()
  await page.waitForTimeout(limits.doubleTapMs + 100)
  await page.keyboard.press('Space')
}

describePages('two people work side by side in one browser', () => {
  const pages = hallWithPages()

  it('a clerk and the hall manager: neither throws the other out, also over a reload and a sign-out', async () => {
    const context = await pages.context()
    const clerk = await pages.open(context, '/counter?lang=en&counter=1')
    await signInAs(clerk, '1001')
    await clerk.locator('.console').waitFor()
    await pressPrimary(clerk)
    await clerk.locator('.primary-call-next').waitFor()

    const manager = await pages.open(context, '/manager?lang=en')
    await manager.getByText('This badge may not watch the floor.').waitFor()
    await signInAs(manager, '2001')
    const card = manager.locator('.counter-card').first()
    await expect.poll(() => card.textContent()).toContain('1001')

    for (const page of [clerk, manager]) await page.reload()
    await clerk.locator('.head-me', { hasText: '1001' }).waitFor()
    await expect.poll(() => card.textContent()).toContain('1001')
    // A command of the clerk's tab is still the clerk's.
    await clerk.getByRole('button', { name: 'Settings' }).click()
    await clerk.getByRole('button', { name: 'Close counter' }).click()
    await expect.poll(() => card.textContent()).not.toContain('1001')

    await manager.getByRole('button', { name: 'Settings' }).click()
    await manager.getByRole('button', { name: 'Sign out' }).click()
    await manager.locator('[name=badge]').waitFor()
    await clerk.reload()
    await clerk.locator('.console').waitFor()
    expect(pages.errors).toEqual([])
  })

  it.each([
    ['en', 'You have taken over a counter at another place'],
    ['zh-CN', '您已在别处接管窗口'],
  ])(
    'at two machines: who takes the counter over elsewhere is signed out at the first, in words (%s)',
    async (language, words) => {
      const first = await pages.open(await pages.context(), `/counter?lang=${language}&counter=2`)
      await signInAs(first, '1002')
      await pressPrimary(first)
      await first.locator('.primary-call-next').waitFor()
      const second = await pages.open(await pages.context(), '/counter?lang=en&counter=3')
      await signInAs(second, '1002')
      await pressPrimary(second)
      await second.getByRole('dialog').getByRole('button').first().waitFor()
      await second.locator('.dialog-go').click()
      await second.locator('.primary-call-next').waitFor()
      await first.getByText(words).waitFor()
      await second.getByRole('button', { name: 'Settings' }).click()
      await second.getByRole('button', { name: 'Close counter' }).click()
      await second.locator('.primary-open').waitFor()
      expect(pages.errors).toEqual([])
    },
  )

  it.each([
    ['en', 'This one, unused for longest, has ended'],
    ['zh-CN', '此处最久没有操作，已结束登录'],
  ])(
    'of five in one browser and one more, the page that nobody used for longest says why it ended (%s)',
    async (language, words) => {
      const context = await pages.context()
      const opened = async (path: string, badge: string, part: string) => {
        const page = await pages.open(context, `/${path}?lang=${language}&counter=1`)
        await signInAs(page, badge)
        await page.locator(part).first().waitFor()
        return { page, part }
      }
      const first = await opened('counter', '1001', '.console')
      const second = await opened('manager', '2001', '.counter-card')
      const others = [
        await opened('counter', '1002', '.console'),
        await opened('counter', '1003', '.console'),
        await opened('counter', '1004', '.console'),
      ]
      await pressPrimary(first.page)
      await first.page.locator('.primary-call-next').waitFor()
      const newest = await opened('setup', '9001', '.head-me')
      await second.page.getByText(words).waitFor()
      await picture(second.page, `counter/crowded-out.${language}`)
      for (const { page, part } of [first, ...others, newest]) {
        await page.reload()
        await page.locator(part).first().waitFor()
      }
      await signInAs(second.page, '2001')
      await second.page.locator(second.part).first().waitFor()
      const clerk = new Driver(pages.hall)
      await clerk.signIn('1001')
      await clerk.done('close-counter', { counter: '1' })
      expect(pages.errors).toEqual([])
      await context.close()
    },
  )

  it('one person’s second tab takes the sign-in over, and a browser with several asks who is there', async () => {
    const context = await pages.context()
    const first = await pages.open(context, '/manager?lang=en')
    await signInAs(first, '9001')
    await first.locator('.counter-card').first().waitFor()
    const setup = await pages.open(context, '/setup?lang=en')
    await setup.locator('.head-me', { hasText: '9001' }).waitFor()
    const other = await pages.context()
    const one = await pages.open(other, '/counter?lang=en&counter=4')
    await signInAs(one, '1004')
    await one.locator('.console').waitFor()
    const two = await pages.open(other, '/manager?lang=en')
    await signInAs(two, '2001')
    await two.locator('.counter-card').first().waitFor()
    const third = await pages.open(other, '/setup?lang=en')
    await third.locator('[name=badge]').waitFor()
    expect(await third.getByText('This badge may not').count()).toBe(0)
    // HttpOnly: no script of a page sees a sign-in.
    expect(await two.evaluate(() => document.cookie)).toBe('')
    const cookies = (await other.cookies()).filter(({ name }) => name.startsWith('nowserving-'))
    expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([
      [true, 'Strict'],
      [true, 'Strict'],
    ])
    expect(pages.errors).toEqual([])
  })
})
