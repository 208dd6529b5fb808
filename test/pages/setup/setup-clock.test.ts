import { expect, it } from 'vitest'
import { Driver } from '../../fakes/driver.ts'
import { MovedClock, noMovedClocks } from '../../fakes/moved-clock.ts'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture } from '../browser/browser.ts'
import { clippedParts } from '../browser/checks.ts'
import { hallWithPages, signInAs } from '../counter/setup-page.ts'

const clock = new MovedClock('+0')

describePages('a clock that jumped', () => {
  const pages = hallWithPages(noMovedClocks ? {} : { env: clock.env })

  it.skipIf(noMovedClocks)('is shown to the administrator, who confirms it: the hall goes on', async () => {
    const page = await pages.open(await pages.context(), '/setup?lang=en')
    await signInAs(page, '9001')
    await page.locator('.setup-main h2').first().waitFor()
    const kiosk = new Driver(pages.hall, 'kiosk-1')
    await kiosk.issue('fees')
    clock.set('-7200')
    await page.locator('#accept-clock').waitFor()
    const doubt = await page.locator('.clock-doubt').textContent()
    expect(doubt).toContain('The clock of this hall jumped. It shows:')
    expect(doubt).toContain(
      'Compare it with another clock. When it is right, confirm it: the hall then goes on.',
    )
    expect(doubt).toContain('This time is right')
    const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', timeZone: 'Asia/Shanghai' })
    const shown = () => page.locator('.clock-doubt-time').textContent()
    await expect.poll(shown).toContain(` ${hour.format(Date.now() - 7_200_000)}:`)
    expect((await kiosk.command('issue-ticket', { service: 'fees' })).status).toBe(503)
    await picture(page, 'setup/clock-in-doubt.1366.en')
    expect([...(await clippedParts(page, true)), ...(await axeFaultsHere(page))]).toEqual([])
    await page.locator('#accept-clock').focus()
    await page.keyboard.press('Enter')
    await page.locator('#accept-clock').waitFor({ state: 'detached' })
    await kiosk.issue('fees')
    kiosk.close()
    expect(pages.errors).toEqual([])
  })
})
