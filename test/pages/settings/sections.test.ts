import { expect, it } from 'vitest'
import { wireLimits } from '../../../server/protocol/limits.ts'
import { describePages } from '../browser/browser.ts'
import { discard, field, goTo, hallWithSettings, readFile, review, save } from './settings-page.ts'

/** The sections of settings before a real hall: problems and doubts at their fields, and each kind of field. */
describePages('the sections of settings', () => {
  const pages = hallWithSettings({ flags: ['--template', 'government'] })

  it('the slip of the draft is drawn beside its fields as it would print, and nothing of it is in force', async () => {
    const page = await pages.openSettings('slips')
    const drawn = page.locator('.slip-preview img')
    await drawn.waitFor()
    const height = async () => Number(await drawn.getAttribute('height'))
    const [before, source] = [await height(), await drawn.getAttribute('src')]
    await field(page, 'slip-notes-zh-CN').fill('请保管好号票\n遗失请到咨询台')
    await field(page, 'slip-notes-zh-CN').blur()
    await expect.poll(height).toBeGreaterThan(before)
    await page.locator('.slip-preview select').nth(1).selectOption('en')
    await expect.poll(() => drawn.getAttribute('src')).not.toBe(source)
    await discard(page)
    await page.locator('.slip-preview select').nth(1).selectOption('zh-CN')
    await expect.poll(height).toBe(before)
    const settings = await pages.inForce(page)
    expect(settings.slip).toBeUndefined()
    expect(pages.errors).toEqual([])
  })

  it('a large file is saved; what is doubtful stands at its field, and what the hall refuses too, in words', async () => {
    const page = await pages.openSettings('history')
    const settings = await pages.inForce(page)
    const notes = Array.from({ length: 6 }, () => ({ en: 'x'.repeat(120), 'zh-CN': '字'.repeat(120) }))
    const services = Object.fromEntries(
      Object.entries(settings.services as Record<string, object>).map(([id, one]) => [
        id,
        { ...one, slip: { notes, documents: notes, fees: notes } },
      ]),
    )
    expect(Buffer.byteLength(JSON.stringify(services))).toBeGreaterThan(wireLimits.bodyBytes)
    await readFile(page, {
      ...settings,
      services,
      hours: { mon: [['09:00', '12:00']] },
      dayStartsAt: '10:00',
    })
    await review(page)
    await save(page)
    await page.getByText('Saved and in force.').waitFor()
    await page.getByText('1 setting may not be what you meant').click()
    await page.locator('.doubts a', { hasText: 'The day starts at' }).click()
    await page.getByText('Please note: Numbers begin anew at 10:00, while the hall is open.').waitFor()
    await field(page, 'dayStartsAt').fill('05:00')
    expect(await page.getByText('Please note:').count()).toBe(0)
    await goTo(page, 'history')
    const [first = ''] = Object.keys(services)
    await readFile(page, {
      ...settings,
      languages: [...settings.languages, 'jp'],
      hours: { mon: [['17:00', '08:00']] },
      services: { ...settings.services, [first]: { ...settings.services[first], pictogram: 'dragon-egg' } },
    })
    await review(page)
    await save(page)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('There is no pictogram “dragon-egg”. Choose one of the list.').waitFor()
    await dialog.getByText('There is no language “jp”. Did you mean “ja”?').waitFor()
    await dialog.getByText('Beginning and end may be the wrong way round.').waitFor()
    await page.keyboard.press('Escape')
    await goTo(page, 'hall')
    await page.locator('#field-hours-fault', { hasText: 'may be the wrong way round' }).waitFor()
    await page.locator('.setting-span input').first().fill('07:00')
    await page.locator('#field-hours-fault').waitFor({ state: 'detached' })
    expect(pages.errors).toEqual([])
  })

  it('a field that differs from the template says so, and goes back in one tap', async () => {
    const page = await pages.openSettings('services')
    await page.locator('#field-services-tax > summary').click()
    const minutes = page.locator('#field-services-tax [data-form="services.*.expectedMinutes"]')
    expect(await minutes.locator('.setting-usual').count()).toBe(0)
    await field(page, 'services-tax-expectedMinutes').fill('40')
    await minutes.getByText('Template: 12').waitFor()
    await minutes.getByText('Back to template').click()
    expect(await field(page, 'services-tax-expectedMinutes').inputValue()).toBe('12')
    await field(page, 'services-tax-name-en').fill('Taxes')
    const name = page.locator('#field-services-tax [data-form="services.*.name"]')
    await name.getByText('Differs from the template').waitFor()
    await name.getByRole('button', { name: 'Name: back to the template' }).press('Enter')
    await page.locator('.save-bar').waitFor({ state: 'detached' })
    // A service that the template does not have goes back to what is usual.
    await page.getByRole('button', { name: 'Add a service' }).click()
    await field(page, 'services-service-1-expectedMinutes').fill('9')
    await page.getByText('Usual: 5').waitFor()
    await discard(page)
    expect(pages.errors).toEqual([])
  })

  it('services, groups and reasons are put in order by keyboard and by pointer; a pictogram is chosen, and numbers', async () => {
    const page = await pages.openSettings('services')
    const rows = page.locator('.settings-rows').first().locator('> li')
    const [first, third] = [await rows.nth(0).textContent(), await rows.nth(2).textContent()]
    const from = (await rows.nth(2).locator('.settings-drag').boundingBox())!
    const to = (await rows.nth(0).boundingBox())!
    expect(await rows.nth(2).locator('.settings-drag').getAttribute('title')).toBe('Drag to move')
    await page.mouse.move(from.x + 8, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(from.x + 8, to.y + to.height / 2, { steps: 12 })
    await page.mouse.up()
    expect([await rows.nth(0).textContent(), await rows.nth(1).textContent()]).toEqual([third, first])
    await page.getByRole('button', { name: 'Move For firms up' }).press('Enter')
    await page.locator('#field-services-tax > summary').click()
    await page.locator('#field-services-tax-pictogram').press('Enter')
    await page.locator('#field-services-tax .pictogram[title="scale"]').click()
    await field(page, 'series-G-start').fill('500')
    await field(page, 'series-G-digits').fill('4')
    await goTo(page, 'reasons')
    await page
      .locator('#field-reasons-pause .settings-moves .setting-small:last-child')
      .first()
      .press('Enter')
    const said = await review(page)
    for (const one of [
      'Services: new order',
      'Groups: new order',
      'Reasons to pause: new order',
      'Pictogram',
    ])
      expect(said).toContain(one)
    expect(said).toContain('Numbers G')
    await save(page)
    await page.getByText('Saved and in force.').waitFor()
    const settings = await pages.inForce(page)
    expect(Object.keys(settings.services)[0]).toBe('insurance')
    expect(Object.keys(settings.groups)).toEqual(['firms', 'people', 'general'])
    expect(Object.keys(settings.reasons.pause).slice(0, 2)).toEqual(['meal', 'break'])
    expect(settings.services.tax.pictogram).toBe('scale')
    expect(settings.series.G).toEqual({ start: 500, step: 1, digits: 4 })
    expect(pages.errors).toEqual([])
  })
})
