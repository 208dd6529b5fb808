import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { Driver, type Reply, until } from '../fakes/driver.ts'
import { type HallProcess, type RunningHall, temporaryDirectory } from '../fakes/running-hall.ts'

/** A hall whose clock a test moves on, past the idle limit of sign-ins. */
export const movedClock = (): HallProcess => ({
  node: ['--import', new URL('moved-clock.mjs', import.meta.url).href],
  env: { MOVED_CLOCK: join(temporaryDirectory(), 'clock') },
})

/** Moves the clock of the hall 8 minutes on, half the idle limit and a minute; settles when the hall has it. */
export async function moveOn(hall: RunningHall): Promise<void> {
  const guest = new Driver(hall)
  const nowOf = async () => {
    const page = await guest.watch('board')
    const { now } = (await page.until('a welcome', ({ type }) => type === 'welcome')) as { now?: number }
    await page.close()
    return now ?? 0
  }
  const before = await nowOf()
  process.kill(hall.pid, 'SIGUSR2')
  await until('the moved clock', async () => (await nowOf()) - before > 7 * 60_000)
  guest.close()
}

export async function goIdle(hall: RunningHall): Promise<void> {
  await moveOn(hall)
  await moveOn(hall)
}

/** Moves the clock as far while the hall is stopped, so that pages learn from it only when they are back. */
export async function restartIdle(hall: RunningHall): Promise<void> {
  const file = hall.options.env?.MOVED_CLOCK ?? ''
  await hall.kill9()
  const movedMs = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  writeFileSync(file, String(movedMs + 16 * 60_000))
  await hall.start()
}

export const pin = '739104'

export async function signedIn(hall: RunningHall, badge: string): Promise<Driver> {
  const driver = new Driver(hall)
  expect((await driver.signIn(badge)).status).toBe(204)
  return driver
}

/** Signed in, with a PIN in the browser that the driver is. */
export async function withPin(hall: RunningHall, badge: string, chosen = pin): Promise<Driver> {
  const driver = await signedIn(hall, badge)
  const set = await driver.ask('POST', '/api/session/pin', { body: { password: 'demo', pin: chosen } })
  expect(set.status).toBe(204)
  driver.cookie = [driver.cookie, pinCookieIn(set)].join('; ')
  return driver
}

/** The cookie of a browser in which a PIN was set. */
export const pinCookieIn = ({ headers }: Reply): string | undefined =>
  headers['set-cookie']?.find((line) => /^nowserving-[^=~]+-pin=/u.test(line))?.split(';')[0]

export const post = (driver: Driver, what: string, body?: object) =>
  driver.ask('POST', `/api/session/${what}`, body ? { body } : {})
export const unlock = (driver: Driver, typed = pin) => post(driver, 'unlock', { pin: typed })
/** The badge of who is signed in, otherwise what is locked. */
export const who = async (driver: Driver) => {
  const { status, body } = await driver.get('/api/session')
  return status === 200 ? body.badge : body.locked
}
