import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clientId, clientSecret, StandardIssuer } from '../../../fakes/sign-in/openid-issuer.ts'
import { axeFaultsHere } from '../../browser/axe-run.ts'
import { describePages, picture } from '../../browser/browser.ts'
import { clippedParts, smallTargets } from '../../browser/checks.ts'
import { hallWithPages, signInAs } from '../setup-page.ts'

/** The PIN of people who sign in by the OpenID provider alone. */

const pin = '739104'
const account = 'Town account'

describePages('the PIN of a person without a password', () => {
  let issuer: StandardIssuer
  const flags: string[] = []
  beforeAll(async () => {
    issuer = await StandardIssuer.listen()
    flags.push('--openid-issuer', issuer.url, '--openid-client-id', clientId, '--openid-label', account)
  })
  const pages = hallWithPages({ flags, env: { NOWSERVING_OPENID_SECRET: clientSecret } })
  beforeAll(() => issuer.register(pages.hall.url))
  afterAll(() => issuer?.close())

  const atProvider = async (page: Page, badge: string): Promise<void> => {
    await page.locator('[name=login]').fill(badge)
    await page.locator('[name=password]').fill('any')
    await page.keyboard.press('Enter')
  }
  const open = async (page: Page): Promise<void> => {
    await page.locator('.menu-open').click()
    await page
      .locator('.menu-actions')
      .getByRole('button', { name: /PIN for unlocking|解锁 PIN/u })
      .click()
  }
  const choose = async (page: Page, chosen: string): Promise<void> => {
    for (const field of ['new', 'again']) await page.locator(`#pin-${field}`).fill(chosen)
    await page.keyboard.press('Enter')
  }
  const inWindowBeside = async (context: BrowserContext, page: Page, badge: string): Promise<void> => {
    const way = page.locator('dialog').getByRole('button', { name: account })
    const [beside] = await Promise.all([context.waitForEvent('page'), way.click()])
    const closed = beside.waitForEvent('close')
    await atProvider(beside, badge)
    await closed
  }
  const signIns = async (context: BrowserContext) =>
    (await context.cookies()).filter(({ name }) => name.includes('~')).length

  it('is set right after a sign-in at the provider, and unlocks the page', async () => {
    const context = await pages.context()
    const page = await pages.open(context, '/counter?lang=en&counter=2')
    await page.getByRole('button', { name: account }).click()
    await atProvider(page, '1002')
    await page.locator('.console').waitFor()
    await open(page)
    await page.getByText('so no password is asked for').waitFor()
    expect(await page.locator('#pin-now').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('pin-new')
    await choose(page, pin)
    await page.getByText('The PIN is set').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.menu-open').click()
    await page.locator('.menu-actions').getByRole('button', { name: 'Lock', exact: true }).click()
    await page.locator('.lock [name=pin]').fill(pin)
    await page.keyboard.press('Enter')
    await page.locator('.lock').waitFor({ state: 'detached' })
    expect(pages.errors).toEqual([])
  })

  it('is set after a sign-in in a window beside the page, by the same person alone, and that sign-in ends with the dialog', async () => {
    const context = await pages.context()
    const page = await pages.open(context, '/counter?lang=en&counter=3')
    await signInAs(page, '1003')
    await page.locator('.console').waitFor()
    await page.locator('#find').fill('A0')
    await open(page)
    await page.getByText('No password?').waitFor()
    await inWindowBeside(context, page, '1004')
    await page.getByText('Somebody else signed in').waitFor()
    await inWindowBeside(context, page, '1003')
    await page.getByText('so no password is asked for').waitFor()
    expect(await page.getByText('Somebody else signed in').count()).toBe(0)
    // The proof is too old by the time at which the PIN is set.
    await page.route('**/api/session/pin', (route) =>
      route.fulfill({ status: 403, json: { problem: '', why: 'not-fresh' } }),
    )
    await choose(page, pin)
    await page.getByText('more than ten minutes old').waitFor()
    await page.locator('#pin-now').waitFor()
    await page.unroute('**/api/session/pin')
    await inWindowBeside(context, page, '1003')
    await page.getByText('so no password is asked for').waitFor()
    await choose(page, pin)
    await page.getByText('The PIN is set').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => signIns(context)).toBe(1)
    // The page was never left.
    expect(await page.locator('#find').inputValue()).toBe('A0')
    await page.locator('.primary[aria-disabled=false]').waitFor()
    expect(pages.errors).toEqual([])
  })

  it.each(['en', 'zh-CN'])('fits and is readable (%s)', async (language) => {
    for (const [width, height] of [
      [1366, 768],
      [683, 384],
      [360, 740],
    ] as const) {
      const context = await pages.context(width, height)
      const page = await pages.open(context, `/counter?lang=${language}&counter=4`)
      await signInAs(page, '1004')
      await page.locator('.console').waitFor()
      await open(page)
      await page.getByText(/No password\?|没有密码？/u).waitFor()
      const look = async (name: string): Promise<void> => {
        await picture(page, `counter/${name}.${language}.${width}`)
        const clipped = await clippedParts(page, true)
        expect(clipped.filter((one) => !/<dialog /u.test(one))).toEqual([])
        expect([...(await smallTargets(page, 24, 'px')), ...(await axeFaultsHere(page))]).toEqual([])
      }
      await look('own-pin-by-provider')
      await inWindowBeside(context, page, '1004')
      await page.getByText(/so no password is asked for|不用输入密码。/u).waitFor()
      await look('own-pin-proved')
      await context.close()
    }
  })
})
