import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type HallProcess, RunningHall } from '../../fakes/running-hall.ts'
import { closePages, openBrowser } from '../browser/browser.ts'

/** Long enough for a machine that runs other tests beside; what is waited for usually comes at once (ms). */
const patience = 45_000

/** A real hall with browsers of people before it: each its own context, as on machines of their own. */
export function hallWithPages(options: HallProcess = {}) {
  const hall = new RunningHall(options)
  const errors: string[] = []
  let browser: Browser
  const isSecure = () => options.flags?.includes('--tls-cert') === true
  const url = () => (isSecure() ? hall.url.replace('http:', 'https:') : hall.url)
  beforeAll(async () => {
    await hall.start()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await closePages(browser)
    await hall.close()
  })
  return {
    hall,
    /** Its address, over TLS where its flags name a certificate. */
    url,
    /** Errors of all pages. */
    errors,
    context: (width = 1366, height = 768): Promise<BrowserContext> =>
      browser.newContext({ viewport: { width, height }, locale: 'en', ignoreHTTPSErrors: isSecure() }),
    async open(context: BrowserContext, path: string): Promise<Page> {
      const page = await context.newPage()
      page.setDefaultTimeout(patience)
      page.on('pageerror', (error) => errors.push(`${path}: ${error}`))
      await page.goto(`${url()}${path}`)
      return page
    },
  }
}

/** Signs in by keyboard. */
export async function signInAs(page: Page, badge: string, password = 'demo'): Promise<void> {
  await page.locator('[name=badge]').fill(badge)
  await page.locator('[name=password]').fill(password)
  await page.keyboard.press('Enter')
}
