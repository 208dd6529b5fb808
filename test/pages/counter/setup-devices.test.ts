import { expect, it } from 'vitest'
import { Driver } from '../../fakes/driver.ts'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture } from '../browser/browser.ts'
import { clippedParts, smallTargets } from '../browser/checks.ts'
import { hallWithPages, signInAs } from './setup-page.ts'

/** The section of devices at every size; how screens are paired is shown by test/faults/first-day/pairing-walk.test.ts. */
describePages('the devices on the administrator’s page', () => {
  const pages = hallWithPages()

  it.each([
    [360, 740, 'zh-CN', 'light'],
    [390, 844, 'en', 'contrast'],
    [768, 1024, 'en', 'dark'],
    [1093, 614, 'zh-CN', 'light'],
    [1366, 768, 'en', 'light'],
    [1920, 1080, 'zh-CN', 'dark'],
  ] as const)('are whole, legible, accessible: %d×%d, %s, %s', async (width, height, language, theme) => {
    const screen = await new Driver(pages.hall).watch('pairing', { kind: 'board', device: 'board-1' })
    const address = `/setup?lang=${language}&theme=${theme}#devices`
    const page = await pages.open(await pages.context(width, height), address)
    await signInAs(page, '9001')
    const row = page.locator('.device', { hasText: 'board-1' })
    await row.waitFor()
    await page.locator('.devices-waiting').waitFor()
    const faults: string[] = []
    const look = async (what: string): Promise<void> => {
      await picture(page, `setup/${what}.${width}.${theme}.${language}`)
      const found = [
        ...(await clippedParts(page, true)).filter((one) => !/<(dialog|input|select) /u.test(one)),
        ...(await smallTargets(page, 24, 'px')),
        ...(await axeFaultsHere(page)),
      ]
      faults.push(...found.map((one) => `${what}: ${one}`))
    }
    await look('devices')
    await page.locator('#approve-device').click()
    const dialog = page.getByRole('dialog')
    // The device that the screen calls itself is proposed.
    expect(await dialog.locator('select').inputValue()).toBe('board-1')
    await dialog.locator('select').selectOption('new window')
    await dialog.locator('[type=submit]').click()
    await dialog.locator('.dialog-fault').waitFor()
    await look('approve')
    await page.keyboard.press('Escape')
    await row.locator('button').click()
    await dialog.waitFor()
    await look('device')
    await page.keyboard.press('Escape')
    await page.locator('.devices-waiting button').first().click()
    await screen.see('the refusal', ({ stage }) => stage === 'refused')
    await page.locator('.devices-waiting').waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    expect(pages.errors).toEqual([])
    await screen.close()
  })

  it('another machine takes the place of a paired one, after a question', async () => {
    const page = await pages.open(await pages.context(), '/setup?lang=en#devices')
    await signInAs(page, '9001')
    const approve = async (code: unknown): Promise<void> => {
      await page.locator('#approve-device').click()
      await page.locator('.device-code').fill(String(code))
      await page.locator('dialog select').selectOption('board-1')
      await page.locator('.dialog-form [type=submit]').click()
    }
    const screens = await Promise.all([1, 2].map(() => new Driver(pages.hall).watch('pairing')))
    const [first, second] = screens
    await approve(first!.view.code)
    await first!.see('its approval', ({ stage }) => stage === 'approved')
    const claim = (claimed: unknown) =>
      new Driver(pages.hall).ask('POST', '/api/device', { body: { claim: claimed } })
    expect((await claim(first!.view.claim)).status).toBe(204)
    await approve(second!.view.code)
    await page.locator('.dialog-asked').waitFor()
    expect(second!.view.stage).not.toBe('approved')
    await page.locator('.dialog-form .dialog-sure').click()
    await second!.see('its approval', ({ stage }) => stage === 'approved')
    expect((await claim(second!.view.claim)).status).toBe(204)
    const changes = pages.hall
      .given()
      .flatMap(({ events }) => events)
      .filter(({ device }) => device === 'board-1')
    expect(changes.map(({ change }) => change)).toEqual(['paired', 'replaced'])
    for (const screen of screens) await screen.close()
    expect(pages.errors).toEqual([])
  })
})
