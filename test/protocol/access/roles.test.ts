import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands, type WireCommandType } from '../../../server/protocol/commands.ts'
import { isOutside, type WatchName } from '../../../server/protocol/messages.ts'
import { views } from '../../../server/protocol/views.ts'
import { Driver, newKey, type Watch } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { badges, HallHere, withAllRoles, withKiosks } from './permission-callers.ts'
import {
  type CallerName,
  callers,
  commandTable,
  documentTable,
  othersCounter,
  viewTable,
} from './permission-tables.ts'

/**
 * Every cell of the tables of permissions, over HTTP and over the socket of a hall that is no demo. A refusal is 401
 * without a session, otherwise 403.
 */

const foreign = { origin: 'https://stranger.example' }

let hall: RunningHall
let drivers: Record<CallerName, Driver>
let key = ''
const isSignedIn = (caller: CallerName) =>
  caller in badges && !['disabled', 'ended', 'foreign', 'locked'].includes(caller)
const headersOf = (caller: CallerName) => (caller === 'foreign' ? foreign : {})

beforeAll(async () => {
  hall = await startHall({
    verb: 'serve',
    directory: await withAllRoles(await furnishedDirectory(withKiosks)),
  })
  const devices: Partial<Record<CallerName, string>> = {
    ...{ kiosk: 'kiosk-1', board: 'board-1', paired: 'kiosk-2', revoked: 'kiosk-3' },
    ...{ rating: 'rating-1', speaker: 'speaker-1' },
  }
  const made = await Promise.all(
    callers.map(async (caller) => {
      const driver = new Driver(hall, devices[caller] ?? 'stranger')
      const badge = (badges as Partial<Record<CallerName, string>>)[caller]
      if (badge !== undefined) expect([caller, (await driver.signIn(badge)).status]).toEqual([caller, 204])
      return [caller, driver] as const
    }),
  )
  drivers = Object.fromEntries(made) as Record<CallerName, Driver>
  await drivers.administrator.done('disable-staff', { badge: badges.disabled })
  expect((await drivers.ended.ask('DELETE', '/api/session')).status).toBe(204)
  expect((await drivers.locked.ask('POST', '/api/session/lock')).status).toBe(204)
  const here = new HallHere(hall)
  await here.administrator.signIn('9001')
  for (const [caller, device, kind] of [
    ['paired', 'kiosk-2', 'kiosk'],
    ['revoked', 'kiosk-3', 'kiosk'],
    ['rating', 'rating-1', 'rating'],
    ['speaker', 'speaker-1', 'speaker'],
  ] as const)
    drivers[caller].cookie = (await here.paired(device, { kind })).cookie
  await drivers.administrator.done('revoke-device', { device: 'kiosk-3' })
  key = (await drivers.kiosk.issue('parking')).phoneUrl.split('/t/')[1] ?? ''
  if (key === '') key = 'A'.repeat(22)
})
afterAll(async () => {
  for (const driver of Object.values(drivers ?? {})) driver.close()
  await hall?.close()
})

const cellsOf = <T extends string>(table: Readonly<Record<T, string>>) =>
  (Object.entries(table) as [T, string][]).flatMap(([what, row]) => {
    const cells = row.trim().split(/\s+/u)
    expect([what, cells.length]).toEqual([what, callers.length])
    return cells.map((cell, place) => ({ what, caller: callers[place]!, may: cell === 'y' }))
  })
const commandCells = cellsOf(commandTable)
const viewCells = cellsOf(viewTable)
const documentCells = cellsOf(documentTable)
const refused = (cells: readonly { caller: CallerName; may: boolean }[]) =>
  cells.filter(({ caller, may }) => !may && caller !== 'foreign').length

/** The refusals that the hall has counted, by kind. */
async function counted(): Promise<Record<string, number>> {
  const { text } = await drivers.administrator.get('/metrics')
  const found = text.matchAll(/^nowserving_refused_total\{kind="([\w-]+)"\} (\d+)$/gmu)
  return Object.fromEntries([...found].map(([, kind, count]) => [kind, Number(count)]))
}

const pairedCallers: readonly CallerName[] = ['paired', 'rating', 'speaker']

/** Whether a session or the secret of a device is valid: such a caller is told that its role may not. */
const isKnown = (caller: CallerName) => isSignedIn(caller) || pairedCallers.includes(caller)

const denialOf = (caller: CallerName): number => (isKnown(caller) || caller === 'foreign' ? 403 : 401)

