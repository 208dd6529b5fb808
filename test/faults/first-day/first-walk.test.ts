import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '../../../counter/limits.ts'
import { rateLimits } from '../../../kiosk/rate/limits.ts'
import { temporaryDirectory } from '../../fakes/running-hall.ts'
import { lacksLeave } from '../../fakes/tools.ts'
import { axeFaultsHere } from '../../pages/browser/axe-run.ts'
import { describePages, launchBrowser, picture } from '../../pages/browser/browser.ts'
import { clippedParts } from '../../pages/browser/checks.ts'
import { countTones, tonesOf } from '../../pages/tones.ts'
import { type DevicePlace, HallNetwork, networkProbe } from '../hall-network.ts'

/**
 * From an empty directory to the first number that is called and the first visit that is rated, by pages alone: six people
 * and five devices, each device in a network namespace of its own. Keys and clicks are counted.
 */

const reason = lacksLeave('devices on networks of their own', ['ip', 'iptables'], networkProbe)
/** Long enough for a machine that runs other tests beside; what is waited for usually comes at once (ms). */
const patience = 45_000

/** Keys pressed and clicks so far. */
let pressed = 0
const click = async (page: Page, selector: string): Promise<void> => {
  pressed += 1
  await page.locator(selector).first().click()
}
const keys = async (page: Page, text: string, ...more: string[]): Promise<void> => {
  pressed += text.length + more.length
  await page.keyboard.type(text)
  for (const key of more) await page.keyboard.press(key)
}
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  pressed += 2
  await page.getByRole('dialog').getByLabel(label).selectOption(option)
}
const own = (badge: string) => `blue heron ${badge}`

/** The person at the counter's machine, and five others: badge, roles beside the counter or instead of it, their page. */
const clerk = { badge: '1001', roles: [], path: '/counter?counter=1' }
const people = [
  clerk,
  { badge: '1002', roles: [], path: '/counter?counter=1' },
  { badge: '1003', roles: [], path: '/counter?counter=1' },
  { badge: '2001', roles: ['Hall manager'], path: '/manager?' },
  { badge: '3001', roles: ['Counter staff', 'Auditor'], path: '/manager?' },
  { badge: '9002', roles: ['Counter staff', 'Administrator'], path: '/setup?' },
] as const

