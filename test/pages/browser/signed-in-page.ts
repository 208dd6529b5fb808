import type { Browser, Page } from 'playwright-core'

/** Long enough for a machine that runs other tests beside (ms). */
const patience = 30_000

interface How {
  width: number
  height: number
  language: string
  badge: string
  /** Gets the errors of the page. */
  errors: string[]
}

/** A page of staff on a real server, signed in with the password of the demo; narrow ones are touched. */
export async function signedInPage(browser: Browser, address: string, how: How): Promise<Page> {
  const { width, height, language, badge, errors } = how
  const viewport = { width, height }
  const hasTouch = width < 1366
  const context = await browser.newContext({ viewport, screen: viewport, locale: language, hasTouch })
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  page.on('pageerror', (error) => errors.push(`${address}, ${width}: ${error}`))
  await page.goto(address)
  await page.fill('input[name=badge]', badge)
  await page.fill('input[name=password]', 'demo')
  await page.click('.sign-in-go')
  return page
}
