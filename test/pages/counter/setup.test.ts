import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture } from '../browser/browser.ts'
import { clippedParts, smallTargets } from '../browser/checks.ts'
import { hallWithPages, signInAs } from './setup-page.ts'

const name = 'A long name with-hyphenated parts'
const own = 'correct horse battery'

const row = (page: Page, badge: string) =>
  page.locator('.person', { has: page.locator('.person-badge', { hasText: new RegExp(`^${badge}$`, 'u') }) })
const dialog = (page: Page) => page.getByRole('dialog')
const press = (page: Page, key: string) =>
  dialog(page).getByRole('button', { name: key, exact: true }).click()

describePages('the administrator’s page', () => {
  const pages = hallWithPages()

  async function openPeople(badge = '9001'): Promise<Page> {
    const page = await pages.open(await pages.context(), '/setup?lang=en')
    await signInAs(page, badge)
    await row(page, '1001').waitFor()
    return page
  }

  it('asks for a badge that may set up the hall, and says when one may not', async () => {
    const page = await pages.open(await pages.context(), '/setup?lang=en')
    await signInAs(page, '2001')
    await page
      .getByText('This badge may not open this page. Sign in as an administrator or an auditor.')
      .waitFor()
    await signInAs(page, '9001')
    await page.getByRole('navigation', { name: 'Set-up' }).getByRole('link', { name: 'People' }).waitFor()
    await expect.poll(() => page.locator('.person').count()).toBe(6)
    expect(pages.errors).toEqual([])
  })

  it('adds a person by keyboard alone; the password is shown once, Escape does not lose it, and it signs in', async () => {
    const page = await openPeople()
    await page.locator('#add-person').focus()
    await page.keyboard.press('Enter')
    // The next number is proposed; Tab back to it selects it, so that another one takes its place.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('person-name')
    expect(await page.locator('#person-badge').inputValue()).toBe('9002')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.type('１１０１')
    await page.keyboard.press('Tab')
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    const shown = page.locator('.person-password')
    const password = (await shown.textContent()) ?? ''
    expect(password).toMatch(/^\w{4}-\w{4}-\w{4}$/u)
    await page.keyboard.press('Escape')
    expect(await shown.textContent()).toBe(password)
    await page.keyboard.press('Enter')
    await shown.waitFor({ state: 'detached' })
    await expect.poll(() => row(page, '1101').textContent()).toContain('Has to choose a password')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('add-person')

    const clerk = await pages.open(await pages.context(), '/counter?lang=en&counter=1')
    await signInAs(clerk, '1101', password)
    await clerk.locator('[name=new-password]').fill(own)
    await clerk.keyboard.press('Enter')
    await clerk.locator('.console').waitFor()
    await expect.poll(() => row(page, '1101').textContent()).not.toContain('Has to choose a password')
    expect(await row(page, '1101').textContent()).toMatch(/Last seen \d\d:\d\d/u)
    expect(await row(page, '1004').textContent()).toContain('Not seen yet')
    expect(pages.errors).toEqual([])
  })

  it('says at each field what is wrong, before and after the hall was asked', async () => {
    const page = await openPeople()
    await page.locator('#add-person').click()
    await page.locator('#person-badge').fill('')
    await press(page, 'Add')
    const fault = (field: string) => page.locator(`#fault-${field}`).textContent()
    expect(await fault('badge')).toContain('begins with a letter or digit')
    expect(await fault('name')).toContain('up to 60 characters')
    const focused = await page.evaluate(() => {
      const field = document.activeElement
      const described = document.getElementById(field?.getAttribute('aria-describedby') ?? '')
      return [field?.id, field?.getAttribute('aria-invalid'), described?.textContent]
    })
    expect(focused).toEqual(['person-badge', 'true', await fault('badge')])
    await page.locator('#person-badge').fill('1001')
    await page.locator('#person-name').fill(name)
    await press(page, 'Add')
    await expect.poll(() => fault('badge')).toContain('This badge number is in use')
    await dialog(page).getByText('Counter staff').click()
    await press(page, 'Add')
    expect(await fault('roles')).toContain('at least one role')
    await press(page, 'Cancel')
    // The only administrator stays one.
    await row(page, '9001').click()
    await dialog(page).getByText('Auditor').click()
    await dialog(page).getByText('Sets up the hall').click()
    await press(page, 'Save')
    await expect.poll(() => fault('roles')).toContain('last administrator')
    expect(await dialog(page).getByText('This is your own account').count()).toBe(1)
    await press(page, 'Cancel')
    expect(pages.errors).toEqual([])
  })

  it('two administrators change one account: untouched fields follow, touched ones say so, nothing is lost', async () => {
    const [one, other] = [await openPeople(), await openPeople()]
    for (const page of [one, other]) await row(page, '1002').click()
    await one.locator('#person-name').fill('Name of the first')
    await other.locator('#person-name').fill('Name of the second')
    await dialog(one).getByText('Fees and payments').click()
    await press(one, 'Save')
    await dialog(one).waitFor({ state: 'detached' })
    await dialog(other).getByText('Somebody else has just changed this').waitFor()
    expect(await other.locator('#person-name').inputValue()).toBe('Name of the second')
    expect(await dialog(other).getByRole('checkbox', { name: 'Fees and payments' }).isChecked()).toBe(true)
    expect(await dialog(other).getByLabel('All services').isChecked()).toBe(false)
    await press(other, 'Save')
    await expect.poll(() => row(one, '1002').textContent()).toContain('Name of the second')
    expect(await row(one, '1002').textContent()).toContain('Fees and payments')
    expect(pages.errors).toEqual([])
  })

  it('dates a skill: since when, by which training, through which day; what is missing is told', async () => {
    const page = await openPeople()
    await row(page, '1002').click()
    const field = (skill: string, what: string) => page.getByLabel(`${skill}: ${what}`, { exact: true })
    await dialog(page).getByText('All services').click()
    for (const skill of ['Fees and payments', 'Tenancy'])
      await dialog(page).locator('.choice-box', { hasText: skill }).first().click()
    await dialog(page).getByText('When and how granted').first().waitFor()
    await field('Fees and payments', 'By which training').fill('Fees course')
    await press(page, 'Save')
    await page.locator('#fault-skillGrants', { hasText: 'Give the day since when' }).waitFor()
    await field('Fees and payments', 'Granted on').fill('2026-11-02')
    await field('Fees and payments', 'Last day, if it ends').fill('2026-11-01')
    await press(page, 'Save')
    await page.locator('#fault-skillGrants').waitFor()
    await field('Fees and payments', 'Last day, if it ends').fill('2026-11-03')
    await press(page, 'Save')
    await dialog(page).waitFor({ state: 'detached' })
    await expect
      .poll(() => row(page, '1002').locator('.person-skills').textContent())
      .toMatch(/Fees.*, which ended on .*3/u)
    await row(page, '1002').click()
    await field('Fees and payments', 'Last day, if it ends').fill('2126-11-03')
    await press(page, 'Save')
    await expect
      .poll(() => row(page, '1002').locator('.person-skills').textContent())
      .toMatch(/Fees.*, valid until .*2126/u)
    // Another change of the person leaves the grants as they are.
    await row(page, '1002').click()
    expect(await field('Fees and payments', 'By which training').inputValue()).toBe('Fees course')
    await page.locator('#person-name').fill('Another name')
    await press(page, 'Save')
    await row(page, '1002').locator('.entry-name', { hasText: 'Another name' }).waitFor()
    await row(page, '1002').click()
    expect(await field('Fees and payments', 'Granted on').inputValue()).toBe('2026-11-02')
    await dialog(page).getByText('All services').click()
    await press(page, 'Save')
    await expect.poll(() => row(page, '1002').locator('.person-skills').textContent()).toBe('All services')
    expect(pages.errors).toEqual([])
  })

  it('resets a password and disables an account after a second press; the person’s page ends in words', async () => {
    const page = await openPeople()
    const clerk = await pages.open(await pages.context(), '/counter?lang=en&counter=3')
    await signInAs(clerk, '1003')
    await clerk.locator('.console').waitFor()
    await row(page, '1003').click()
    await press(page, 'New password')
    await dialog(page).getByText('all sign-ins of this account end').waitFor()
    await press(page, 'New password')
    const password = (await page.locator('.person-password').textContent()) ?? ''
    await clerk.getByText('Your sign-in has ended. Please sign in again.').waitFor()
    await press(page, 'I have passed it on')
    await row(page, '1003').click()
    await press(page, 'Disable')
    await press(page, 'Disable')
    await page.locator('.person-disabled', { hasText: '1003' }).waitFor()
    await signInAs(clerk, '1003', password)
    await clerk.getByText('Badge number or password is wrong').waitFor()
    await row(page, '1003').click()
    await press(page, 'Enable again')
    await expect.poll(() => page.locator('.person-disabled').count()).toBe(0)
    expect(pages.errors).toEqual([])
  })

  it('finds people by badge number and by name', async () => {
    const page = await openPeople()
    await page.getByPlaceholder('Badge number or name').fill('９００１')
    await expect.poll(() => page.locator('.person').count()).toBe(1)
    await page.getByPlaceholder('Badge number or name').fill('nobody of this name')
    await page.getByText('Nobody of that badge number or name').waitFor()
  })

  it.each([
    [360, 740, 'zh-CN', 'light'],
    [390, 844, 'en', 'contrast'],
    [768, 1024, 'en', 'dark'],
    [1093, 614, 'zh-CN', 'light'],
    [1366, 768, 'en', 'light'],
    [1920, 1080, 'zh-CN', 'dark'],
  ] as const)(
    'is whole, legible, accessible, its key in sight: %d×%d, %s, %s',
    async (width, height, language, theme) => {
      const page = await pages.open(
        await pages.context(width, height),
        `/setup?lang=${language}&theme=${theme}`,
      )
      await signInAs(page, '9001')
      await row(page, '1001').waitFor()
      const faults: string[] = []
      const look = async (what: string): Promise<void> => {
        await picture(page, `setup/${what}.${width}.${theme}.${language}`)
        const found = [
          // A dialog with more fields than the window has room for scrolls, as a field with a longer name does.
          ...(await clippedParts(page, true)).filter((one) => !/<(dialog|input) /u.test(one)),
          ...(await smallTargets(page, 24, 'px')),
          ...(await axeFaultsHere(page)),
        ]
        faults.push(...found.map((one) => `${what}: ${one}`))
      }
      await look('people')
      await page.locator('#add-person').click()
      await page.locator('#person-badge').fill('')
      await page.locator('.person-form [type=submit]').click()
      await page.locator('#fault-badge').waitFor()
      await look('add')
      expect(await inSight(page, '.person-form [type=submit]')).toBe(true)
      await page.locator('#person-badge').fill(`W${width}`)
      await page.locator('#person-name').fill(name)
      await page.locator('.person-form [type=submit]').click()
      await page.locator('.person-password').waitFor()
      await look('password')
      await page.locator('.dialog .dialog-go').click()
      await row(page, `W${width}`).click()
      await page.locator('.person-actions').getByRole('button').last().click()
      await look('disable')
      await page.locator('.choice-box', { hasText: /^(?:All services|全部业务)$/u }).click()
      for (const at of [1, 2]) await page.locator('.choices').nth(1).locator('.choice-box').nth(at).click()
      await page.locator('.grant input').first().fill('2026-11-02')
      await page.locator('.grants').scrollIntoViewIfNeeded()
      await look('grants')
      expect(faults).toEqual([])
      expect(pages.errors).toEqual([])
    },
  )
})

const inSight = (page: Page, selector: string): Promise<boolean> =>
  page.locator(selector).evaluate((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect()
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return there !== null && one.contains(there)
  })
