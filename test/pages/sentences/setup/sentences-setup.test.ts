import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describePages } from '../../browser/browser.ts'
import { DrivenHall } from '../driven-hall.ts'
import { statesNotShown } from '../driven-page.ts'
import { people, personDialog } from '../tables/setup-table.ts'
import { catalogues, failing, listIn, openSetup } from './driven-setup.ts'

/** Sentences against states: the administrator's page, from its sign-in to the people of the hall. */

describePages('the sentences of the administrator about people', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start()
  })
  beforeEach(() => hall.begin())
  afterAll(() => hall?.close())

  it('are in each state of page and list exactly those of the table', async () => {
    await (await openSetup(hall, 'people', { toPage: () => undefined })).is(people, 'joining')
    const page = await hall.open('/setup', catalogues)
    const is = (state: string) => page.is(people, state)
    await is('signed out')
    for (const [badge, state] of [
      ['2001', 'signed in, not an administrator'],
      ['9001', 'the people'],
    ] as const) {
      await page.has('input[name=badge]')
      await page.page.fill('input[name=badge]', badge)
      await page.page.fill('input[name=password]', 'demo')
      await page.click('.sign-in-go')
      await is(state)
    }
    await page.page.fill('.people-find input', 'nobody')
    await is('nobody of a name')
    await page.page.fill('.people-find input', '')
    page.wire.toPage = ({ ...message }) =>
      message.type === 'beat' ? { ...message, trouble: 'disk-is-full' } : message
    page.beat()
    await is('no commands taken')
    page.wire.toPage = undefined
    page.beat()
    hall.freeze()
    await page.pass(22_000)
    await is('offline')
    hall.wake()
    await hall.closePages()
    const unread = await openSetup(hall, 'people', {
      toPage: (message) => (listIn(message, 'staff') ? undefined : message),
    })
    await unread.is(people, 'the people, not read yet')
    const alone = await openSetup(hall, 'people', {
      toPage: (message) => {
        const { 9001: administrator } = listIn(message, 'staff') ?? {}
        return administrator ? { ...message, view: { staff: { 9001: administrator } } } : message
      },
    })
    await alone.is(people, 'one account alone')
  })

  it('are in each state of a person exactly those of the table', async () => {
    const page = await openSetup(hall, 'people')
    const is = (state: string) => page.is(personDialog, state, 'dialog')
    const box = (name: string) => page.page.locator('.choice-box', { hasText: name }).first().click()
    const go = () => page.click('.person-form [type=submit]')
    await page.click('#add-person')
    await is('a new person')
    await page.page.fill('#person-badge', '')
    await go()
    await is('a new person, fields left empty')
    await page.page.fill('#person-badge', '1001')
    await page.page.fill('#person-name', '1101')
    await go()
    await is('a badge number in use')
    await failing(page, 'denied', [go, () => is('too much at once')])
    await failing(page, 'unanswered', [go, () => is('no answer')])
    await page.page.fill('#person-badge', '1101')
    await box('All services')
    await go()
    await is('a new person without a service')
    await box('Counter staff')
    await go()
    await is('a new person without a role')
    await box('Counter staff')
    await box('All services')
    await go()
    await is('a new password')
    await page.click('dialog .dialog-go')
    await page.is(people, 'one has to choose a password')
    await page.click('.person-open:has-text("1101")')
    await is('a person')
    await page.page.fill('#person-name', '1102')
    await hall.administrator.done('change-staff', { badge: '1101', name: '1103' })
    await is('a person, changed meanwhile')
    await hall.administrator.done('change-staff', { badge: '1101', name: '1101' })
    await page.click('.person-form .row-key')
    await page.click('.person-open:has-text("1101")')
    await page.click('.person-actions .row-key:nth-of-type(1)')
    await is('a new password?')
    await page.click('.person-actions .row-key')
    await page.click('.person-actions .row-key:nth-of-type(2)')
    await is('disable?')
    await page.click('.dialog-sure')
    await page.is(people, 'one is disabled')
    await page.click('.person-disabled .person-open')
    await is('a disabled person')
    await page.click('.person-form .row-key')
    await page.click('.person-open:has-text("9001")')
    await is('the own account')
    await box('Auditor')
    await box('Administrator')
    await go()
    await is('the last administrator')
  })

  it('are in all states of the tables', () => {
    expect([...statesNotShown(people), ...statesNotShown(personDialog)]).toEqual([])
  })
})
