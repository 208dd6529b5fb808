import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MaintenanceView } from '../../../../server/protocol/messages.ts'
import { Driver } from '../../../fakes/driver.ts'
import { describePages } from '../../browser/browser.ts'
import { DrivenHall } from '../driven-hall.ts'
import { type DrivenPage, type Message, statesNotShown } from '../driven-page.ts'
import { backups, keyDialog, keys, personal, record } from '../tables/trust-table.ts'
import { catalogues, openSetup } from './driven-setup.ts'
import { rowsOfEveryKind } from './rows-of-every-kind.ts'

/** Sentences against states: the sections of trust on the administrator's page. */

/** Changes a view as the page gets it. */
const withView = (has: string, change: (view: object) => object | undefined) => (message: Message) => {
  const { view } = message as { view?: Record<string, unknown> }
  if (view?.[has] === undefined) return message
  const changed = change(view)
  return changed && { ...message, view: changed }
}

describePages('the sentences of the sections of trust', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start()
  })
  afterAll(() => hall?.close())

  it('are in each state of the record exactly those of the table', async () => {
    const page = await openSetup(hall, 'record')
    const is = (state: string) => page.is(record, state)
    // Rows come with what happened in the hall before; each of their sentences is shown below.
    page.passing = /^(did|who)\.|^record\.(and|stop)$/u
    await is('the present day')
    await page.page.fill('.record-search [name=ticket]', 'Z999')
    await page.click('.record-search .dialog-go')
    await is('nothing of it')
    await page.page.fill('.record-search [name=ticket]', '')
    await page.page.fill('.record-search [name=device]', 'kiosk 1')
    await page.click('.record-search .dialog-go')
    await is('not understood')
    await page.page.fill('.record-search [name=device]', '')
    const canned = { day: '2026-11-28', rows: [], cursor: '2026-11-28.1.1.1' }
    const closing = { batch: 7, sha256: 'A'.repeat(43) }
    await page.page.route('**/api/record?*', (route) =>
      route.fulfill({ json: { ...canned, rows: [row], closing } }),
    )
    await page.click('.record-search .dialog-go')
    await is('a closed day, in part')
    const every = await openSetup(hall, 'people')
    await every.page.route('**/api/record?*', (route) =>
      route.fulfill({ json: { day: '2026-11-28', rows: rowsOfEveryKind } }),
    )
    await every.click('a[href="#record"]')
    await every.is(record, 'rows of every kind')
    for (const [state, status] of [
      ['read by others', 429],
      ['not read', 503],
    ] as const) {
      const other = await openSetup(hall, 'people')
      await other.page.route('**/api/record?*', (route) => route.fulfill({ status, json: {} }))
      await other.click('a[href="#record"]')
      await other.is(record, state)
    }
    const slow = await openSetup(hall, 'people')
    await slow.page.route('**/api/record?*', () => undefined)
    await slow.click('a[href="#record"]')
    await slow.is(record, 'not read yet')
  })

  it('are in each state of the keys exactly those of the table', async () => {
    await hall.closePages()
    const unread = await openSetup(hall, 'keys', { toPage: withView('grants', () => undefined) })
    await unread.is(keys, 'not read yet')
    const page = await openSetup(hall, 'keys')
    await page.is(keys, 'no key')
    const is = (state: string) => page.is(keyDialog, state, 'dialog')
    const go = () => page.click('dialog [type=submit]')
    await page.click('#add-key')
    await is('a new key')
    await go()
    await is('a new key without a name')
    await page.page.fill('#key-name', 'board-1')
    await go()
    await is('a new key that may nothing')
    await page.click('dialog .choice-box')
    await go()
    await is('a new key is shown')
    const key = (await page.page.locator('.key-secret code').textContent()) ?? ''
    await page.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.click('dialog .row-key')
    await is('a new key is copied')
    await page.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await page.click('dialog .row-key')
    await is('a new key is selected')
    await page.click('dialog .dialog-go')
    await page.is(keys, 'a key')
    const asked = { headers: { authorization: `Bearer ${key}` } }
    await new Driver(hall.hall).ask('GET', '/api/views/board', asked)
    await page.is(keys, 'a key that was used')
    await page.click('.key-open')
    await is('a key')
    await page.click('.dialog-part button')
    await is('revoke?')
    await page.click('.dialog-part button')
    await page.is(keys, 'no key')
    const old = await openSetup(hall, 'keys', {
      toPage: withView('grants', (view) => ({
        ...view,
        keys: {
          '0123456789ab': {
            name: 'board-1',
            commands: ['issue-ticket'],
            views: ['board'],
            addedAt: 1,
            until: 2,
          },
        },
      })),
    })
    await old.is(keys, 'a key of the command line that has ended')
  })

  it('are in each state of personal data exactly those of the table', async () => {
    await hall.begin()
    const lost = await openSetup(hall, 'people')
    await lost.page.route('**/api/personal', (route) => route.fulfill({ status: 503, json: {} }))
    await lost.click('a[href="#personal"]')
    await lost.is(personal, 'not read')
    const opened = await openSetup(hall, 'personal')
    await opened.is(personal, 'nothing is stored')
    await opened.click('[aria-labelledby=destroy-before] [type=submit]')
    await opened.is(personal, 'no day')
    const { body } = await hall.administrator.get('/api/record')
    const { day } = body as unknown as { day: string }
    const lookFor = async (page: DrivenPage, ticket: string, on = day): Promise<void> => {
      await page.page.locator('[aria-labelledby=destroy-ticket] input').nth(0).fill(on)
      await page.page.locator('[aria-labelledby=destroy-ticket] input').nth(1).fill(ticket)
      await page.click('[aria-labelledby=destroy-ticket] [type=submit]')
    }
    const unknown = await openSetup(hall, 'personal')
    await unknown.has('#destroy-ticket')
    await lookFor(unknown, 'Z999')
    await unknown.is(personal, 'no such ticket')
    const [clerk] = hall.clerks as [Driver]
    await clerk.done('open-counter', { counter: '1' })
    const noted = await hall.kiosk.issue('fees')
    const silent = await hall.kiosk.issue('fees')
    await clerk.done('call-ticket', { counter: '1', label: noted.label })
    await clerk.done('start-service', { counter: '1' })
    await clerk.done('transfer', { counter: '1', to: { counter: '1' }, note: 'a word' })
    const page = await openSetup(hall, 'personal')
    const is = (state: string) => page.is(personal, state)
    await is('a note')
    await lookFor(page, silent.label)
    await is('nothing about a ticket')
    await lookFor(page, noted.label)
    await is('destroy what is about a ticket?')
    const before = async (on: DrivenPage, purpose: string, until: string): Promise<void> => {
      await on.page.locator('[aria-labelledby=destroy-before] select').selectOption(purpose)
      await on.page.locator('[aria-labelledby=destroy-before] input').fill(until)
      await on.click('[aria-labelledby=destroy-before] [type=submit]')
    }
    const other = await openSetup(hall, 'personal')
    await other.has('#destroy-before')
    await before(other, 'note', day)
    await other.is(personal, 'none before')
    await before(other, 'note', '2999-01-01')
    await other.is(personal, 'destroy notes?')
    const rated = await openSetup(hall, 'people')
    await rated.page.route('**/api/personal', async (route) => {
      const answer = (await (await route.fetch()).json()) as { purposes: { rating: object } }
      Object.assign(answer.purposes.rating, { days: { [day]: 2 }, texts: 2 })
      await route.fulfill({ json: answer })
    })
    await rated.click('a[href="#personal"]')
    await rated.has('#destroy-before')
    await before(rated, 'rating', '2999-01-01')
    await rated.is(personal, 'destroy ratings?')
    await page.click('.dialog-sure')
    await is('destroyed')
    await other.click('.dialog-sure')
    await other.is(personal, 'it is gone meanwhile')
  })

  it('are in each state of backups and certificate exactly those of the table, and those of an auditor', async () => {
    await hall.begin()
    const unread = await openSetup(hall, 'backups', { toPage: withView('keeps', () => undefined) })
    await unread.is(backups, 'not read yet')
    const now = Date.now()
    const usual = { folder: '/backups', isRunning: false, isLate: false, madeAt: now, checkedAt: now }
    const { checkedAt: _, ...unchecked } = usual
    const { madeAt: __, ...none } = unchecked
    const endsAt = now + 86_400_000
    const states: Record<string, Partial<MaintenanceView>> = {
      'a good backup': { backup: usual },
      'a backup that was not read again': { backup: unchecked },
      'a backup is being made': { backup: { ...usual, isRunning: true } },
      'no backup yet': { backup: none },
      'no backup for long': { backup: { ...none, isLate: true } },
      'a late backup': { backup: { ...usual, isLate: true, failedAt: now } },
      'a damaged backup': { backup: { ...unchecked, isDamaged: true, isLate: true } },
      'a certificate': { certificate: { endsAt, state: 'good' } },
      'a certificate that ends soon': { certificate: { endsAt, state: 'ends-soon' } },
      'a certificate that has ended': { certificate: { endsAt: now, state: 'ended' } },
    }
    for (const [state, part] of Object.entries(states)) {
      const page = await openSetup(hall, 'backups', {
        toPage: withView('keeps', (view) => ({ ...view, ...part })),
      })
      await page.is(backups, state)
      if (state === 'a good backup') {
        await page.click('#make-backup')
        await page.is(backups, 'refused: no folder')
      }
      await hall.closePages()
    }
    const page = await openSetup(hall, 'backups')
    await page.is(backups, 'no folder')
    await page.click('[aria-labelledby=retention] [type=submit]')
    await page.is(backups, 'saved')
    await page.page.fill('[name=recordsDays]', '400')
    await page.click('[aria-labelledby=retention] [type=submit]')
    await page.is(backups, 'records go')
    await hall.begin()
    const roles = ['auditor' as const]
    const { password } = await hall.administrator.done('add-staff', { badge: '3001', name: '3001', roles })
    const auditor = new Driver(hall.hall)
    await auditor.signIn('3001', password, 'correct horse battery')
    const read = (section: string) =>
      hall.open(`/setup#${section}`, catalogues, { storageState: hall.signedIn(auditor) })
    await (await read('backups')).is(backups, 'an auditor reads')
    await (await read('personal')).is(personal, 'an auditor reads')
  })

  it('are in all states of the tables', () => {
    expect([record, keys, keyDialog, personal, backups].flatMap(statesNotShown)).toEqual([])
  })
})

const row = { seq: 1, at: 0, who: 'staff:1001', device: 'console', what: 'finish', label: 'A042', events: [] }
