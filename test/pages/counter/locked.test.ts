import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { goIdle, movedClock, restartIdle, withPin } from '../../access/locked-hall.ts'
import { Driver, until } from '../../fakes/driver.ts'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture } from '../browser/browser.ts'
import { clippedParts, smallTargets } from '../browser/checks.ts'
import { inOneLanguage } from '../browser/looks.ts'
import { hallWithPages, signInAs } from './setup-page.ts'

/** Pages that are locked, because nobody acted or by hand: what was typed stays, and who is back goes on. */

const pin = '739104'
const lock = (page: Page) => page.locator('dialog.lock')
const menu = async (page: Page, name: string): Promise<void> => {
  await page.locator('.menu-open').click()
  await page.locator('.menu-box').getByRole('button', { name, exact: true }).click()
}
const enterPin = async (page: Page, typed: string): Promise<void> => {
  await page.locator('.lock [name=pin]').fill(typed)
  await page.keyboard.press('Enter')
}
const fault = (page: Page, words: string) => lock(page).getByText(words).waitFor()

async function setPin(page: Page, typed = pin): Promise<void> {
  await menu(page, 'PIN for unlocking')
  for (const [field, text] of Object.entries({ now: 'demo', new: typed, again: typed }))
    await page.locator(`#pin-${field}`).fill(text)
  await page.keyboard.press('Enter')
}

async function pinIsSet(page: Page): Promise<void> {
  await setPin(page)
  await page.getByText('The PIN is set').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('dialog').waitFor({ state: 'detached' })
}

const sizes = [
  [1366, 768],
  [683, 384],
  [360, 740],
] as const

