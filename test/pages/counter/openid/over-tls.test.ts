import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runToEnd, temporaryDirectory } from '../../../fakes/running-hall.ts'
import { clientId, clientSecret, StandardIssuer } from '../../../fakes/sign-in/openid-issuer.ts'
import { describePages } from '../../browser/browser.ts'
import { hallWithPages, signInAs } from '../setup-page.ts'

/**
 * The window beside a page in which somebody signs in at the OpenID provider, over TLS: there browsers cut a page off from
 * the windows of other origins (Cross-Origin-Opener-Policy), so that neither can reach the other.
 */

const account = 'Town account'

describePages('the window beside a page over TLS', () => {
  let issuer: StandardIssuer
  const flags: string[] = []
  beforeAll(async () => {
    const folder = join(temporaryDirectory(), 'certificate')
    await runToEnd(['certificate', '--out', folder, '--names', '127.0.0.1'])
    issuer = await StandardIssuer.listen()
    flags.push('--tls-cert', join(folder, 'hall.crt'), '--tls-key', join(folder, 'hall.key'))
    flags.push('--openid-issuer', issuer.url, '--openid-client-id', clientId, '--openid-label', account)
  })
  const pages = hallWithPages({ flags, env: { NOWSERVING_OPENID_SECRET: clientSecret } })
  beforeAll(() => issuer.register(pages.url()))
  afterAll(() => issuer?.close())

  const atProvider = async (page: Page, badge: string): Promise<void> => {
    await page.locator('[name=login]').fill(badge)
    await page.locator('[name=password]').fill('any')
    await page.keyboard.press('Enter')
  }
  const menu = async (page: Page, name: string): Promise<void> => {
    await page.locator('.menu-open').click()
    await page.locator('.menu-actions').getByRole('button', { name, exact: true }).click()
  }

  it('unlocks the page, which stays, and closes itself; the provider can reach no page of the hall', async () => {
    const context = await pages.context()
    const page = await pages.open(context, '/counter?lang=en&counter=2')
    const document = await page.request.get(`${pages.url()}/counter`, { ignoreHTTPSErrors: true })
    expect(document.headers()['cross-origin-opener-policy']).toMatch(/^same-origin/u)
    await page.getByRole('button', { name: account }).click()
    await atProvider(page, '1002')
    await page.locator('.console').waitFor()
    await page.locator('#find').fill('A0')
    await menu(page, 'Lock')
    const way = page.locator('dialog.lock').getByRole('button', { name: account })
    const [beside] = await Promise.all([context.waitForEvent('page'), way.click()])
    await beside.locator('[name=login]').waitFor()
    expect(await beside.evaluate(() => window.opener === null)).toBe(true)
    const closed = beside.waitForEvent('close')
    await atProvider(beside, '1002')
    await closed
    await page.locator('dialog.lock').waitFor({ state: 'detached' })
    expect(await page.locator('#find').inputValue()).toBe('A0')
    await page.locator('.primary[aria-disabled=false]').waitFor()
    expect(pages.errors).toEqual([])
  })

  it('proves who sets a PIN, and closes itself', async () => {
    const context = await pages.context()
    const page = await pages.open(context, '/counter?lang=en&counter=3')
    await signInAs(page, '1003')
    await page.locator('.console').waitFor()
    await menu(page, 'PIN for unlocking')
    const way = page.locator('dialog').getByRole('button', { name: account })
    const [beside] = await Promise.all([context.waitForEvent('page'), way.click()])
    const closed = beside.waitForEvent('close')
    await atProvider(beside, '1003')
    await closed
    for (const field of ['new', 'again']) await page.locator(`#pin-${field}`).fill('739164')
    await page.keyboard.press('Enter')
    await page.getByText('The PIN is set').waitFor()
    expect(pages.errors).toEqual([])
  })

  it('leads the person on where the browser does not let it close itself', async () => {
    const context = await pages.context()
    await context.addInitScript(() => {
      if (location.search.includes('unlocks')) window.close = () => undefined
    })
    const page = await pages.open(context, '/counter?lang=en&counter=4')
    await signInAs(page, '1004')
    await page.locator('.console').waitFor()
    await menu(page, 'Lock')
    const way = page.locator('dialog.lock').getByRole('button', { name: account })
    const [beside] = await Promise.all([context.waitForEvent('page'), way.click()])
    await atProvider(beside, '1004')
    await page.locator('dialog.lock').waitFor({ state: 'detached' })
    await beside.locator('.console, .sign-in').first().waitFor()
    expect(pages.errors).toEqual([])
  })
})
