import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'
import { closePages, describePages, openBrowser } from './browser/browser.ts'

/** A page of somebody else, in a browser as people have it. */
describePages('a page of another origin', () => {
  let hall: RunningHall
  let browser: Browser
  let elsewhere: Server
  beforeAll(async () => {
    hall = await startHall()
    browser = await openBrowser()
    elsewhere = createServer((_request, response) => response.end('<!doctype html><title>elsewhere</title>'))
    await new Promise<void>((settle) => elsewhere.listen(0, '127.0.0.1', settle))
  })
  afterAll(async () => {
    await closePages(browser)
    await hall?.close()
    elsewhere?.close()
  })

  it('reads nothing of the hall and gives it no command', async () => {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`)
    const asked = (url: string) =>
      page.evaluate(async (hallUrl) => {
        const ask = (path: string, init?: RequestInit) =>
          fetch(hallUrl + path, init).then(
            ({ status }) => `answered ${status}`,
            () => 'not answered',
          )
        const body = '{"service":"fees"}'
        const key = 'a-key-of-somebody-else'
        return {
          read: await ask('/api/start'),
          command: await ask('/api/commands/issue-ticket?device=kiosk-1', {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'idempotency-key': key },
            body,
          }),
          plain: await ask('/api/commands/issue-ticket?device=kiosk-1', { method: 'POST', body }),
          socket: await new Promise((settle) => {
            const socket = new WebSocket(`${hallUrl.replace('http', 'ws')}/live?view=board`)
            socket.onopen = () => settle('opened')
            socket.onerror = () => settle('refused')
          }),
        }
      }, url)
    expect(await asked(hall.url)).toEqual({
      read: 'not answered',
      command: 'not answered',
      plain: 'not answered',
      socket: 'refused',
    })
    expect(hall.given()).toEqual([])
    expect((await new Driver(hall, 'kiosk-1').issue('fees')).label).toBe('B001')
    await page.close()
  })
})
