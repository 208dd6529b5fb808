import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture } from '../browser/browser.ts'
import { clippedParts, smallTargets } from '../browser/checks.ts'
import { hallWithPages, signInAs } from './setup-page.ts'

/** Passkeys in the real browser, with an authenticator that Chromium plays. */

describePages('passkeys', () => {
  const pages = hallWithPages()

  /** A page at the name of this machine, which 127.0.0.1 is not, with an authenticator that says yes. */
  async function open(path: string, width?: number, height?: number): Promise<Page> {
    const context = await pages.context(width, height)
    const page = await context.newPage()
    page.on('pageerror', (error) => pages.errors.push(`${path}: ${error}`))
    const devTools = await context.newCDPSession(page)
    await devTools.send('WebAuthn.enable')
    await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...({ protocol: 'ctap2', transport: 'internal' } as const),
        ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(`http://localhost:${pages.hall.port}${path}`)
    return page
  }
  const dialog = (page: Page) => page.getByRole('dialog')
  async function menu(page: Page, name: string): Promise<void> {
    await page.locator('.menu-open').click()
    await page.locator('.menu-actions').getByRole('button', { name, exact: true }).click()
  }
  async function add(page: Page, name: string): Promise<void> {
    await page.locator('#passkey-label').fill(name)
    await page.keyboard.press('Enter')
    await page.locator('.passkey', { hasText: name }).waitFor()
  }

  it('a clerk adds one after the password, signs in by it, renames and removes it; then it is refused in words', async () => {
    const page = await open('/counter?lang=en&counter=1')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('No passkey was used').waitFor()
    await signInAs(page, '1001')
    await page.locator('.console').waitFor()
    await menu(page, 'My passkeys')
    await page.locator('#passkey-password:focus').fill('wrong')
    await page.keyboard.press('Enter')
    await dialog(page).getByText('This is not your password').waitFor()
    await page.locator('#passkey-password').fill('demo')
    await dialog(page).getByRole('button', { name: 'Show my passkeys' }).click()
    await dialog(page).getByText('You have no passkey yet').waitFor()
    await dialog(page).getByRole('button', { name: 'Add a passkey' }).waitFor()
    await dialog(page).getByLabel('Name of the device').waitFor()
    await add(page, 'Phone')
    await dialog(page).getByText('for use at localhost').waitFor()
    await page.locator('#passkey-label').fill('Key ring')
    await page.getByRole('button', { name: 'Change name of Phone' }).click()
    await page.locator('.passkey', { hasText: 'Key ring' }).waitFor()
    await dialog(page).getByRole('button', { name: 'Back to work' }).click()
    await menu(page, 'Sign out')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.locator('.console').waitFor()
    await menu(page, 'My passkeys')
    await page.locator('#passkey-password').fill('demo')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove passkey Key ring' }).click()
    await dialog(page).getByText('You have no passkey yet').waitFor()
    await dialog(page).getByRole('button', { name: 'Back to work' }).click()
    await menu(page, 'Sign out')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('This passkey is not known here').waitFor()
    for (const path of ['/manager?lang=en', '/setup?lang=en']) {
      const other = await open(path)
      await other.getByRole('button', { name: 'Sign in with a passkey' }).waitFor()
    }
    expect(pages.errors).toEqual([])
  })

  it.each([
    ['en', 'by the fingerprint, face or PIN', 'Nothing was changed'],
    ['zh-CN', '用设备的指纹、面容或 PIN 登录', '没有更改'],
  ])(
    'the dialog fits and is readable (%s); an administrator removes the passkey of another',
    async (language, lead, failed) => {
      const badge = language === 'en' ? '1002' : '1003'
      for (const [width, height] of [
        [1366, 768],
        [683, 384],
        [360, 640],
      ] as const) {
        const page = await open(`/counter?lang=${language}&counter=2`, width, height)
        await picture(page, `counter/sign-in-passkey.${language}.${width}`)
        await signInAs(page, badge)
        await page.locator('.console').waitFor()
        await menu(page, language === 'en' ? 'My passkeys' : '我的通行密钥')
        await dialog(page).getByText(lead).waitFor()
        await picture(page, `counter/passkeys-password.${language}.${width}`)
        await page.locator('#passkey-password').fill('demo')
        await page.keyboard.press('Enter')
        await add(page, `Phone ${width}`)
        // The authenticator holds one for this person already.
        await page.locator('#passkey-label').fill('Again')
        await page.keyboard.press('Enter')
        await dialog(page).getByText(failed).waitFor()
        await picture(page, `counter/passkeys.${language}.${width}`)
        const clipped = await clippedParts(page, true)
        expect(clipped.filter((one) => !/<dialog /u.test(one))).toEqual([])
        expect(await smallTargets(page, 24, 'px')).toEqual([])
        expect(await axeFaultsHere(page)).toEqual([])
        await page.context().close()
      }
      const setup = await open(`/setup?lang=${language}`)
      await signInAs(setup, '9001')
      await setup.locator('.person', { hasText: badge }).locator('button').click()
      const remove = setup.locator('.person-actions button', {
        hasText: language === 'en' ? 'Remove passkey Phone 360' : '移除通行密钥 Phone 360',
      })
      await remove.click()
      await picture(setup, `setup/passkey-remove.${language}`)
      await setup.locator('.dialog-sure').click()
      await dialog(setup).waitFor({ state: 'detached' })
      await setup.locator('.person', { hasText: badge }).locator('button').click()
      await setup.locator('.person-actions button', { hasText: 'Phone 683' }).waitFor()
      expect(await remove.count()).toBe(0)
      expect(pages.errors).toEqual([])
    },
  )
})
