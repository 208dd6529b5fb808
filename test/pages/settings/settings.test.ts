import type { BrowserContext } from 'playwright-core'
import { expect, it } from 'vitest'
import { Driver, openCounters } from '../../fakes/driver.ts'
import { busyMs } from '../../fakes/watch.ts'
import { describePages } from '../browser/browser.ts'
import { discard, field, goTo, hallWithSettings, readFile, review, save } from './settings-page.ts'

/** When a socket of a page of `context` gets the first message like this one (ms). */
const frameWith = (context: BrowserContext, wanted: RegExp): Promise<number> =>
  new Promise((resolve) =>
    context.on('page', (page) =>
      page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          if (wanted.test(String(payload))) resolve(performance.now())
        }),
      ),
    ),
  )

/** Settings changed at noon in the open hall, by people before real browsers. */
describePages('settings changed in the open hall', () => {
  const pages = hallWithSettings()

  it('a service that is added and moved up is told to an open kiosk within a second; who waits keeps number and place', async () => {
    const context = await pages.context(1080, 1920)
    const told = frameWith(context, /"id":"service-1"/u)
    const kiosk = await pages.open(context, '/kiosk?lang=en&device=kiosk-1')
    let loads = 0
    kiosk.on('load', () => {
      loads += 1
    })
    const driver = new Driver(pages.hall, 'kiosk-1')
    const [counter] = (await openCounters(pages.hall, 1)) as [Driver]
    const served = await driver.issue('fees')
    await counter.done('call-next', { counter: '1' })
    const waiting = [await driver.issue('fees'), await driver.issue('fees')]
    await kiosk.getByText('物业缴费').first().waitFor()
    const administrator = await pages.context()
    const answered = frameWith(administrator, /"type":"answer".*"ok":true/u)
    const page = await pages.openSettings('services', administrator)
    await page.getByRole('button', { name: 'Add a service' }).click()
    await field(page, 'services-service-1-name-en').fill('Pet registration')
    await field(page, 'services-service-1-name-zh-CN').fill('宠物登记')
    await page.getByRole('button', { name: 'Move Pet registration up' }).click()
    await page.locator('#field-services-fees > summary').click()
    await field(page, 'services-fees-name-en').fill('Payments')
    await field(page, 'services-fees-name-zh-CN').fill('缴费')
    const said = await review(page)
    expect(said).toContain('Service Pet registration: added')
    expect(said).toContain('Service Fees and payments · Name (English): “Fees and payments” → “Payments”')
    expect(said).toContain('Services: new order')
    await save(page)
    await kiosk.getByText('宠物登记').first().waitFor()
    await kiosk.getByText('缴费', { exact: true }).first().waitFor()
    // From the hall's answer to the administrator to its message to the kiosk: browsers draw later on a busy machine.
    expect((await told) - (await answered)).toBeLessThan(1_000 + busyMs)
    expect(loads).toBe(0)
    const { view } = await driver.view('kiosk')
    expect((view.services as { id: string }[]).map(({ id }) => id).slice(-2)).toEqual(['service-1', 'passes'])
    const { view: floor } = await counter.view('counter', { counter: '1' })
    expect(floor.active).toMatchObject({ label: served.label })
    await counter.done('start-service', { counter: '1' })
    const next = await counter.done('finish', { counter: '1', outcome: 'done', next: true })
    expect(next.called?.label).toBe(waiting[0]!.label)
    expect(pages.errors).toEqual([])
  })

  it('two administrators: the second reads what the first changed, keeps the draft and saves it knowingly', async () => {
    const [one, other] = [await pages.openSettings('hall'), await pages.openSettings('limits')]
    await field(one, 'graceMinutes').fill('12')
    await field(other, 'returnBehind').fill('7')
    await review(one)
    await save(one)
    await other.getByText('Somebody else has just changed:').waitFor()
    expect(await field(other, 'returnBehind').inputValue()).toBe('7')
    const said = await review(other)
    expect(said).toContain('Calls go on after closing: 30 min → 12 min')
    expect(said).toContain('Your draft is kept')
    expect(said).toContain('Returns go behind: 3 → 7')
    await save(other)
    await other.getByText('Saved and in force.').waitFor()
    await expect.poll(() => field(one, 'graceMinutes').inputValue()).toBe('12')
    await goTo(one, 'limits')
    expect(await field(one, 'returnBehind').inputValue()).toBe('7')
  })

  it('earlier settings are read in the history, taken into the draft, and in force again once saved', async () => {
    const page = await pages.openSettings('limits')
    const before = await field(page, 'guidance-redAt').inputValue()
    await field(page, 'guidance-redAt').fill('9')
    await review(page)
    await save(page)
    await page.getByText('Saved and in force.').waitFor()
    await goTo(page, 'history')
    const rows = page.locator('.settings-rows > li')
    await expect.poll(() => rows.first().textContent()).toContain('badge 9001')
    await rows.nth(1).locator('summary').click()
    await rows.nth(1).getByText(`Red from: 9 × → ${before} ×`).waitFor()
    await rows.nth(1).getByRole('button', { name: 'Take into the draft' }).click()
    expect(await review(page)).toContain(`Red from: 9 × → ${before} ×`)
    await save(page)
    await page.getByText('Saved and in force.').waitFor()
    await expect.poll(() => rows.first().textContent()).toContain('Guidance of staff')
    await goTo(page, 'limits')
    expect(await field(page, 'guidance-redAt').inputValue()).toBe(before)
  })

  it('all settings are one file: downloaded, edited, and read into the draft with their differences', async () => {
    const page = await pages.openSettings('history')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    const file = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    await readFile(page, { ...file, format: 2 })
    await page.getByText('This is no file of settings, or one of a newer version.').waitFor()
    const { kiosk: _, ...rest } = file
    await readFile(page, { ...rest, id: 'another-hall', dayStartsAt: '04:30' })
    expect(pages.errors).toEqual([])
    await page.getByText('The file is in the draft. Review and save it.').waitFor()
    expect(await page.locator('.save-bar').textContent()).toContain('1 change in the draft')
    expect(await review(page)).toContain('The day starts at: “00:00” → “04:30”')
    await page.keyboard.press('Escape')
    await discard(page)
    await page.locator('.save-bar').waitFor({ state: 'detached' })
    expect(pages.errors).toEqual([])
  })

  it('a service with people waiting is not removed, and the review says for whom; a search leads to its switch', async () => {
    const driver = new Driver(pages.hall, 'kiosk-1')
    const { label } = await driver.issue('parking')
    const page = await pages.openSettings('services')
    await page.locator('#field-services-parking > summary').click()
    await page.locator('#field-services-parking').getByRole('button', { name: 'Remove' }).click()
    await review(page)
    await save(page)
    await page.getByText(`Service Parking and vehicles: 1 ticket depends on it (${label}).`).waitFor()
    await page.keyboard.press('Escape')
    await discard(page)
    await page.getByPlaceholder('Find a setting').fill('parking')
    await page.locator('.settings-found').first().click()
    await page.locator('#field-services-parking[open]').waitFor()
    await page.locator('#field-services-parking-hidden').uncheck()
    expect(await review(page)).toContain('Offered at kiosks: On → Off')
    await save(page)
    await page.getByText('Saved and in force.').waitFor()
    const { view } = await driver.view('kiosk')
    expect((view.services as { id: string }[]).map(({ id }) => id)).not.toContain('parking')
    expect(pages.errors).toEqual([])
  })

  it('a change is planned, listed with its moment, and taken off; a refused one is told in every section', async () => {
    const page = await pages.openSettings('hall')
    const before = await field(page, 'graceMinutes').inputValue()
    await field(page, 'graceMinutes').fill('44')
    await page.locator('#review').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'At a moment…' }).click()
    await dialog.getByText('It takes force by itself then').waitFor()
    await page.locator('#plan-time').fill('8')
    await dialog.getByRole('button', { name: 'Plan it' }).click()
    await dialog.getByText('A date and a time still to come').waitFor()
    await page.locator('#plan-time').fill('815')
    await page.locator('#plan-time').fill('0815')
    await dialog.getByRole('button', { name: 'Plan it' }).click()
    await page.getByText('Planned. It is listed in the history.').waitFor()
    expect(await field(page, 'graceMinutes').inputValue()).toBe(before)
    await goTo(page, 'history')
    const plan = page.locator('.plan-row')
    await plan.getByText(/In force at .*08:15 · badge 9001/u).waitFor()
    expect((await plan.textContent())?.replaceAll('\u00a0', ' ')).toContain(`${before} min → 44 min`)
    // Its moment is tomorrow: the page is told that it was refused then.
    await page.route('**/api/settings/plans', async (route) => {
      const answer = await route.fetch()
      const { plans } = await answer.json()
      const refused = plans.map((one: object) => ({
        ...one,
        state: 'refused',
        why: { reason: 'settings-changed' },
      }))
      await route.fulfill({ json: { plans: refused } })
    })
    await page.goto(page.url().replace('#history', '#people'))
    await page.reload()
    await page.getByText('A planned change was not made.').waitFor()
    await page.getByRole('link', { name: 'Look at it' }).click()
    await plan.getByText('Not made: The same settings were changed meanwhile.').waitFor()
    await page.unroute('**/api/settings/plans')
    await plan.getByRole('button', { name: 'Take off the list' }).click()
    await plan.waitFor({ state: 'detached' })
    expect(pages.errors).toEqual([])
  })

  it('a file with faults is corrected before it is saved; what the hall refuses stands in the review', async () => {
    await openCounters(pages.hall, 2)
    const page = await pages.openSettings('history')
    const settings = await pages.inForce(page)
    const counters = {
      ...settings.counters,
      3: { ...settings.counters[3], profile: 'gone', zone: 'x'.repeat(41) },
    }
    await readFile(page, { ...settings, counters })
    const said = await review(page)
    expect(said).toContain('Please correct first:')
    expect(said).toContain('Counter 3 · Profile: Choose a profile.')
    expect(said).toContain('Counter 3 · Zone: Give a text of up to 40 characters.')
    await page.keyboard.press('Escape')
    await readFile(page, { ...settings, slip: { logo: 'no-such-file.png' } })
    await review(page)
    await save(page)
    await page.getByText('The hall did not accept this:').waitFor()
    await page.keyboard.press('Escape')
    const { 2: _, ...fewer } = settings.counters
    await readFile(page, { ...settings, counters: fewer })
    await review(page)
    await save(page)
    await page.getByText('Counter 2: counter 2 uses it. Close the counter first.').waitFor()
  })

  it('the history tells what came from the file at a start, and what is too long ago to be known', async () => {
    const page = await pages.openSettings('hall')
    const changes = [
      { version: 2, touched: ['guidance'], at: Date.now(), by: 'keeper', isKept: false },
      { version: 1, touched: ['devices', 'slip', 'series.A', 'x'], isKept: false },
    ]
    await page.route('**/api/settings/history', (route) => route.fulfill({ json: { changes } }))
    await goTo(page, 'history')
    await page.getByText('from hall.json at a start').waitFor()
    expect(await page.locator('.settings-rows > li').last().textContent()).toContain(
      'Devices\u00a0· Slip\u00a0· Numbers A\u00a0· x',
    )
    await page.getByText('some time ago').waitFor()
    changes.length = 0
    await goTo(page, 'hall')
    await goTo(page, 'history')
    await page.getByText('No changes yet.').waitFor()
    expect(pages.errors).toEqual([])
  })
})
