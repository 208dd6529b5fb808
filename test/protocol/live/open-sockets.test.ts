import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDevices } from '../../../server/access/devices/devices.ts'
import { realClock } from '../../../server/clock.ts'
import { type OpenHall, openHall } from '../../../server/data/open-hall.ts'
import type { Role } from '../../../server/hall/ids.ts'
import { realFileSystem } from '../../../server/journal/file-system.ts'
import type { ServeFlags } from '../../../server/serve.ts'
import { type RunningHall, serveHall } from '../../../server/serve.ts'
import { WriteBatcher } from '../../../server/web/live/write-batcher.ts'
import { Driver, newKey, until } from '../../fakes/driver.ts'
import { furnishedDirectory } from '../../fakes/running-hall.ts'
import { StubbornPage } from '../../fakes/stubborn-page.ts'

/** Sockets stay open for hours; roles and sessions change meanwhile, and hold from the next message on. */

const flags: ServeFlags = {
  verb: 'serve',
  port: 0,
  host: '127.0.0.1',
  plainHttp: false,
  acceptClock: false,
  anyone: false,
  simulate: false,
  speed: 1,
}

/** A session of the hall manager that ends by itself, later than any hall starts. */
const endingToken = 'A'.repeat(43)
/** The clock is put forward and back by as much, which is less than a hall doubts. */
const endsInMs = 100_000

let data: OpenHall
let hall: RunningHall
beforeAll(async () => {
  const directory = await furnishedDirectory()
  const id = createHash('sha256').update(endingToken).digest('base64url')
  const sessions = { [id]: { badge: '2001', until: Date.now() + endsInMs } }
  writeFileSync(join(directory, 'sessions.json'), JSON.stringify({ format: 1, sessions }))
  const pagesDirectory = mkdtempSync(join(directory, 'pages-'))
  writeFileSync(join(pagesDirectory, 'build.json'), '{"build":"tested"}')
  const writeBatcher = new WriteBatcher()
  data = await openHall({
    fs: realFileSystem,
    directory,
    clock: realClock,
    onFailure(error) {
      throw error
    },
    together: (work) => writeBatcher.together(work),
  })
  hall = await serveHall({
    flags,
    data,
    writeBatcher,
    devices: await openDevices(realFileSystem, directory),
    pagesDirectory,
    log: pino({ level: 'silent' }),
  })
})
afterAll(() => hall.stop())

async function signedIn(badge: string): Promise<Driver> {
  const driver = new Driver(hall)
  expect((await driver.signIn(badge)).status).toBe(204)
  return driver
}

const setRoles = (badge: string, roles: Role[]) =>
  data.staff.update(({ staff, ...rest }) => ({
    ...rest,
    staff: { ...staff, [badge]: { ...staff[badge]!, roles } },
  }))

const isSignedOut = (frame: { type: string; reason?: unknown }) =>
  frame.type === 'closing' && frame.reason === 'signed-out'

test('a session that runs out acts no more and sees no more over a socket that stays open', async () => {
  const driver = new Driver(hall)
  driver.cookie = `nowserving-${data.file.id}=${endingToken}`
  const [acting, watching] = [await driver.watch('board'), await driver.watch('manager')]
  expect(await acting.command('close-service', { service: 'parking' })).toMatchObject({ ok: true })
  expect(await acting.command('open-service', { service: 'parking' })).toMatchObject({ ok: true })
  const now = Date.now
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + endsInMs)
  try {
    await watching.until('the end', isSignedOut)
    expect(await watching.gone()).toMatchObject({ code: 4401 })
    await until('the end of the other', () => acting.closed !== undefined)
  } finally {
    clock.mockRestore()
  }
  expect(hall.keeper.hall.closedServices.has('parking')).toBe(false)
})

test('a role taken away acts no more over a socket that was opened with it, and its view is closed', async () => {
  const driver = await signedIn('2001')
  const [acting, watching] = [await driver.watch('board'), await driver.watch('manager')]
  expect(await acting.command('close-service', { service: 'parking' })).toMatchObject({ ok: true })
  await setRoles('2001', ['counter'])
  expect(await acting.command('open-service', { service: 'parking' })).toMatchObject({
    ok: false,
    denied: 'wrong-role',
  })
  await watching.until('the end', isSignedOut)
  expect(await watching.gone()).toMatchObject({ code: 4401 })
  await setRoles('2001', ['counter', 'manager'])
  expect(await acting.command('open-service', { service: 'parking' })).toMatchObject({ ok: true })
  await acting.close()
})

test('a person who is struck from the staff is nobody from the next message on', async () => {
  const driver = await signedIn('1003')
  const page = await driver.watch('board')
  const { staff, ...rest } = data.staff.data
  await data.staff.update(() => ({
    ...rest,
    staff: Object.fromEntries(Object.entries(staff).filter(([id]) => id !== '1003')),
  }))
  page.send({ type: 'command', id: newKey(), command: 'open-counter', body: { counter: '1' } })
  await page.until('the end', isSignedOut)
  expect(page.frames.some(({ type }) => type === 'answer')).toBe(false)
  expect((await driver.get('/api/session')).status).toBe(401)
  await data.staff.update(() => ({ ...rest, staff }))
})

test('a page that signed out and ignores the close is heard no more, and its connection is cut off', async () => {
  const driver = await signedIn('1002')
  const page = await StubbornPage.dial(`${hall.url}/live?view=counter&counter=2`, driver.cookie)
  const give = (command: string, key = newKey()) => {
    page.send({ type: 'command', id: key, command, body: { counter: '2' } })
    return key
  }
  const before = give('open-counter')
  await until('the answer', () => page.hasHeard(before))
  expect((await driver.ask('DELETE', '/api/session')).status).toBe(204)
  const after = Array.from({ length: 50 }, (_, n) => give(n % 2 === 0 ? 'close-counter' : 'open-counter'))
  await until('the reason and the close', () => page.hasHeard('signed-out') && page.hasHeardClose)
  after.push(give('close-counter'))
  await until('the end of the connection', () => page.endedAt)
  expect(after.filter((key) => page.hasHeard(key) || hall.keeper.answers.get(key))).toEqual([])
  expect(hall.keeper.hall.counters.get('2')).toMatchObject({ state: 'open', badge: '1002' })
  page.destroy()
})

test('a page that is closed for what it sent, and ignores the close, is heard no more either', async () => {
  const page = await StubbornPage.dial(`${hall.url}/live?view=kiosk&device=kiosk-1`)
  const issue = (key = newKey()) => {
    page.send({ type: 'command', id: key, command: 'issue-ticket', body: { service: 'fees' } })
    return key
  }
  const before = issue()
  await until('the answer', () => page.hasHeard(before))
  page.send({}, 'binary')
  const after = Array.from({ length: 50 }, () => issue())
  await until('the close', () => page.hasHeardClose)
  after.push(issue())
  await until('the end of the connection', () => page.endedAt)
  expect(after.filter((key) => hall.keeper.answers.get(key))).toEqual([])
})