/** A paired kiosk is that kiosk and no other. */
const parametersOf: Record<WatchName, (caller: CallerName) => Record<string, string>> = {
  kiosk: (caller) => ({
    device: caller === 'paired' || caller === 'revoked' ? drivers[caller].device! : 'kiosk-1',
  }),
  board: () => ({ device: 'board-1' }),
  window: () => ({ counter: '1' }),
  rating: () => ({ counter: '1' }),
  counter: () => ({ counter: '1' }),
  manager: () => ({}),
  queue: () => ({}),
  ticket: () => ({ key }),
  paper: () => ({}),
  setup: () => ({}),
  staff: () => ({}),
  pairing: () => ({}),
  devices: () => ({}),
  keys: () => ({}),
  maintenance: () => ({}),
}

test('the tables have a cell for every command, every view and every kind of caller', () => {
  expect(Object.keys(commandTable).sort()).toEqual(Object.keys(commands).sort())
  expect(Object.keys(viewTable).sort()).toEqual(Object.keys(views).sort())
  const counts = {
    commands: commandCells.length * 2,
    views: viewCells.length * 2,
    documents: documentCells.length,
    counters: Object.keys(othersCounter).length * 2,
  }
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0)
  process.stdout.write(`${all} cells of permissions: ${JSON.stringify(counts)}\n`)
  expect(commandCells).toHaveLength(Object.keys(commands).length * callers.length)
})

test('every command over HTTP: a refusal comes before the body is looked at, is counted, and writes nothing', async () => {
  // A body of one unknown field: an authorised client is told 400, any other is refused earlier.
  const lines = hall.given().length
  const before = await counted()
  for (const { what, caller, may } of commandCells) {
    const headers = { 'idempotency-key': newKey(), ...headersOf(caller) }
    const path = `/api/commands/${what}?device=${drivers[caller].device}`
    const { status } = await drivers[caller].ask('POST', path, { headers, body: { thisIsNoField: true } })
    expect([what, caller, status]).toEqual([what, caller, may ? 400 : denialOf(caller)])
  }
  const after = await counted()
  expect(after.command! - before.command!).toBe(refused(commandCells))
  expect(after.origin! - before.origin!).toBe(
    commandCells.filter(({ caller }) => caller === 'foreign').length,
  )
  expect(hall.given()).toHaveLength(lines)
})

test('every view and every document over HTTP, and no other method is understood there', async () => {
  const before = await counted()
  for (const { what, caller, may } of viewCells) {
    const path = `/api/views/${what}?${new URLSearchParams(parametersOf[what](caller))}`
    // A view names no device to act as: on this machine everybody would be its kiosk.
    const isHere = caller === 'kiosk' || what === 'kiosk'
    const elsewhere: Record<string, string> = isHere ? {} : { 'x-forwarded-for': '203.0.113.7' }
    const { status } = await drivers[caller].get(path, { ...headersOf(caller), ...elsewhere })
    const shown = isOutside(what) ? 404 : 200
    expect([what, caller, status]).toEqual([what, caller, may ? shown : denialOf(caller)])
  }
  for (const { what, caller, may } of documentCells) {
    const { status } = await drivers[caller].get(what, headersOf(caller))
    const isNobody = pairedCallers.includes(caller) && what.startsWith('/api/session')
    expect([what, caller, status]).toEqual([what, caller, may ? 200 : isNobody ? 401 : denialOf(caller)])
  }
  const after = await counted()
  expect(after.view! - before.view!).toBe(refused(viewCells))
  const settings = documentCells.filter(({ what }) =>
    /^\/api\/(settings|staff|keys|personal|first-start)/u.test(what),
  )
  const record = documentCells.filter(({ what }) => /^\/api\/(record|reports)/u.test(what))
  expect(after.record! - before.record!).toBe(refused(record))
  expect(after.settings! - before.settings!).toBe(refused(settings))
  const paths = [
    ...Object.keys(viewTable).map((view) => `/api/views/${view}`),
    '/api/settings',
    '/api/staff',
    '/api/record',
    '/api/reports/today',
  ]
  for (const path of paths)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { status } = await drivers.administrator.ask(method, path, { body: {} })
      expect([method, path, status]).toEqual([method, path, 404])
    }
})

test('nobody but an administrator has the network searched for printers', async () => {
  const mayNot = callers.filter((caller) => caller !== 'administrator')
  for (const caller of mayNot) {
    const headers = headersOf(caller)
    const { status } = await drivers[caller].ask('POST', '/api/printers/search', { headers, body: {} })
    expect([caller, status]).toEqual([caller, denialOf(caller)])
  }
})

