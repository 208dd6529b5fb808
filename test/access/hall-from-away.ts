import { networkInterfaces } from 'node:os'
import { expect } from 'vitest'
import type { PairingView } from '../../server/protocol/messages.ts'
import { Driver, type Watch } from '../fakes/driver.ts'
import type { RunningHall } from '../fakes/running-hall.ts'

/** The address by which this machine reaches itself as others do, not by loopback; undefined where there is none. */
export const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address

/** A screen that waits with its code. */
export interface AskingScreen {
  readonly driver: Driver
  readonly page: Watch<'pairing'>
  readonly view: PairingView
}

/** A hall that listens to the network, as a screen on another machine reaches it, and its administrator. */
export class HallFromAway {
  readonly hall: RunningHall
  readonly administrator: Driver
  /** The secrets of all screens that were paired. */
  readonly secrets: string[] = []

  constructor(hall: RunningHall) {
    this.hall = hall
    this.administrator = new Driver(hall)
  }

  get url(): string {
    return `http://${ownAddress}:${this.hall.port}`
  }

  async asking(parameters: Record<string, string> = {}, driver = new Driver(this)): Promise<AskingScreen> {
    const page = await driver.watch('pairing', parameters)
    return { driver, page, view: page.view as unknown as PairingView }
  }

  approve(code: string | undefined, device: string, more: object = {}) {
    return this.administrator.command('approve-device', { code, device, ...more })
  }

  /** Fetches the secret of an approved screen; its cookie is in its driver then. */
  async fetched({ driver, page }: AskingScreen): Promise<void> {
    await page.see('the approval', ({ stage }) => stage === 'approved')
    const { claim } = page.view
    const reply = await driver.ask('POST', '/api/device', { body: { claim } })
    expect(reply.status).toBe(204)
    const [cookie = ''] = reply.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/; Max-Age=34560000;.* HttpOnly; SameSite=Strict$/u)
    driver.cookie = cookie.split(';')[0]
    this.secrets.push(driver.cookie?.split('=')[1] ?? '')
  }

  async paired(device: string, parameters: Record<string, string> = {}, more = {}): Promise<Driver> {
    const screen = await this.asking(parameters)
    expect((await this.approve(screen.view.code, device, more)).status).toBe(200)
    await this.fetched(screen)
    await screen.page.close()
    return screen.driver
  }
}

/** Whether a screen gets the page on which it waits for its pairing. */
export async function isPairingPage(driver: Driver, path: string): Promise<boolean> {
  const { status, text } = await driver.get(path)
  expect(status).toBe(200)
  return /assets\/pair-/u.test(text)
}

export async function refusalOf(reply: ReturnType<Driver['command']>) {
  const { status, body } = await reply
  return [status, body.refusal?.reason ?? body.denied ?? body.problem]
}
