import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import type { DevicesView } from '../../server/protocol/messages.ts'
import { Driver, until } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'
import { HallFromAway, isPairingPage, ownAddress, refusalOf } from './hall-from-away.ts'

/**
 * Screens that come by the address of the network, not by loopback, and so may do nothing before they are paired. The hall
 * is no demo.
 */

let away: HallFromAway
let hall: RunningHall
let administrator: Driver

beforeAll(async () => {
  if (ownAddress === undefined) return
  const directory = await furnishedDirectory((file) => ({
    ...file,
    devices: [
      ...file.devices.map(({ printer: _, ...device }) => device),
      ...['kiosk-2', 'kiosk-3', 'kiosk-4'].map((id) => ({ id, kind: 'kiosk' as const, name: id })),
      { id: 'board-2', kind: 'board' as const, name: 'board-2' },
      { id: 'window-3', kind: 'window' as const, name: 'Over 3', counter: '3' },
    ],
  }))
  hall = await startHall({ verb: 'serve', directory, flags: ['--host', '0.0.0.0', '--plain-http'] })
  away = new HallFromAway(hall)
  administrator = away.administrator
  await administrator.signIn('9001')
})
afterAll(() => hall?.close())

describe.skipIf(ownAddress === undefined)('a screen on another machine', () => {
  test('may do nothing as a kiosk before it is paired; boards and window screens are shown to everybody', async () => {
    const guest = new Driver(away, 'kiosk-1')
    expect((await guest.command('issue-ticket', { service: 'fees' })).status).toBe(401)
    const view = await guest.get('/api/views/kiosk?device=kiosk-1')
    expect([view.status, view.body.problem]).toEqual([401, expect.stringContaining('not paired')])
    expect(await isPairingPage(guest, '/kiosk?device=kiosk-1')).toBe(true)
    for (const path of ['/board', '/window/1']) expect(await isPairingPage(guest, path)).toBe(false)
    const board = await guest.watch('board', { device: 'board-1' })
    board.send({ type: 'watch', id: 'k', view: 'kiosk', params: { device: 'kiosk-1' } })
    expect(await board.until('the end', ({ type }) => type === 'ended')).toMatchObject({ why: 'not-paired' })
    await board.close()
    expect(await isPairingPage(new Driver(hall), '/kiosk')).toBe(false)
  })

  test('is paired by its code, typed by an administrator, and is a kiosk then: that one, and no more than a kiosk', async () => {
    const screen = await away.asking({ kind: 'kiosk', device: 'kiosk-2' })
    expect(screen.view).toMatchObject({
      stage: 'waiting',
      code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/u),
    })
    const typed = screen.view.code!.toLowerCase().replace('-', ' ')
    const { status, body } = await away.approve(typed, 'kiosk-2')
    expect([status, body.result]).toEqual([200, { device: 'kiosk-2' }])
    await away.fetched(screen)
    const { driver, page } = screen
    const again = await driver.ask('POST', '/api/device', { body: { claim: page.view.claim } })
    expect([again.status, again.headers['set-cookie']]).toEqual([404, undefined])
    await page.close()
    const { label } = await driver.issue('fees')
    expect((await driver.view('kiosk', { device: 'kiosk-2' })).view).toMatchObject({ last: { label } })
    const at = (device: string) => `/api/commands/issue-ticket?device=${device}`
    const headers = { 'idempotency-key': 'a-key-of-this-test' }
    const other = await driver.ask('POST', at('kiosk-1'), { headers, body: { service: 'fees' } })
    expect([other.status, other.body.denied]).toEqual([403, 'wrong-role'])
    expect((await driver.get('/api/views/kiosk?device=kiosk-1')).status).toBe(403)
    for (const type of ['call-next', 'close-day', 'change-settings', 'approve-device', 'revoke-device'])
      expect([type, (await driver.command(type, {})).status]).toEqual([type, 403])
    const socket = await driver.watch('kiosk', { device: 'kiosk-2' })
    expect(await socket.command('issue-ticket', { service: 'fees' })).toMatchObject({ ok: true })
    expect(await socket.command('call-next', { counter: '1' })).toMatchObject({ denied: 'wrong-role' })
    await socket.close()
    expect(hall.given().at(-1)).toMatchObject({ actor: 'device', device: 'kiosk-2', command: 'issue-ticket' })
  })

  test('is led to the page of its device by an address without a name, and its cookie is renewed', async () => {
    const kiosk = await away.paired('kiosk-3', { kind: 'kiosk' })
    for (const [path, to] of [
      ['/pair', '/kiosk?device=kiosk-3'],
      ['/kiosk', '/kiosk?device=kiosk-3'],
      ['/kiosk?device=kiosk-1&diagonal=32', '/kiosk?device=kiosk-3&diagonal=32'],
    ] as const) {
      const { status, headers } = await kiosk.get(path)
      expect([path, status, headers.location]).toEqual([path, 302, to])
      expect(headers['set-cookie']?.[0]).toContain('Max-Age=34560000')
    }
    expect(await isPairingPage(kiosk, '/kiosk?device=kiosk-3')).toBe(false)
    const window = await away.paired('window-3')
    expect((await window.get('/pair')).headers.location).toBe('/window/3')
    expect((await window.get('/window')).headers.location).toBe('/window/3')
    const board = await away.paired('board-2', { kind: 'board' })
    expect((await board.get('/board')).headers.location).toBe('/board?device=board-2')
    // A board issues no ticket, whatever it calls itself, and is asked to be paired where a kiosk is wanted.
    for (const query of ['', '?device=board-2', '?device=kiosk-2', '?device=kiosk-1']) {
      const headers = { 'idempotency-key': 'another-key-of-this' }
      const path = `/api/commands/issue-ticket${query}`
      const { status } = await board.ask('POST', path, { headers, body: { service: 'fees' } })
      expect([query, status]).toEqual([query, 403])
    }
    expect(await isPairingPage(board, '/kiosk')).toBe(true)
  })

  test('is refused with a reason: wrong kind, no such device, one that is paired already until it is replaced', async () => {
    const screen = await away.asking({ kind: 'kiosk' })
    const { code } = screen.view
    expect(await refusalOf(away.approve(code, 'board-1'))).toEqual([409, 'wrong-kind-of-device'])
    expect(await refusalOf(away.approve(code, 'kiosk-9'))).toEqual([409, 'no-such-device'])
    expect(await refusalOf(away.approve(code, 'kiosk-2'))).toEqual([409, 'device-is-paired'])
    const former = await away.paired('kiosk-4', { kind: 'kiosk' })
    const open = await former.watch('kiosk', { device: 'kiosk-4' })
    expect((await away.approve(code, 'kiosk-4', { replace: true })).status).toBe(200)
    expect((await open.until('the reason', ({ type }) => type === 'closing')).reason).toBe('device-removed')
    expect((await open.gone()).code).toBe(4401)
    await away.fetched(screen)
    expect((await former.command('issue-ticket', { service: 'fees' })).status).toBe(401)
    await screen.driver.issue('fees')
    await screen.page.close()
  })

  test('used, refused, unknown and left codes are answered alike; the screen is told which', async () => {
    const [used, refused, left] = await Promise.all([away.asking(), away.asking(), away.asking()])
    expect((await away.approve(used.view.code, 'board-1')).status).toBe(200)
    const devices = await administrator.watch('devices')
    const waiting = () => (devices.view as unknown as DevicesView).waiting
    const at = Object.keys(waiting()).length
    expect(at).toBeGreaterThanOrEqual(2)
    const codes = [used.view.code!, 'BCDF-GHJK', 'zz', left.view.code!]
    await left.page.close()
    await devices.see('one less', () => Object.keys(waiting()).length === at - 1)
    const [screen] = Object.keys(waiting())
    await administrator.done('refuse-device', { screen: screen! })
    await refused.page.see('the refusal', ({ stage }) => stage === 'refused')
    const answers = [...codes, refused.view.code!].map((code) =>
      away.approve(code, 'board-1', { replace: true }),
    )
    const bodies = (await Promise.all(answers)).map(({ status, text }) => `${status} ${text}`)
    expect(new Set(bodies)).toEqual(new Set(['409 {"refusal":{"reason":"no-such-code"}}']))
    expect(await refusalOf(administrator.command('refuse-device', { screen: '999999' }))).toEqual([
      409,
      'no-such-code',
    ])
    await devices.close()
    await used.page.close()
    await refused.page.close()
  })

  test('that was removed learns it at once, wherever it comes from, and the log says which', async () => {
    const kiosk = await away.paired('kiosk-1', { kind: 'kiosk' })
    const page = await kiosk.watch('kiosk', { device: 'kiosk-1' })
    const given = hall.given().length
    await administrator.done('revoke-device', { device: 'kiosk-1' })
    expect((await page.until('the reason', ({ type }) => type === 'closing')).reason).toBe('device-removed')
    expect((await page.gone()).code).toBe(4401)
    expect(hall.given().slice(given)).toMatchObject([
      {
        actor: 'staff:9001',
        command: 'change-device',
        events: [{ type: 'device-changed', device: 'kiosk-1', change: 'revoked' }],
      },
    ])
    const local = new Driver(hall, 'kiosk-1')
    local.cookie = kiosk.cookie
    for (const driver of [kiosk, local]) {
      expect((await driver.command('issue-ticket', { service: 'fees' })).status).toBe(401)
      expect((await driver.get('/api/views/kiosk?device=kiosk-1')).status).toBe(401)
      for (const path of ['/kiosk', '/board', '/window/1'])
        expect([path, await isPairingPage(driver, path)]).toEqual([path, true])
    }
    const { page: waiting, view } = await away.asking({ kind: 'kiosk' }, kiosk)
    expect(view).toMatchObject({ stage: 'waiting', removed: 'kiosk-1' })
    await waiting.close()
    const line = await until('the line', () =>
      hall.stderr
        .split('\n')
        .find((one) => one.includes('"removed-device"') && one.includes('"devices":["kiosk-1"]')),
    )
    expect(JSON.parse(line)).toMatchObject({ refused: 'removed-device', count: 1 })
    expect(await refusalOf(administrator.command('revoke-device', { device: 'kiosk-1' }))).toEqual([
      409,
      'device-is-not-paired',
    ])
    expect(await refusalOf(administrator.command('revoke-device', { device: 'nothing' }))).toEqual([
      409,
      'device-is-not-paired',
    ])
  })

  test('that leaves the settings loses its pairing, so that a later device of its name inherits nothing', async () => {
    const kiosk = await away.paired('kiosk-3', { kind: 'kiosk' }, { replace: true })
    const settings = async () => (await administrator.get('/api/settings')).body as unknown as Settings
    type Settings = { version: number; settings: { devices: { id: string }[] } }
    const change = async (devices: (now: { id: string }[]) => { id: string }[]) => {
      const { version, settings: now } = await settings()
      await administrator.done('change-settings', { base: version, patch: { devices: devices(now.devices) } })
    }
    await change((now) => now.filter(({ id }) => id !== 'kiosk-3'))
    await change((now) => [...now, { id: 'kiosk-3', kind: 'kiosk', name: 'another' } as { id: string }])
    await until('the end', async () => {
      const { status } = await kiosk.command('issue-ticket', { service: 'fees' })
      return status === 401
    })
  })

  test('is in the administrator’s list, live: who waits, who is connected, who was removed', async () => {
    const devices = await administrator.watch('devices')
    const list = () => (devices.view as unknown as DevicesView).devices
    expect(list()['kiosk-2']).toMatchObject({ pairing: 'paired', isConnected: false, kind: 'kiosk' })
    expect(list()['kiosk-1']).toMatchObject({ pairing: 'revoked', revokedAt: expect.any(Number) })
    expect(list()['window-3']).toMatchObject({ counter: '3', name: 'Over 3', pairing: 'paired' })
    const screen = await away.asking({ kind: 'board', device: 'board-9' })
    await devices.see('it waits', () =>
      Object.values((devices.view as unknown as DevicesView).waiting).some(
        ({ kind, device }) => kind === 'board' && device === 'board-9',
      ),
    )
    expect(devices.texts.join('')).not.toContain(screen.view.code)
    await away.approve(screen.view.code, 'board-2', { replace: true })
    await away.fetched(screen)
    const board = await screen.driver.watch('board', { device: 'board-2' })
    board.send({ type: 'report', sound: 'blocked', width: 1920, height: 1080 })
    const isSeen = () => list()['board-2']?.isConnected && list()['board-2']?.width === 1920
    await devices.see('it is connected', () => isSeen() === true)
    expect(list()['board-2']).toMatchObject({ sound: 'blocked', pairing: 'paired' })
    await board.close()
    await devices.see('it is silent', () => list()['board-2']?.isConnected === false)
    expect(list()['board-2']?.seenAt).toBeGreaterThan(Date.now() - 60_000)
    const clerk = new Driver(hall)
    await clerk.signIn('2001')
    expect(await clerk.dial({ view: 'devices' }).denied()).toMatchObject({ status: 403 })
    await devices.close()
    await screen.page.close()
  })

  test('who guesses codes is stopped after some, whatever the codes are, and is counted', async () => {
    const second = new Driver(hall)
    await administrator.done('add-staff', { badge: '9002', name: 'second', roles: ['administrator'] })
    const { password } = await administrator.done('reset-password', { badge: '9002' })
    await second.signIn('9002', password, 'correct horse battery')
    const right = await away.asking({ kind: 'kiosk' })
    const tries = Array.from({ length: limits.wrongCodes + 1 }, (_, n) => n)
    const statuses: number[] = []
    for (const n of tries) {
      const code = n === limits.wrongCodes ? right.view.code : 'BCDF-GHJK'
      statuses.push((await second.command('approve-device', { code, device: 'kiosk-3' })).status)
    }
    expect(statuses).toEqual([...Array(limits.wrongCodes).fill(409), 429])
    expect((await away.approve(right.view.code, 'kiosk-3')).status).toBe(200)
    expect((await administrator.get('/metrics')).text).toMatch(/refused_total\{kind="pairing-code"\} \d\d/u)
    await right.page.close()
  })

  test('stays paired over a restart; no secret and no code stands in a file or in the log', async () => {
    const kiosk = await away.paired('kiosk-4', { kind: 'kiosk' }, { replace: true })
    await hall.stop()
    await hall.start()
    await kiosk.issue('fees')
    const files = readdirSync(hall.directory, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
    const texts = files.map((one) => readFileSync(join(one.parentPath, one.name), 'latin1'))
    expect(away.secrets.length).toBeGreaterThan(5)
    for (const secret of away.secrets) {
      const [, random = ''] = secret.split('.')
      expect(random).toHaveLength(43)
      expect([...texts, hall.stderr, hall.stdout].some((text) => text.includes(random))).toBe(false)
    }
  })
})
