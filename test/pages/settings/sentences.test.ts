import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describePages } from '../browser/browser.ts'
import { DrivenHall } from '../sentences/driven-hall.ts'
import { type DrivenPage, statesNotShown } from '../sentences/driven-page.ts'
import { failing, openSetup } from '../sentences/setup/driven-setup.ts'
import { review, settings } from '../sentences/tables/settings-table.ts'

/** Sentences against states: the sections by which the administrator changes settings, their draft and its review. */

/** Presses one of several parts. */
async function nth(page: DrivenPage, selector: string, at: number): Promise<void> {
  await page.has(selector)
  await page.page.locator(selector).nth(at).click()
  await page.pass(100)
}

describePages('the sentences of the administrator about settings', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start()
  })
  beforeEach(() => hall.begin())
  afterAll(() => hall?.close())

  it('are in each section exactly those of the table', async () => {
    const page = await openSetup(hall, 'hall')
    const is = (state: string) => page.is(settings, state, 'main')
    const fill = (id: string, text: string) => page.page.fill(`[id="field-${id}"]`, text)
    const open = async (section: string, entry?: string) => {
      await page.click(`.setup-section[href="#${section}"]`)
      if (entry) await page.click(`${entry} > summary`)
    }
    await page.has('#field-graceMinutes')
    await is('hall')
    await page.click('.setting-either .choice-box:nth-child(2)')
    await is('hall, by weekday')
    for (const [id, text] of [
      ['name-en', ''],
      ['name-zh-CN', ''],
      ['timeZone', 'Nowhere'],
      ['publicUrl', 'queue'],
      ['dayStartsAt', '25'],
      ['graceMinutes', 'x'],
    ] as const)
      await fill(id, text)
    await page.page.locator('.setting-span input').first().fill('9')
    await is('hall, wrong')
    await fill('name-en', 'x'.repeat(65))
    await is('hall, a name too long')
    await page.is(settings, 'a draft with faults', '.save-bar')
    await page.click('.save-bar .row-key')
    await page.is(settings, 'discard?', '.save-bar')
    await page.click('.save-bar .row-key')
    await open('services', '#field-services-fees')
    await is('services')
    await fill('services-fees-prefix', 'a')
    await fill('services-fees-maxWaiting', 'x')
    await page.page.fill('[id="field-services-fees-slip-fees-en"]', 'x'.repeat(121))
    await page.page.locator('[id="field-services-fees-slip-fees-en"]').blur()
    await page.click('#field-services-fees .setting[data-form$=hidden] input')
    await nth(page, '.settings-add', 1)
    await is('services, wrong, and a new group')
    await page.click('.save-bar .row-key')
    await page.click('.save-bar .row-key')
    await nth(page, '.settings-add', 0)
    await is('a new service')
    await page.click('.save-bar .row-key')
    await page.click('.save-bar .row-key')
    await open('slips')
    await page.has('.slip-preview img')
    await page.page.fill('[id="field-slip-logo"]', 'logo')
    await is('slips, wrong')
    await page.click('.save-bar .row-key')
    await page.click('.save-bar .row-key')
    await open('counters', '#field-counters-1')
    await is('counters')
    await page.click('#field-profiles-general > summary')
    await page.click('#field-profiles-general .choice-box:nth-child(2) input')
    await page.click('#field-profiles-sent-only > summary')
    await is('services that no counter calls, in the picture')
    await open('services')
    await is('services that no counter calls')
    await open('counters', '#field-profiles-general')
    await page.click('#field-profiles-general .choice-box:nth-child(2) input')
    await is('a tier without a service')
    await nth(page, '#field-profiles-general .settings-removal .row-key', 0)
    await nth(page, '.settings-add', 0)
    await is('a second tier and a new counter')
    await page.click('.save-bar .row-key')
    await page.click('.save-bar .row-key')
    await open('reasons')
    await is('reasons')
    await nth(page, '.settings-row .setting-small', 0)
    await nth(page, '.settings-add', 0)
    await nth(page, '.settings-add', 0)
    await is('a reason of its own without words')
    await page.click('.save-bar .row-key')
    await page.click('.save-bar .row-key')
    await open('limits')
    await is('limits')
    await page.page.selectOption('#field-policy-kind', 'alternation')
    await is('limits, in turns')
    await page.page.fill('.setup-find input', 'late')
    await is('found')
    await page.page.fill('.setup-find input', 'nothing of this')
    await is('not found')
  })

  it('tell settings that are not read yet from those that could not be read', async () => {
    for (const [state, status] of [
      ['not read yet', undefined],
      ['not read', 503],
      ['not read', 0],
    ] as const) {
      const page = await openSetup(hall, 'people')
      await page.page.route('**/api/settings', (route) =>
        status === undefined ? undefined : status ? route.fulfill({ status, json: {} }) : route.abort(),
      )
      await page.page.reload()
      await page.click('.setup-section[href="#hall"]')
      await page.is(settings, state, 'main')
    }
    const page = await openSetup(hall, 'hall')
    const history = (answer: object) =>
      page.page.route('**/api/settings/history', (route) => route.fulfill(answer))
    await history({ status: 503, json: {} })
    await page.click('.setup-section[href="#history"]')
    await page.is(review, 'history, not read', 'main')
    await history({ json: { changes: [] } })
    await page.click('.setup-section[href="#hall"]')
    await page.click('.setup-section[href="#history"]')
    await page.is(review, 'history, nothing changed yet', 'main')
  })

  it('are in the review of a draft, and in the history, exactly those of the table', async () => {
    await hall.change({ groups: { a: { en: 'A' }, b: { en: 'B' } } })
    const page = await openSetup(hall, 'hall')
    const is = (state: string) => page.is(review, state, 'dialog')
    const go = () => page.click('.review .dialog-go')
    await page.has('#field-graceMinutes')
    await page.page.fill('#field-graceMinutes', '20')
    await page.page.fill('[id="field-name-en"]', 'Hall')
    await page.click('#field-printing')
    await page.click('.setup-section[href="#services"]')
    await page.click('.settings-moves .setting-small:nth-child(2)')
    await nth(page, '.settings-add', 1)
    await page.page.fill('[id="field-groups-group-1-en"]', 'Group')
    await page.click('#review')
    await is('changes')
    await hall.change({ graceMinutes: 25 })
    await is('somebody else was first')
    await page.click('.review .row-key')
    await page.page.fill('[id="field-groups-group-1-en"]', '')
    await page.click('#review')
    await is('a fault')
    await page.page.keyboard.press('Escape')
    await page.page.fill('[id="field-groups-group-1-en"]', 'Group')
    await page.click('#review')
    await go()
    await page.is(review, 'saved', '.save-bar-said')
    await page.click('.setup-section[href="#hall"]')
    await page.page.fill('#field-graceMinutes', '26')
    await page.click('#review')
    await hall.change({ graceMinutes: 26 })
    await is('somebody else did the same')
    await page.page.keyboard.press('Escape')
    await page.page.fill('#field-graceMinutes', '27')
    await page.click('#review')
    await page.click('.review .row-key:nth-of-type(2)')
    await is('a moment')
    await page.page.fill('#plan-time', 'x')
    await page.click('.plan-fields .dialog-go')
    await is('a moment that is none')
    await page.page.fill('#plan-time', '08:15')
    await page.click('.plan-fields .dialog-go')
    await page.is(review, 'planned', '.save-bar-said')
    await page.click('.setup-section[href="#history"]')
    await page.page.locator('.settings-rows summary >> nth=1').click()
    await page.page.locator('.settings-rows summary >> nth=0').click()
    await page.is(review, 'history', 'main')
    await page.click('.settings-entry .settings-add')
    await page.is(review, 'an earlier version in the draft', 'main')
    const file = (text: string) =>
      page.page
        .locator('.settings-import input')
        .setInputFiles({ name: 'hall.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await file('{')
    await page.is(review, 'a file that is none', 'main')
    const inForce = await hall.settings()
    const { fees: _, ...services } = inForce.services as Record<string, object>
    await hall.kiosk.issue('fees')
    await file(JSON.stringify({ ...inForce, services }))
    await page.is(review, 'a file in the draft', 'main')
    await page.click('#review')
    await go()
    await is('a service is in use')
    // The hall refuses this change, so that another answer to it is told without a change.
    page.wire.toPage = ({ type, id, ...rest }) =>
      type === 'answer' ? { type, id, ok: false, denied: 'too-large' } : { type, id, ...rest }
    await go()
    await is('too large')
    await failing(page, 'denied', [go, () => is('too much at once')])
    await failing(page, 'unanswered', [go, () => is('no answer')])
    await page.page.keyboard.press('Escape')
    const now = (await hall.settings()) as typeof inForce & Record<'reasons' | 'services', object>
    const { meal: __, ...pause } = (now.reasons as { pause: Record<string, object> }).pause
    await file(
      JSON.stringify({
        ...now,
        services: { ...now.services, fees: { ...services.passes!, prefix: 'B' } },
        series: { B: { start: 5, step: 1, digits: 3 } },
        profiles: { ...(now.profiles as object), general: [{ services: 'all' }, { services: ['passes'] }] },
        groups: { b: { en: 'B' }, a: { en: 'A' } },
        reasons: { ...now.reasons, pause },
        devices: [],
        slip: { parts: [{ part: 'number', size: 'large' }] },
        maintenance: { backupAt: '04:30', backups: 7, copiesDays: 30, recordsDays: 400 },
      }),
    )
    await page.click('#review')
    await is('a file that changes much')
  })

  it('are in all states of the tables', () => {
    expect([...statesNotShown(settings), ...statesNotShown(review)]).toEqual([])
  })
})
