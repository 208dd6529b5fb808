import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { noSessions, Sessions, type SessionsDocument } from '../../server/access/sessions.ts'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'
import { goIdle, movedClock, moveOn, post, signedIn, unlock, who, withPin } from './locked-hall.ts'

/** Sign-ins that are locked, because nobody acted or by hand, on a hall whose clock moves. */

let hall: RunningHall
let administrator: Driver
beforeAll(async () => {
  hall = await startHall(movedClock())
})
afterAll(() => hall.close())

const isClosing = (reason: string) => (frame: { type: string; reason?: unknown }) =>
  frame.type === 'closing' && frame.reason === reason

describe('a sign-in in which nobody acts for 15 minutes', () => {
  test('is locked: its sockets close with the reason, HTTP says so, and what is served goes on', async () => {
    const clerk = await withPin(hall, '1001')
    await clerk.done('open-counter', { counter: '1' })
    const { label } = await clerk.issue('fees')
    await clerk.done('call-next', { counter: '1' })
    await clerk.done('start-service', { counter: '1' })
    const page = await clerk.watch('counter', { counter: '1' })
    await goIdle(hall)
    await page.until('the reason', isClosing('idle'))
    expect(await page.gone()).toEqual({ code: 4401, reason: 'idle' })
    const refused = await clerk.command('finish', { counter: '1' })
    expect([refused.status, refused.body.denied]).toEqual([401, 'locked'])
    expect((await clerk.get('/api/views/counter?counter=1')).status).toBe(401)
    expect(await who(clerk)).toEqual({ why: 'idle', badge: '1001', pinTries: limits.pinTries })
    const window = await new Driver(hall).view('window', { counter: '1' })
    expect(window.view).toMatchObject({ state: 'serving', label })
    expect((await unlock(clerk)).status).toBe(204)
    const again = await clerk.watch('counter', { counter: '1' })
    expect(again.view).toMatchObject({ active: { label, stage: 'serving' } })
    await again.close()
    await clerk.done('finish', { counter: '1' })
    await clerk.done('close-counter', { counter: '1' })
  })

  test('stays open where a page tells of a key or a button, or a command is given; the rest of a page counts for nothing', async () => {
    const people = await Promise.all(['1002', '1003', '1004'].map((badge) => signedIn(hall, badge)))
    const [left, touching, giving] = await Promise.all(people.map((driver) => driver.watch('board')))
    const board = await new Driver(hall).watch('board', { device: 'board-1' })
    await moveOn(hall)
    touching!.send({ type: 'touched' })
    await giving!.command('issue-ticket', { service: 'fees' })
    // Neither a report nor a look at a view is an act, and a board has nobody who acts.
    board.send({ type: 'touched' })
    left!.send({ type: 'report', visible: true })
    for (const page of [touching, left, board]) {
      const begin = page!.frames.length
      page!.send({ type: 'again' })
      await page!.until('a view', ({ type }) => type === 'welcome', begin)
    }
    await people[0]!.get('/api/session')
    await moveOn(hall)
    await left!.until('the lock', isClosing('idle'))
    expect(await Promise.all(people.map(who))).toEqual([{ why: 'idle', badge: '1002' }, '1003', '1004'])
    for (const page of [touching, giving, board]) {
      expect(page!.closed).toBeUndefined()
      await page!.close()
    }
  })

  test('is not opened by a restart, and the password opens it too, with another cookie', async () => {
    const clerk = await signedIn(hall, '1002')
    await goIdle(hall)
    expect(await who(clerk)).toEqual({ why: 'idle', badge: '1002' })
    await hall.kill9()
    await hall.start()
    expect(await who(clerk)).toEqual({ why: 'idle', badge: '1002' })
    const former = clerk.cookie
    expect((await unlock(clerk)).status).toBe(410)
    expect((await clerk.signIn('1002')).status).toBe(204)
    expect(await who(clerk)).toBe('1002')
    expect(clerk.cookie).not.toBe(former)
    clerk.cookie = former
    expect(await who(clerk)).toBeUndefined()
  })

  test('is locked after the time that the settings say, also one that was open when they changed', async () => {
    const [clerk, keeper] = [await signedIn(hall, '1002'), await signedIn(hall, '9001')]
    const change = async (lockAfterMinutes: number, base: number) => {
      const given = await keeper.command('change-settings', { base, patch: { signIn: { lockAfterMinutes } } })
      expect([lockAfterMinutes, given.status]).toEqual([lockAfterMinutes, given.body.invalid ? 400 : 200])
      return given.body as { result?: { version: number }; invalid?: { path: string }[] }
    }
    const { version } = (await keeper.get('/api/settings')).body as { version: number }
    expect((await change(0, version)).invalid).toMatchObject([{ path: 'patch.signIn.lockAfterMinutes' }])
    expect((await change(721, version)).invalid).toMatchObject([{ path: 'patch.signIn.lockAfterMinutes' }])
    const { result } = await change(5, version)
    await moveOn(hall)
    expect(await who(clerk)).toEqual({ why: 'idle', badge: '1002' })
    expect((await keeper.signIn('9001')).status).toBe(204)
    await change(15, result!.version)
    expect((await clerk.signIn('1002')).status).toBe(204)
    await moveOn(hall)
    expect(await who(clerk)).toBe('1002')
  })
})

