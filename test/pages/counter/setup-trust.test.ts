import { existsSync, readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { Driver } from '../../fakes/driver.ts'
import { furnishedDirectory, temporaryDirectory } from '../../fakes/running-hall.ts'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, picture } from '../browser/browser.ts'
import { clippedParts, smallTargets } from '../browser/checks.ts'
import { hallWithPages, signInAs } from './setup-page.ts'

/** The sections by which a hall is trusted: record, keys, personal data, backups. */

const own = 'correct horse battery'
const folder = temporaryDirectory()
const directory = await furnishedDirectory()

describePages('the sections of trust on the administrator’s page', () => {
  const pages = hallWithPages({ verb: 'serve', directory, flags: ['--backup-to', folder] })

  async function openAt(section: string, width: number, height: number, language: string): Promise<Page> {
    const page = await pages.open(await pages.context(width, height), `/setup?lang=${language}#${section}`)
    await signInAs(page, '9001')
    return page
  }

  it.each([
    [360, 740, 'zh-CN'],
    [1366, 768, 'en'],
  ] as const)('are walked through, legible and accessible: %d×%d, %s', async (width, height, language) => {
    const clerk = new Driver(pages.hall)
    await clerk.signIn('1001')
    await clerk.done('open-counter', { counter: '1' })
    const kiosk = new Driver(pages.hall, 'kiosk-1')
    const { label } = await kiosk.issue('fees')
    await clerk.done('call-ticket', { counter: '1', label })
    const page = await openAt('record', width, height, language)
    const faults: string[] = []
    const look = async (what: string): Promise<void> => {
      await picture(page, `setup/${what}.${width}.${language}`)
      const found = [
        ...(await clippedParts(page, true)).filter((one) => !/<(dialog|input|select) /u.test(one)),
        ...(await smallTargets(page, 24, 'px')),
        ...(await axeFaultsHere(page)),
      ]
      faults.push(...found.map((one) => `${what}: ${one}`))
    }
    // The newest row is first, and a ticket is found with its whole story.
    await page.locator('.record-row').first().waitFor()
    await look('record')
    await page.locator('.record-search [name=ticket]').fill(label.toLowerCase())
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.record-row').first().textContent()).toContain(label)
    expect(await page.locator('.record-rows').textContent()).toContain('1001')
    await look('record-found')

    await page.evaluate(() => {
      location.hash = 'keys'
    })
    await page.locator('#add-key').click()
    await page.locator('#key-name').fill(`booking ${width}`)
    await page.locator('.dialog-form [type=submit]').click()
    await page.locator('.dialog-fault').waitFor()
    await page.locator('.dialog-form .choice-box').first().click()
    await look('key')
    await page.locator('.dialog-form [type=submit]').click()
    const secret = (await page.locator('.key-secret code').textContent()) ?? ''
    await page.keyboard.press('Escape')
    await look('key-secret')
    const asked = {
      headers: { authorization: `Bearer ${secret}`, 'idempotency-key': `key-of-page-${width}-0001` },
    }
    const issue = () =>
      kiosk.ask('POST', '/api/commands/issue-ticket', { ...asked, body: { service: 'fees' } })
    expect((await issue()).status).toBe(200)
    await page.locator('.dialog .dialog-go').click()
    const row = page.locator('.key', { hasText: `booking ${width}` })
    await row.waitFor()
    await look('keys')
    await row.locator('button').click()
    await page.locator('.dialog-part button').click()
    await page.locator('.dialog-part button').click()
    await row.waitFor({ state: 'detached' })
    expect((await issue()).status).toBe(401)

    await clerk.done('start-service', { counter: '1' })
    await clerk.done('transfer', { counter: '1', to: { counter: '1' }, note: 'a word' })
    await page.evaluate(() => {
      location.hash = 'personal'
    })
    const day = await dayOf(page)
    await page.locator('#destroy-ticket').waitFor()
    const card = page.locator('[aria-labelledby=destroy-ticket]')
    await card.locator('input').nth(0).fill(day)
    await card.locator('input').nth(1).fill(label)
    await card.locator('[type=submit]').click()
    await card.locator('.dialog-sure').waitFor()
    await look('personal')
    await card.locator('.dialog-sure').click()
    await expect.poll(() => page.locator('.section-done').first().textContent()).toContain('1')

    await page.evaluate(() => {
      location.hash = 'backups'
    })
    await page.locator('#make-backup[aria-disabled=false]').waitFor()
    const before = readdirSync(folder).length
    await page.locator('#make-backup').click()
    await expect.poll(() => readdirSync(folder).length).toBeGreaterThan(before)
    await page.locator('#make-backup[aria-disabled=false]').waitFor()
    await page.locator('[name=recordsDays]').fill('30')
    await look('backups')
    await page.locator('[name=recordsDays]').fill('400')
    await page.locator('[name=backups]').fill('5')
    await page.locator('[aria-labelledby=retention] [type=submit]').click()
    await expect
      .poll(() => page.locator('[aria-labelledby=retention] .section-done').textContent())
      .not.toBe('')
    const { settings } = (await administrator()).settings
    expect(settings.maintenance).toEqual({
      backupAt: '02:00',
      backups: 5,
      copiesDays: 90,
      recordsDays: 400,
    })
    expect(existsSync(folder)).toBe(true)
    await clerk.command('close-counter', { counter: '1' })
    expect(faults).toEqual([])
    expect(pages.errors).toEqual([])
  })

  async function administrator() {
    const driver = new Driver(pages.hall)
    await driver.signIn('9001')
    const { body } = await driver.get('/api/settings')
    return { driver, settings: body as unknown as { settings: { maintenance?: object } } }
  }

  it('are there for an auditor as far as the role may read, and nothing there acts', async () => {
    const { driver } = await administrator()
    const roles = ['auditor' as const]
    const { password } = await driver.done('add-staff', { badge: '3001', name: 'Auditor', roles })
    const session = { badge: '3001', password, newPassword: own }
    expect((await new Driver(pages.hall).ask('POST', '/api/session', { body: session })).status).toBe(204)
    const page = await pages.open(await pages.context(), '/setup?lang=en#people')
    await signInAs(page, '3001', own)
    await page.locator('.record-row').first().waitFor()
    expect(await page.locator('.setup-section').allTextContents()).toEqual([
      'Record',
      'Personal data',
      'Backups',
    ])
    for (const section of ['personal', 'backups']) {
      await page.evaluate((one) => {
        location.hash = one
      }, section)
      await page.locator('.section-card').first().waitFor()
      expect(await page.locator('.setup-main button, .setup-main input').count()).toBe(0)
    }
    expect(pages.errors).toEqual([])
  })
})

/** The present business day, as the record names it. */
const dayOf = (page: Page): Promise<string> =>
  page.evaluate(async () => ((await (await fetch('/api/record')).json()) as { day: string }).day)
