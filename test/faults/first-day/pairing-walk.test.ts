import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { furnishedDirectory } from '../../fakes/running-hall.ts'
import { lacksLeave } from '../../fakes/tools.ts'
import { axeFaultsHere } from '../../pages/browser/axe-run.ts'
import { describePages, launchBrowser, picture } from '../../pages/browser/browser.ts'
import { clippedParts, smallTargets } from '../../pages/browser/checks.ts'
import { signInAs } from '../../pages/counter/setup-page.ts'
import { HallNetwork, networkProbe } from '../hall-network.ts'

/**
 * Screens on a network of their own are paired with a hall in a network namespace, by its pages alone: a kiosk, a board and
 * a window screen that the administrator makes, one after the other, and one of them is removed.
 */

const reason = lacksLeave('a network between hall and screens', ['ip', 'iptables'], networkProbe)
const patience = 45_000

describePages('screens on another network', () => {
  let network: HallNetwork
  let browser: Browser
  const errors: string[] = []
  beforeAll(async () => {
    if (reason) return
    const directory = await furnishedDirectory((file) => ({
      ...file,
      devices: file.devices.map(({ printer: _, ...device }) => device),
    }))
    network = new HallNetwork(20, { verb: 'serve', directory, flags: ['--plain-http'] })
    await network.hall.start()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await network?.close()
  })

  async function open(url: string, width: number, height: number): Promise<[Page, BrowserContext]> {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'en' })
    const page = await context.newPage()
    page.setDefaultTimeout(patience)
    page.on('pageerror', (error) => errors.push(`${url}: ${error}`))
    await page.goto(url)
    return [page, context]
  }

  const codeOn = async (screen: Page): Promise<string> => {
    await expect.poll(() => screen.locator('.pairing-code').textContent()).toMatch(/^\w{4}-\w{4}$/u)
    return (await screen.locator('.pairing-code').textContent()) ?? ''
  }

  /** Presses the keys of an administrator who stands before no screen but the own one. */
  async function approve(administrator: Page, code: string, choice: string, name?: string, counter?: string) {
    await administrator.locator('#approve-device').click()
    const dialog = administrator.getByRole('dialog')
    await dialog.getByLabel('Code').fill(code.toLowerCase())
    await dialog.getByLabel('It is').selectOption(choice)
    if (name !== undefined) await dialog.getByLabel('Name').fill(name)
    if (counter !== undefined) await dialog.getByRole('combobox').nth(1).selectOption(counter)
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  test.skipIf(reason)('pair by pages alone, work, and say so when they are removed', async () => {
    const [administrator] = await open(`${network.url}/setup?lang=en#devices`, 1366, 900)
    await signInAs(administrator, '9001')
    await administrator.locator('.device').first().waitFor()
    const row = (id: string) =>
      administrator.locator('.device', { has: administrator.locator('.entry-id', { hasText: id }) })
    const stateOf = (id: string) => row(id).locator('.entry-state').textContent()
    expect(await stateOf('kiosk-1')).toBe('Not paired')

    const [kiosk] = await open(`${network.screensUrl}/kiosk`, 1080, 1920)
    const code = await codeOn(kiosk)
    expect(await kiosk.locator('.pairing-address').textContent()).toBe(
      `${network.screensUrl.replace('http://', '')}/setup`,
    )
    await picture(kiosk, 'pairing/real-kiosk')
    await administrator.getByText('A screen is waiting to be paired').waitFor()
    await picture(administrator, 'setup/devices-waiting')
    await administrator.locator('#approve-device').click()
    const dialog = administrator.getByRole('dialog')
    await dialog.getByLabel('Code').fill('BCDF')
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await dialog.getByText('eight letters').waitFor()
    await dialog.getByLabel('Code').fill('BCDF-GHJK')
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await dialog.getByText('This code is not valid').waitFor()
    await dialog.getByLabel('Code').fill(code)
    await dialog.getByLabel('It is').selectOption('board-1')
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await dialog.getByText('of another kind').waitFor()
    await picture(administrator, 'setup/devices-approve')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await approve(administrator, code, 'kiosk-1')
    await kiosk.locator('.tile').first().waitFor()
    expect(new URL(kiosk.url()).search).toBe('?device=kiosk-1')
    await expect.poll(() => stateOf('kiosk-1')).toBe('Connected')
    await kiosk.locator('.tile').first().click()
    await expect.poll(() => kiosk.locator('body').textContent()).toMatch(/A001/u)

    const [board] = await open(`${network.screensUrl}/pair`, 1920, 1080)
    await approve(administrator, await codeOn(board), 'new board', 'Left hall')
    await board.locator('.board').waitFor()
    expect(new URL(board.url()).search).toBe('?device=board-2')
    await expect.poll(() => row('board-2').textContent()).toContain('Left hall')

    const [window] = await open(`${network.screensUrl}/pair`, 1280, 720)
    await approve(administrator, await codeOn(window), 'new window', 'Over 3', '3')
    await window.locator('.window').waitFor()
    expect(new URL(window.url()).pathname).toBe('/window/3')
    await expect.poll(() => row('window-1').textContent()).toMatch(/Counter 3.*Connected/u)
    await administrator.mouse.move(0, 0)
    await picture(administrator, 'setup/devices')
    expect(await axeFaultsHere(administrator)).toEqual([])
    expect(await clippedParts(administrator, true)).toEqual([])
    expect(await smallTargets(administrator, 24, 'px')).toEqual([])

    await row('kiosk-1').locator('button').click()
    await dialog.getByLabel('Name').fill('Entrance')
    await dialog.getByRole('button', { name: 'Rename' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => row('kiosk-1').textContent()).toContain('Entrance')
    await row('kiosk-1').locator('button').click()
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await dialog.getByText('stops working at once').waitFor()
    await picture(administrator, 'setup/devices-remove')
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await kiosk.getByText('This device was removed').waitFor()
    await picture(kiosk, 'pairing/real-removed')
    await expect.poll(() => stateOf('kiosk-1')).toMatch(/^Removed/u)
    await dialog.getByRole('button', { name: 'Close', exact: true }).click()

    // The same machine is paired again, and a second one takes its place.
    await approve(administrator, await codeOn(kiosk), 'kiosk-1')
    await kiosk.locator('.tile').first().waitFor()
    const [other] = await open(`${network.screensUrl}/kiosk`, 1080, 1920)
    await administrator.locator('#approve-device').click()
    await dialog.getByLabel('Code').fill(await codeOn(other))
    await dialog.getByLabel('It is').selectOption('kiosk-1')
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await dialog.getByText('the former machine stops working at once').waitFor()
    await dialog.getByRole('button', { name: 'Replace', exact: true }).click()
    await other.locator('.tile').first().waitFor()
    await expect.poll(() => codeOn(kiosk)).toMatch(/-/u)

    await administrator.getByRole('button', { name: 'Refuse' }).click()
    await kiosk.getByText('An administrator did not approve this screen').waitFor()
    await board.close()
    await expect.poll(() => stateOf('board-2')).toMatch(/^Silent since/u)
    for (const [width, height] of [
      [1024, 768],
      [390, 844],
    ] as const) {
      await administrator.setViewportSize({ width, height })
      await picture(administrator, `setup/devices-${width}`)
      expect(await clippedParts(administrator, true)).toEqual([])
    }
    expect(errors).toEqual([])
  })
})