/** One socket of each caller; a page of another origin gets none. */
async function socketsOf(): Promise<Partial<Record<CallerName, Watch>>> {
  const open = callers.filter((caller) => caller !== 'foreign')
  const pages = open.map(async (caller) => {
    const view = caller === 'kiosk' || caller === 'paired' ? 'kiosk' : 'board'
    const device = drivers[caller].device!
    return [caller, await drivers[caller].watch(view, { device })] as const
  })
  return Object.fromEntries(await Promise.all(pages))
}

test('every command and every view over the socket is the same', async () => {
  const before = await counted()
  const pages = await socketsOf()
  const opened = await Promise.all(
    Object.keys(viewTable).map((view) =>
      drivers.foreign
        .dial({ view, ...parametersOf[view as WatchName]('foreign') }, foreign)
        .denied()
        .then(({ status }) => status),
    ),
  )
  expect(opened).toEqual(Object.keys(viewTable).map(() => 403))
  for (const caller of callers) {
    const page = pages[caller]
    if (!page) continue
    for (const { what, may } of commandCells.filter((cell) => cell.caller === caller)) {
      const answer = await page.command(what, { thisIsNoField: true })
      const nobody = caller === 'locked' ? 'locked' : 'not-signed-in'
      const denied = isKnown(caller) ? 'wrong-role' : nobody
      const wanted = may ? { ok: false, invalid: expect.any(Array) } : { ok: false, denied }
      expect([what, caller, answer]).toEqual([what, caller, expect.objectContaining(wanted)])
    }
    for (const { what, may } of viewCells.filter((cell) => cell.caller === caller)) {
      const id = `of-${what}`
      page.send({ type: 'watch', id, view: what, params: parametersOf[what](caller) })
      const frame = await page.until(what, (one) => 'id' in one && one.id === id && one.type !== 'answer')
      const signedOut = caller === 'locked' ? 'locked' : 'not-signed-in'
      const nobody = what === 'kiosk' || what === 'rating' ? 'not-paired' : signedOut
      const denied = isKnown(caller) ? 'wrong-role' : nobody
      const wanted = may ? { type: 'welcome' } : { type: 'ended', why: denied }
      expect([what, caller, frame]).toEqual([what, caller, expect.objectContaining(wanted)])
      page.send({ type: 'unwatch', id })
    }
  }
  const after = await counted()
  expect(after.command! - before.command!).toBe(refused(commandCells))
  expect(after.view! - before.view!).toBe(refused(viewCells))
  expect(after.origin! - before.origin!).toBe(Object.keys(viewTable).length)
})

test('a counter is its own person’s: somebody at another counter, and somebody at none, are refused by the hall', async () => {
  const [elsewhere, nowhere] = [new Driver(hall), new Driver(hall)]
  await elsewhere.signIn('1002')
  await nowhere.signIn('1004')
  const own = drivers.counter
  await own.done('open-counter', { counter: '1' })
  await elsewhere.done('open-counter', { counter: '2' })
  const { ticket, label } = await own.issue('fees')
  await own.done('call-ticket', { counter: '1', label })
  const more: Partial<Record<WireCommandType, object>> = {
    'call-ticket': { label },
    'pause-counter': { reason: 'meal' },
    resume: { ticket },
    transfer: { to: { service: 'fees' } },
    'read-notes': { ticket },
    'destroy-notes': { ticket },
  }
  for (const [type, reasons] of Object.entries(othersCounter))
    for (const [place, driver] of [elsewhere, nowhere].entries()) {
      const at = type === 'cancel-ticket' ? { ticket } : { counter: '1' }
      const { status, body } = await driver.command(type, { ...at, ...more[type as WireCommandType] })
      expect([type, place, status, body.refusal?.reason]).toEqual([type, place, 409, reasons[place]])
    }
  // A hall manager handles any ticket, and sits at no counter for that.
  await drivers.manager.done('cancel-ticket', { ticket })
  for (const [driver, counter] of [
    [own, '1'],
    [elsewhere, '2'],
  ] as const)
    await driver.done('close-counter', { counter })
})

test('a kiosk gives no category that needs staff, whatever it says it is', async () => {
  const { status, body } = await drivers.kiosk.command('issue-ticket', {
    service: 'fees',
    category: 'member',
  })
  expect([status, body.refusal?.reason]).toEqual([409, 'category-needs-staff'])
  await drivers.counter.issue('fees', { category: 'member' })
  await drivers.reception.issue('fees', { category: 'member' })
})
