import { expect, it } from 'vitest'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture } from '../browser/browser.ts'
import { smallTargets } from '../browser/checks.ts'
import { hallWithPages, signInAs } from '../counter/setup-page.ts'

/** The sections of settings in each theme, with a draft, a fault and the differences; test/pages/sizes.test.ts tries the sizes. */
describePages('the settings on the administrator’s page', () => {
  const pages = hallWithPages()

  it.each([
    [360, 740, 'en', 'dark'],
    [1366, 768, 'zh-CN', 'light'],
    [1920, 1080, 'en', 'contrast'],
  ] as const)('are legible and accessible: %d×%d, %s, %s', async (width, height, language, theme) => {
    const page = await pages.open(
      await pages.context(width, height),
      `/setup?lang=${language}&theme=${theme}#hall`,
    )
    await signInAs(page, '9001')
    const faults: string[] = []
    const look = async (what: string): Promise<void> => {
      await picture(page, `settings/${what}.${width}.${theme}.${language}`)
      const found = [...(await smallTargets(page, 24, 'px')), ...(await axeFaultsHere(page))]
      faults.push(...found.map((one) => `${what}: ${one}`))
    }
    for (const section of ['hall', 'services', 'slips', 'counters', 'reasons', 'limits', 'history']) {
      await page.locator(`.setup-section[href="#${section}"]`).click()
      await page.locator(`h2#${section}`).waitFor()
      if (section === 'history') await page.locator('.settings-rows .settings-stub').first().waitFor()
      if (section === 'slips') await page.locator('.slip-preview img').waitFor()
      const entry = page.locator('.settings-entry > summary').first()
      if ((await entry.count()) > 0) await entry.click()
      await look(section)
    }
    await page.locator('.setup-section[href="#hall"]').click()
    await page.locator('#field-graceMinutes').fill('x')
    await page.locator('#field-publicUrl').fill('https://queue.example')
    await page.locator('#field-graceMinutes-fault').waitFor()
    await look('fault')
    await page.locator('#review').click()
    await page.locator('.review').waitFor()
    await look('review')
    await page.keyboard.press('Escape')
    await page.locator('.setup-find input').fill(language === 'en' ? 'time' : '时间')
    await page.locator('.settings-found').first().waitFor()
    await look('found')
    expect(faults).toEqual([])
    expect(pages.errors).toEqual([])
  })
})