describePages('a locked page', () => {
  const pages = hallWithPages(movedClock())
  const opened = async (path: string, badge: string, part: string, context = pages.context()) => {
    const page = await pages.open(await context, path)
    await signInAs(page, badge)
    await page.locator(part).first().waitFor()
    return page
  }
  const atCounter = (counter: number) =>
    opened(`/counter?lang=en&counter=${counter}`, `100${counter}`, '.console')

  it('keeps half a note while nobody acts; the PIN opens it, and the note is sent', async () => {
    const page = await atCounter(1)
    await setPin(page, '123456')
    await page.getByText('not easy to guess').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('pin-new')
    await page.getByText('6 to 8 digits that unlock your pages in this browser').waitFor()
    await page.getByLabel('New PIN again', { exact: true }).fill('1')
    await page.getByRole('button', { name: 'Set the PIN' }).click()
    await page.locator('#pin-fault-again').waitFor()
    await page.getByRole('button', { name: 'Change nothing' }).click()
    await pinIsSet(page)
    const driver = new Driver(pages.hall)
    await driver.signIn('1001')
    await driver.done('open-counter', { counter: '1' })
    const { label } = await driver.issue('fees')
    await driver.done('call-next', { counter: '1' })
    await driver.done('start-service', { counter: '1' })
    // A dialog that is opened before the page has the stage would close with it.
    await page.locator('.head-serving').waitFor()
    await page.getByRole('button', { name: /^Transfer/u }).click()
    await page.locator('.choice').first().click()
    await page.locator('textarea').fill('Passport seen, the form is')

    await goIdle(pages.hall)
    await lock(page).getByText('Nobody has used this page for a while.').waitFor()
    await lock(page).getByText('Everything stays as it was for 1001 to go on.').waitFor()
    await lock(page).getByRole('heading', { name: 'This page is locked' }).waitFor()
    expect(await page.locator('textarea').isHidden()).toBe(true)
    expect(await page.locator('textarea').count()).toBe(1)
    await picture(page, 'counter/locked.en')
    for (const key of ['Escape', 'Escape', 'Escape']) await page.keyboard.press(key)
    expect(await lock(page).isVisible()).toBe(true)
    const served = await new Driver(pages.hall).view('window', { counter: '1' })
    expect(served.view).toMatchObject({ state: 'serving', label })
    await enterPin(page, '73')
    await fault(page, 'Enter your PIN of 6 to 8 digits.')
    await enterPin(page, '139728')
    await fault(page, 'You can try 4 times more.')
    await page.locator('.lock [name=pin]').fill(pin)
    await lock(page).getByRole('button', { name: 'Unlock the page' }).click()
    await lock(page).waitFor({ state: 'detached' })
    expect(await page.locator('textarea').inputValue()).toBe('Passport seen, the form is')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await page.keyboard.type(' signed')
    await page.locator('.dialog-go').click()
    await page.locator('textarea').waitFor({ state: 'detached' })
    const sent = await until('the transfer', () =>
      pages.hall.given().find(({ command }) => command === 'transfer'),
    )
    expect(sent).toMatchObject({ actor: 'staff:1001', events: [{ noteRef: expect.any(String) }] })
    expect(pages.errors).toEqual([])
  })

  it('by hand; five wrong PINs need the password, with which its person goes on and another one starts afresh', async () => {
    const page = await atCounter(2)
    await pinIsSet(page)
    await page.locator('#find').fill('A0')
    await menu(page, 'Lock')
    await fault(page, 'You have locked it yourself.')
    for (const left of ['4 times', '3 times', '2 times', 'once']) {
      await enterPin(page, '139728')
      await fault(page, `You can try ${left} more.`)
    }
    await enterPin(page, '139728')
    await fault(page, 'No PIN unlocks this page any longer. Use your password.')
    expect(await page.locator('.lock [name=pin]').count()).toBe(0)
    await page.locator('.lock [name=password]').fill('demo')
    await page.keyboard.press('Enter')
    await lock(page).waitFor({ state: 'detached' })
    expect(await page.locator('#find').inputValue()).toBe('A0')

    await menu(page, 'Lock')
    await lock(page).getByRole('button', { name: 'Use the password' }).click()
    await lock(page).getByRole('button', { name: 'Use the PIN' }).click()
    await lock(page).getByRole('button', { name: 'Use the password' }).click()
    await signInAs(page, '1003')
    await lock(page).waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('#find').inputValue()).toBe('')
    await page.reload()
    await page.locator('.console').waitFor()
    expect((await page.context().cookies()).filter(({ name }) => name.includes('~'))).toHaveLength(1)
    // A page that is loaded while it is locked asks at once.
    await menu(page, 'Lock')
    await lock(page).waitFor()
    await page.reload()
    await lock(page).locator('[name=password]').fill('demo')
    await page.keyboard.press('Enter')
    await page.locator('.console').waitFor()
    await lock(page).waitFor({ state: 'detached' })
    // A page whose connection was away meanwhile learns of it when it is back.
    await page.locator('#find').fill('B0')
    await restartIdle(pages.hall)
    await lock(page).locator('[name=password]').fill('demo')
    await page.keyboard.press('Enter')
    await lock(page).waitFor({ state: 'detached' })
    await page.locator('.primary[aria-disabled=false]').waitFor()
    expect(await page.locator('#find').inputValue()).toBe('B0')
    expect(pages.errors).toEqual([])
  })

  it('opens in every tab of its person in this browser when one is unlocked, with what was typed there', async () => {
    const context = await pages.context()
    const [one, other] = [
      await pages.open(context, '/counter?lang=en&counter=3'),
      await pages.open(context, '/counter?lang=en&counter=3'),
    ]
    for (const page of [one, other]) {
      await signInAs(page, '1003')
      await page.locator('.console').waitFor()
    }
    await pinIsSet(one)
    // Each has a sign-in of its own.
    const typed = [one, other]
    for (const page of typed) await page.locator('#find').fill('A0')
    for (const page of typed) {
      await menu(page, 'Lock')
      await lock(page).waitFor()
    }
    await enterPin(one, '139728')
    await fault(one, 'You can try 4 times more.')
    expect(await lock(other).isVisible()).toBe(true)
    await enterPin(one, pin)
    for (const page of typed) {
      await lock(page).waitFor({ state: 'detached' })
      await page.locator('.primary[aria-disabled=false]').waitFor()
      expect(await page.locator('#find').inputValue()).toBe('A0')
    }
    for (const page of typed) await menu(page, 'Lock')
    await lock(one).getByRole('button', { name: 'Use the password' }).click()
    await lock(one).locator('[name=password]').fill('demo')
    await one.keyboard.press('Enter')
    for (const page of typed) await lock(page).waitFor({ state: 'detached' })
    expect(pages.errors).toEqual([])
  })

  it('leaves that of a colleague in the same browser alone; the manager and the administrator lock theirs as well', async () => {
    const context = pages.context()
    const clerk = await opened('/counter?lang=en&counter=4', '1004', '.console', context)
    await pinIsSet(clerk)
    const manager = await opened('/manager?lang=en', '2001', '.counter-card', context)
    const setup = await opened('/setup?lang=en', '9001', '.person')
    await menu(manager, 'Lock')
    await lock(manager).waitFor()
    await clerk.locator('.menu-open').click()
    await clerk.keyboard.press('Escape')
    expect(await lock(clerk).count()).toBe(0)
    await goIdle(pages.hall)
    for (const page of [clerk, setup]) await fault(page, 'Nobody has used this page for a while.')
    expect(await setup.locator('.person .entry-name').first().isVisible()).toBe(false)
    await enterPin(clerk, pin)
    await lock(clerk).waitFor({ state: 'detached' })
    for (const page of [manager, setup]) {
      await lock(page).locator('[name=password]').fill('demo')
      await page.keyboard.press('Enter')
      await lock(page).waitFor({ state: 'detached' })
    }
    await setup.locator('.person .entry-name').first().waitFor()
    expect(pages.errors).toEqual([])
  })

  it.each(['en', 'zh-CN'])('fits, is readable and works by keyboard alone (%s)', async (language) => {
    for (const [width, height] of inOneLanguage(sizes, language)) {
      const page = await opened(
        `/counter?lang=${language}&counter=3`,
        '1003',
        '.console',
        pages.context(width, height),
      )
      const look = async (name: string): Promise<void> => {
        await picture(page, `counter/${name}.${language}.${width}`)
        const clipped = await clippedParts(page, true)
        expect(clipped.filter((one) => !/<dialog /u.test(one))).toEqual([])
        expect([...(await smallTargets(page, 24, 'px')), ...(await axeFaultsHere(page))]).toEqual([])
      }
      const key = (name: RegExp) => page.locator('.menu-actions').getByRole('button', { name })
      await page.locator('.menu-open').click()
      await key(/PIN for unlocking|解锁 PIN/u).click()
      await page.locator('#pin-now').fill('demo')
      for (const field of ['new', 'again']) await page.locator(`#pin-${field}`).fill('147258')
      await page.keyboard.press('Enter')
      await page.locator('#pin-fault-new').waitFor()
      await look('own-pin')
      await page.keyboard.press('Escape')
      await withPin(pages.hall, '1003')
      await page.locator('.menu-open').click()
      await key(/^(?:Lock|锁定)$/u).click()
      await page.locator('.lock [name=password]:focus').waitFor()
      await lock(page)
        .getByText(/Your PIN does not unlock here|您的 PIN 不能在这里解锁/u)
        .waitFor()
      await look('locked-elsewhere')
      await page.keyboard.type('demo')
      await page.keyboard.press('Enter')
      await lock(page).waitFor({ state: 'detached' })
      await page.locator('.menu-open').click()
      await key(/PIN for unlocking|解锁 PIN/u).click()
      await page.locator('#pin-now').fill('demo')
      for (const field of ['new', 'again']) await page.locator(`#pin-${field}`).fill(pin)
      await page.keyboard.press('Enter')
      await page.locator('.dialog-lead').waitFor()
      await page.keyboard.press('Enter')
      await page.locator('.menu-open').click()
      await key(/^(?:Lock|锁定)$/u).click()
      await page.locator('.lock [name=pin]:focus').waitFor()
      await enterPin(page, '139728')
      await page.locator('.lock .sign-in-fault:not(:empty)').waitFor()
      await look('locked-pin')
      await page.locator('.lock .row-key').click()
      await page.locator('.lock [name=password]:focus').waitFor()
      await look('locked-password')
      await page.keyboard.type('demo')
      await page.keyboard.press('Enter')
      await lock(page).waitFor({ state: 'detached' })
      await page.locator('.menu-open').click()
      await key(/PIN for unlocking|解锁 PIN/u).click()
      await page.locator('#pin-now').fill('demo')
      await page.getByRole('button', { name: /Remove the PIN|删除 PIN/u }).click()
      await page.getByText(/The PIN is removed|PIN 已在所有浏览器里删除/u).waitFor()
      await page.context().close()
    }
    expect(pages.errors).toEqual([])
  })
})