/** Usual time without an act. */
const idleMs = 15 * 60_000

describe('by the clock of the hall', () => {
  const documentOf = (stored: SessionsDocument = noSessions) => ({
    data: stored,
    async update(change: (now: SessionsDocument) => SessionsDocument) {
      this.data = change(this.data)
    },
  })

  test('acting moves the limit on; one moment before it a sign-in is open, at it it is locked', async () => {
    let now = 1_000_000
    const sessions = new Sessions(
      documentOf(),
      () => now,
      () => idleMs,
    )
    const session = sessions.find(await sessions.begin('1001', 'password'))!
    now += idleMs - 1
    expect(sessions.isOpen(session)).toBe(true)
    sessions.acted(session.id)
    now += idleMs - 1
    expect(sessions.lockOf(session)).toBeUndefined()
    now += 1
    expect([sessions.lockOf(session), sessions.isOpen(session)]).toEqual(['idle', false])
    // Acting does not unlock, nor does a clock that is set back, nor a restart.
    sessions.acted(session.id)
    now -= idleMs
    expect(sessions.lockOf(session)).toBe('idle')
  })

  test('a clock that was set back gives no more than the usual time; one that jumped ahead locks', async () => {
    let now = 100 * idleMs
    const document = documentOf()
    const sessions = new Sessions(
      document,
      () => now,
      () => idleMs,
    )
    const session = sessions.find(await sessions.begin('1001', 'password'))!
    now -= 4 * idleMs
    expect(sessions.isOpen(session)).toBe(true)
    now += idleMs
    expect(sessions.lockOf(session)).toBe('idle')
    expect(await sessions.unlock(session.id)).toBe(true)
    now += 4 * idleMs
    expect(sessions.lockOf(session)).toBe('idle')
    expect(
      new Sessions(
        document,
        () => now,
        () => idleMs,
      ).lockOf(session),
    ).toBe('idle')
  })
})

describe('the lock key', () => {
  test('locks one sign-in at once, with its sockets; others of the person, and of the browser, stay open', async () => {
    const [here, elsewhere] = [await withPin(hall, '1003'), await signedIn(hall, '1003')]
    const [page, other] = [await here.watch('board'), await elsewhere.watch('board')]
    expect((await post(here, 'lock')).status).toBe(204)
    await page.until('the reason', isClosing('locked'))
    expect(await page.gone()).toEqual({ code: 4401, reason: 'locked' })
    expect(await who(here)).toEqual({ why: 'locked', badge: '1003', pinTries: limits.pinTries })
    expect((await post(here, 'lock')).status).toBe(401)
    expect([await who(elsewhere), other.closed]).toEqual(['1003', undefined])
    // Acting elsewhere opens nothing here.
    await elsewhere.issue('fees')
    expect(await who(here)).toMatchObject({ why: 'locked' })
    expect((await unlock(here)).status).toBe(204)
    expect(await who(here)).toBe('1003')
    await other.close()
  })
})

describe('no locked sign-in survives', () => {
  const ends = {
    'a counter that its person takes over elsewhere': async (badge: string) => {
      const other = await signedIn(hall, badge)
      await other.done('open-counter', { counter: '3', takeOver: true })
      await other.done('close-counter', { counter: '3' })
    },
    'the end of the account': async (badge: string) => {
      await administrator.done('disable-staff', { badge })
      await administrator.done('enable-staff', { badge })
    },
    'other roles': (badge: string) =>
      administrator.done('change-staff', { badge, roles: ['counter', 'reception'] }),
    'another password of the person': async (badge: string) => {
      const other = new Driver(hall)
      expect((await other.signIn(badge, 'demo', 'correct horse battery')).status).toBe(204)
    },
    'a reset of the password': (badge: string) => administrator.done('reset-password', { badge }),
  }
  test.each(Object.entries(ends))('%s', async (what, end) => {
    const badge = ['1001', '1002', '1003', '1004', '2001'][Object.keys(ends).indexOf(what)]!
    administrator = await signedIn(hall, '9001')
    const [locked, idle] = [await withPin(hall, badge), await signedIn(hall, badge)]
    const pages = [await locked.watch('counter', { counter: '4' }), await idle.watch('board')]
    await post(locked, 'lock')
    await goIdle(hall)
    for (const page of pages) await page.gone()
    expect([await who(locked), await who(idle)]).toMatchObject([{ why: 'locked' }, { why: 'idle' }])
    administrator = await signedIn(hall, '9001')
    await end(badge)
    for (const driver of [locked, idle]) {
      expect([what, await who(driver), (await unlock(driver)).status]).toEqual([what, undefined, 410])
      const page = driver.dial({ view: 'counter', counter: '4' })
      expect((await page.denied()).status).toBe(401)
    }
    if (what.includes('another password')) return
    if (what.includes('account') || what.includes('reset'))
      expect(
        JSON.parse(readFileSync(join(hall.directory, 'staff.json'), 'utf8')).staff[badge],
      ).not.toHaveProperty('pins')
  })
})
