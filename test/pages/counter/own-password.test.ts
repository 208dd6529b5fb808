import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { furnishedDirectory } from '../../fakes/running-hall.ts'
import { badges, withAllRoles } from '../../protocol/access/permission-callers.ts'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture } from '../browser/browser.ts'
import { clippedParts, smallTargets } from '../browser/checks.ts'
import { inOneLanguage, takesAll } from '../browser/looks.ts'
import { hallWithPages, signInAs } from './setup-page.ts'

/** People change their own password on the page where they work. */

const own = 'correct horse battery'
const sizes = [
  [1366, 768],
  [683, 384],
  [390, 844],
] as const
const dialog = (page: Page) => page.getByRole('dialog')

async function openDialog(page: Page): Promise<void> {
  await page.locator('.menu-open').click()
  await page.locator('.menu-box').getByRole('button', { name: 'Change password' }).click()
  await dialog(page).waitFor()
}

/** Types three passwords and presses Enter. */
async function change(page: Page, now: string, next: string, again = next): Promise<void> {
  for (const [field, typed] of Object.entries({ now, new: next, again }))
    await page.locator(`#password-${field}`).fill(typed)
  await page.keyboard.press('Enter')
}

describePages('one’s own password', () => {
  const pages = hallWithPages()

  const places = [
    ['/counter?lang=en&counter=1', '1001', '.console'],
    ['/manager?lang=en', '2001', '.counter-card'],
    ['/setup?lang=en', '9001', '.person'],
  ] as const
  it.each(places)('is changed at %s; the page stays signed in and goes on', async (path, badge, part) => {
    const page = await pages.open(await pages.context(), path)
    await signInAs(page, badge)
    await page.locator(part).first().waitFor()
    const elsewhere = await pages.open(await pages.context(), path)
    await signInAs(elsewhere, badge)
    await elsewhere.locator(part).first().waitFor()
    await openDialog(page)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('password-now')
    await change(page, 'demo', own)
    await dialog(page).getByText('Your password has been changed').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Back to work')
    await page.keyboard.press('Enter')
    await dialog(page).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('menu-open')
    expect(await page.locator(part).count()).toBeGreaterThan(0)
    await elsewhere.getByText('Your sign-in has ended. Please sign in again.').waitFor()
    await signInAs(elsewhere, badge)
    await elsewhere.getByText('Badge number or password is wrong').waitFor()
    await signInAs(elsewhere, badge, own)
    await elsewhere.locator(part).first().waitFor()
    await page.reload()
    await page.locator(part).first().waitFor()
    expect(pages.errors).toEqual([])
  })

  it('says at each field what is wrong, before and after the hall was asked', async () => {
    const page = await pages.open(await pages.context(), '/counter?lang=en&counter=2')
    await signInAs(page, '1002')
    await page.locator('.console').waitFor()
    await openDialog(page)
    for (const label of ['Your password until now', 'New password', 'New password again'])
      expect(await dialog(page).getByLabel(label, { exact: true }).count()).toBe(1)
    await dialog(page).getByText('Your sign-ins elsewhere end; this one stays.').waitFor()
    const fault = async (field: string, words: string): Promise<void> => {
      await page.locator(`#password-fault-${field}`, { hasText: words }).waitFor()
      expect(await page.locator('.dialog-fault').count()).toBe(1)
      expect(await page.evaluate(() => document.activeElement?.id)).toBe(`password-${field}`)
    }
    await page.keyboard.press('Enter')
    await fault('now', 'Fill in this field.')
    await change(page, 'demo', own, 'correct horse batteries')
    await fault('again', 'not the same as above')
    await change(page, 'demo', 'demo')
    await fault('new', 'This is the password you have')
    await change(page, 'demo', 'password1234')
    await fault('new', 'Too short or too easy to guess')
    await change(page, 'domo', own)
    await fault('now', 'This is not your password')
    await page.route('**/api/session', (route) => route.abort())
    await change(page, 'demo', own)
    await dialog(page).getByText('The server cannot be reached').waitFor()
    await dialog(page).getByRole('button', { name: 'Keep the old one' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    expect(pages.errors).toEqual([])
  })

  it.each(['en', 'zh-CN'])('fits, is readable and has faults in words (%s)', async (language) => {
    for (const [width, height] of inOneLanguage(sizes, language)) {
      const page = await pages.open(await pages.context(width, height), `/counter?lang=${language}&counter=3`)
      await signInAs(page, '1003')
      await page.locator('.console').waitFor()
      await page.locator('.menu-open').click()
      await page.locator('.menu-actions button').first().click()
      await change(page, 'demo', 'password1234')
      await page.locator('#password-fault-new').waitFor()
      await picture(page, `counter/own-password.${language}.${width}`)
      await page.locator('.dialog-go').click({ trial: true })
      // On a low window the dialog scrolls, with its keys in sight.
      const clipped = await clippedParts(page, true)
      expect(clipped.filter((one) => !/<dialog /u.test(one))).toEqual([])
      expect(await smallTargets(page, 24, 'px')).toEqual([])
      expect(await axeFaultsHere(page)).toEqual([])
      await page.context().close()
    }
    expect(pages.errors).toEqual([])
  })
})

const allRoles = await withAllRoles(await furnishedDirectory())

describePages('the password of an auditor, who works at no counter', () => {
  const pages = hallWithPages({ verb: 'serve', directory: allRoles })
  let now = 'demo'

  const addresses = [
    ['/manager?lang=en', '.counter-card'],
    ['/setup?lang=en', '.record-row, .setup-sections'],
    ['/setup?lang=en#record', '.record-search'],
    ['/setup?lang=en#personal', '.setup-main section, .setup-main p'],
    ['/setup?lang=en#backups', '.setup-main section, .setup-main p'],
    // Of sections and steps that an auditor may not read: the first that they may is shown.
    ['/setup?lang=en#people', '.record-search'],
    ['/setup?lang=en#first', '.record-search'],
  ]
  it.each(takesAll ? addresses : addresses.filter((_, at) => at % 3 === 0))(
    'is changed at %s, which stays as it is',
    async (path, part) => {
      const page = await pages.open(await pages.context(), path)
      await signInAs(page, badges.auditor, now)
      await page.locator(part).first().waitFor()
      const [address, section] = [page.url(), await page.locator('[aria-current]').allTextContents()]
      await openDialog(page)
      const next = `${own} ${path}`
      await change(page, now, next)
      await dialog(page).getByText('Your password has been changed').waitFor()
      now = next
      await page.keyboard.press('Enter')
      await dialog(page).waitFor({ state: 'detached' })
      expect([page.url(), await page.locator('[aria-current]').allTextContents()]).toEqual([address, section])
      await page.locator(part).first().waitFor()
      await page.reload()
      await page.locator(part).first().waitFor()
      expect(pages.errors).toEqual([])
    },
  )
})