describePages('from an empty directory', () => {
  let network: HallNetwork
  const devices: DevicePlace[] = []
  const browsers: Browser[] = []
  const errors: string[] = []
  beforeAll(async () => {
    if (reason) return
    network = new HallNetwork(21, {
      ...{ verb: 'serve', directory: temporaryDirectory(), flags: ['--plain-http'] },
      node: ['--import', join(import.meta.dirname, 'monday-morning.mjs')],
    })
    for (const _ of ['kiosk', 'board', 'counter', 'rating', 'speaker']) devices.push(network.addDevice())
    await network.hall.start()
    browsers.push(await launchBrowser())
  })
  afterAll(async () => {
    for (const browser of browsers) await browser.close()
    await network?.close()
  })

  async function open(browser: Browser, url: string, width = 1366, height = 768): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'en' })
    const page = await context.newPage()
    page.setDefaultTimeout(patience)
    page.on('pageerror', (error) => errors.push(`${url}: ${error}`))
    await page.addInitScript(countTones)
    await page.goto(url)
    return page
  }

  /** A page of a device that has a network of its own. */
  async function openOnDevice(path: string, width: number, height: number): Promise<Page> {
    const { within, url } = devices.pop()!
    const browser = await launchBrowser(true, within)
    browsers.push(browser)
    return open(browser, url() + path, width, height)
  }

  /** The first administrator signs in with the code of the terminal, as the pages say. */
  async function firstAdministrator(office: Browser): Promise<Page> {
    const [, badge = '', code = ''] =
      /badge (\S+) and the one-time code (\S+)\n/u.exec(network.hall.stderr) ?? []
    const page = await open(office, `${network.url}/?language=en`)
    await page.getByText('This hall has no administrator yet.').waitFor()
    await picture(page, 'first-walk/start.en')
    await click(page, 'a[href="/setup"]')
    await page.getByText(/stand in the terminal|显示在启动大厅的终端/u).waitFor()
    await picture(page, 'first-walk/sign-in')
    expect([...(await clippedParts(page)), ...(await axeFaultsHere(page))]).toEqual([])
    await page.locator('[name=password]:focus').waitFor()
    await keys(page, code, 'Enter')
    await chooseOwn(page, badge)
    await page.locator('.first').waitFor()
    await page.goto(`${network.url}/setup?lang=en#people`)
    await page.getByText('You are the first.').waitFor()
    await picture(page, 'first-walk/people.en')
    return page
  }

  async function chooseOwn(page: Page, badge: string): Promise<void> {
    await page.locator('[name=new-password]:focus').waitFor()
    await keys(page, own(badge), 'Enter')
  }

  /** Adds all people; the passwords for one sign-in by badge. */
  async function hire(page: Page): Promise<Map<string, string>> {
    const given = new Map<string, string>()
    for (const { badge, roles } of people) {
      await click(page, '#add-person')
      await page.locator('#person-name:focus').waitFor()
      await keys(page, '', 'Shift+Tab')
      await keys(page, badge, 'Tab')
      await keys(page, `Clerk ${badge}`)
      for (const role of roles) await click(page, `.choice-box:has-text("${role}")`)
      await keys(page, '', 'Enter')
      given.set(badge, (await page.locator('.person-password').textContent()) ?? '')
      await keys(page, '', 'Enter')
      await page.locator('.person-password').waitFor({ state: 'detached' })
    }
    await expect.poll(() => page.locator('.person').count()).toBe(people.length + 1)
    return given
  }

  async function firstSignIn(page: Page, badge: string, given: string): Promise<void> {
    await page.locator('[name=badge]:focus').waitFor()
    await keys(page, badge, 'Tab')
    await keys(page, given, 'Enter')
    await chooseOwn(page, badge)
    await page.locator('.frame').waitFor()
  }

  /** The administrator types the code that the screen shows, and what a device that is new is called. */
  async function pair(
    administrator: Page,
    screen: Page,
    device: string,
    made: { name?: string; counter?: string } = {},
  ): Promise<void> {
    await expect.poll(() => screen.locator('.pairing-code').textContent()).toMatch(/^\w{4}-\w{4}$/u)
    const code = (await screen.locator('.pairing-code').textContent()) ?? ''
    await click(administrator, '#approve-device')
    const dialog = administrator.getByRole('dialog')
    await dialog.getByLabel('Code').focus()
    await keys(administrator, code.replace('-', '').toLowerCase())
    await choose(administrator, 'It is', device)
    if (made.name !== undefined) {
      await click(administrator, 'dialog .field:has-text("Name") input')
      await keys(administrator, made.name)
    }
    if (made.counter !== undefined) {
      pressed += 2
      await dialog.getByRole('combobox').last().selectOption(made.counter)
    }
    await keys(administrator, '', 'Enter')
    await dialog.waitFor({ state: 'detached' })
  }

  /** Presses the one key by Space when it says what is wanted, as a clerk does who has read it. */
  async function press(counter: Page, primary: string): Promise<void> {
    await counter.locator(`.primary-${primary}[aria-disabled="false"][aria-busy="false"]`).waitFor()
    await counter.waitForTimeout(limits.doubleTapMs + 100)
    await keys(counter, '', 'Space')
    await counter.locator(`.primary-${primary}`).waitFor({ state: 'detached' })
  }

  it.skipIf(reason)(
    'six people sign in and five devices work, by pages alone; the first number is called, heard and rated',
    async () => {
      const [office] = browsers as [Browser]
      const administrator = await firstAdministrator(office)
      const given = await hire(administrator)
      process.stdout.write(`six people hired with ${pressed} keys and clicks, the first sign-in among them\n`)
      await picture(administrator, 'first-walk/six.en')
      const counter = await openOnDevice(`${clerk.path}&lang=en`, 1366, 768)
      for (const { badge, path } of people) {
        const isClerk = badge === clerk.badge
        const page = isClerk ? counter : await open(office, `${network.url}${path}&lang=en`)
        await firstSignIn(page, badge, given.get(badge) ?? '')
        if (!isClerk) await page.context().close()
      }
      await expect.poll(() => administrator.getByText('Has to choose a password').count()).toBe(0)

      const kiosk = await openOnDevice('/kiosk', 1080, 1920)
      const board = await openOnDevice('/pair', 1920, 1080)
      await click(administrator, 'a[href="#devices"]')
      await pair(administrator, kiosk, 'kiosk-1')
      await pair(administrator, board, 'board-1')
      const speaker = await openOnDevice('/speaker', 1024, 600)
      await pair(administrator, speaker, 'new speaker', { name: 'Stairs' })
      const rating = await openOnDevice('/rate/1', 1280, 800)
      await pair(administrator, rating, 'new rating', { name: 'At 1', counter: '1' })
      await expect
        .poll(() => administrator.locator('.entry-state').allTextContents())
        .toEqual(Array.from({ length: 4 }, () => 'Connected'))
      await picture(administrator, 'first-walk/devices.en')
      process.stdout.write(`six people signed in and five devices working with ${pressed} keys and clicks\n`)

      await press(counter, 'open')
      await click(kiosk, '.tile')
      const label = 'A001'
      await kiosk.locator('.ticket h1', { hasText: label }).waitFor()
      await press(counter, 'call-next')
      await board.locator('.panel', { hasText: label }).waitFor()
      await picture(board, 'first-walk/board')
      await speaker.locator('[data-sound="on"] .speaker-call', { hasText: label }).waitFor()
      await picture(speaker, 'first-walk/speaker')
      expect(await tonesOf(speaker)).toBeGreaterThan(0)
      process.stdout.write(`from an empty directory to the first number called: ${pressed} keys and clicks\n`)

      await press(counter, 'start')
      await press(counter, 'finish')
      await rating.locator('[data-at=question]').waitFor()
      await rating.waitForTimeout(rateLimits.debounceMs + 100)
      await click(rating, '[data-score="5"]')
      await rating.locator('[data-at=thanks]').waitFor()
      await picture(rating, 'first-walk/rated')
      process.stdout.write(`from an empty directory to the first visit rated: ${pressed} keys and clicks\n`)
      const start = await open(office, `${network.url}/?language=en`)
      await start.locator('a[href="/setup"]').waitFor()
      expect(await start.getByText('This hall has no administrator yet.').count()).toBe(0)
      expect(errors).toEqual([])
    },
  )
})
