import { afterAll, beforeAll, expect, it } from 'vitest'
import { firstSteps } from '../../../../server/protocol/settings/first-steps.ts'
import { describePages } from '../../browser/browser.ts'
import { DrivenHall } from '../driven-hall.ts'
import { type DrivenPage, type Message, statesNotShown } from '../driven-page.ts'
import { firstStart } from '../tables/first-start-table.ts'
import { listIn, openSetup } from './driven-setup.ts'

/** Sentences against states: the first start of a hall, step by step. */

const kiosk = { id: 'kiosk-1', kind: 'kiosk', name: 'Kiosk 1' } as const
const board = { id: 'board-1', kind: 'board', name: 'Board 1' } as const
const sheet = '.first-sheet'

describePages('the sentences of a first start', () => {
  let hall: DrivenHall
  let page: DrivenPage
  beforeAll(async () => {
    hall = await DrivenHall.start((file) => ({ ...file, firstStart: [], devices: [kiosk, board] }))
    page = await openSetup(hall, 'first-start')
  })
  afterAll(() => hall?.close())

  const is = (state: string, part = 'main') => page.is(firstStart, state, part)
  const go = async (step: string): Promise<void> => {
    await page.click(`.first-step[href$="/${step}"]`)
  }
  /** The answer of the server to a request of the page is this one. */
  const answers = async (path: string, json: object | undefined): Promise<void> => {
    await page.page.route(`**${path}`, (route) => route.fulfill(json ? { json } : { status: 503 }))
  }
  /** The page is told these facts of the entry `id` in a list of one of its views. */
  const told = (list: string, id: string, facts: object): void => {
    page.wire.toPage = (message: Message) => {
      const entry = listIn(message, list)?.[id]
      return entry
        ? {
            ...message,
            view: { ...(message.view as object), [list]: { [id]: { ...(entry as object), ...facts } } },
          }
        : message
    }
    page.askAgain()
  }

  it('are in the steps of settings exactly those of the table', async () => {
    const { services, groups, profiles } = await hall.settings()
    const name = { en: 'Parking and vehicles' }
    const template = { name, services, groups, profiles, counters: { '1': { name, profile: 'general' } } }
    await page.has('.first-step')
    await is('the steps', '.first-steps')
    for (const step of firstSteps) {
      await go(step)
      await is(`head: ${step}`, '.first-head')
    }
    await is('keys of a step', '.first-foot')
    await answers('/api/first-start', { timeZone: 'Asia/Shanghai', templates: { bank: template } })
    await go('hall')
    await is('zone of the machine', '.first-note')
    await page.page.fill('[id="field-timeZone"]', 'Nowhere')
    await is('a faulty field', '.first-foot')
    await page.click('.first-keys .row-key')
    await is('kinds', '.first-kinds')
    await answers('/api/first-start', {
      templates: { bank: { ...template, services: { fees: one(services) } } },
    })
    await go('hall')
    await is('zone of this computer', '.first-note')
    const { ticket } = await hall.kiosk.issue('parking')
    await go('services')
    await page.click('.first-kind:last-child')
    await page.click('#first-next')
    await is('a service in use', '.first-foot')
    await hall.manager.done('cancel-ticket', { ticket })
    await go('counters')
    await page.click('.settings-add')
    const added = page.page.locator('.settings-row').last().locator('[id$=name-en]')
    expect(await added.inputValue()).toMatch(/Counter \d$|\d 号窗口$/u)
    await go('languages')
    // The next test goes to another step before this is answered: the page stays there.
    await page.click('.first-keys .row-key')
  })

  it('are in the steps of devices exactly those of the table', async () => {
    await go('screens')
    await is('screens', '.first-ways')
    await go('printer')
    await is('no printer yet', sheet)
    const search = (json: object | undefined) => answers('/api/printers/search', json)
    await page.page.route('**/api/printers/search', () => {})
    await page.click('#search-printers')
    await is('searching', sheet)
    await go('test')
    await is('test, no printer', '.first-tests')
    await go('printer')
    const searched = async (state: string, json: object | undefined): Promise<void> => {
      await search(json)
      await page.click('#search-printers')
      await is(state, sheet)
    }
    await searched('the search failed', undefined)
    await searched('in no network', { networks: [], printers: [], isWhole: true })
    const found = { networks: ['127.0.0.1'], printers: ['tcp://127.0.0.1:9'], isWhole: true }
    await searched('a printer found', found)
    await searched('a printer found, the time was up', { ...found, isWhole: false })
    await searched('a printer found', found)
    await hall.change({ devices: [{ ...kiosk, printer: 'tcp://127.0.0.1:9' }, board] })
    told('printers', 'kiosk-1', { state: 'ready', test: { at: 0, page: 'printed' } })
    await is('a printer in use', sheet)
    await is('keys of a step that is done', '.first-foot')
    for (const outcome of ['asked', 'printed', 'not-printed', 'unsure']) {
      told('printers', 'kiosk-1', { state: 'ready', test: { at: 0, page: outcome } })
      await is(`slip: ${outcome}`, '.first-outcome')
    }
    for (const state of Object.keys(firstStart).flatMap((one) => one.match(/^printer: (.+)/u)?.[1] ?? [])) {
      told('printers', 'kiosk-1', { state, test: { at: 0, page: 'asked' } })
      await is(`printer: ${state}`, '.first-outcome')
    }
    await go('test')
    page.wire.toPage = undefined
    await is('test of a printer', '[aria-labelledby=test-ticket-title]')
    const callSheet = '[aria-labelledby=test-call-title]'
    await page.click('#test-call')
    await is('called, no board', callSheet)
    for (const sound of ['on', 'blocked', 'off']) {
      told('devices', 'board-1', { isConnected: true, sound })
      await is(`called, sound ${sound}`, callSheet)
    }
    page.wire.toPage = undefined
    await hall.change({ devices: [kiosk, { ...kiosk, id: 'kiosk-2', name: 'Kiosk 2' }, board] })
    await go('printer')
    await is('two kiosks', sheet)
    await hall.change({ devices: [board] })
    await is('no kiosk', '.first > .first-note')
  })

  it('are at its end exactly those of the table', async () => {
    await hall.change({ firstStart: null, devices: [kiosk, board] })
    await is('the steps, one left out', '.first-steps')
    await page.page.evaluate(() => location.assign('#first-start/done'))
    await is('ready, something is left')
    await hall.change({ devices: [{ ...kiosk, printer: 'tcp://127.0.0.1:9' }, board] })
    told('devices', 'board-1', { pairing: 'paired' })
    await is('ready')
    expect(statesNotShown(firstStart)).toEqual([])
  })
})

/** A service of the hall, the first. */
const one = (services: unknown): object => Object.values(services as Record<string, object>)[0]!
