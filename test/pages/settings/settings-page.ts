import type { BrowserContext, Locator, Page } from 'playwright-core'
import { hallWithPages, signInAs } from '../counter/setup-page.ts'

/** A real hall with an administrator before its sections of settings. */
export function hallWithSettings(options: Parameters<typeof hallWithPages>[0] = {}) {
  const pages = hallWithPages(options)
  return {
    ...pages,
    /** A section, after its administrator has signed in. */
    async openSettings(section: string, context?: BrowserContext): Promise<Page> {
      const page = await pages.open(context ?? (await pages.context()), `/setup?lang=en#${section}`)
      await signInAs(page, '9001')
      await page.locator(`h2#${section}`).waitFor()
      return page
    },
    /** The settings in force, as a person writes them. */
    async inForce(page: Page) {
      const { settings } = await (await page.request.get(`${pages.hall.url}/api/settings`)).json()
      return settings
    },
  }
}

export const goTo = (page: Page, section: string): Promise<void> =>
  page.locator(`.setup-section[href="#${section}"]`).click()

export const field = (page: Page, id: string): Locator => page.locator(`[id="field-${id}"]`)

/** Opens the review of the draft; returns its words. */
export async function review(page: Page): Promise<string> {
  await page.locator('#review').click()
  return ((await page.locator('.review').textContent()) ?? '').replaceAll('\u00a0', ' ')
}

export const save = (page: Page): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: 'Save now' }).click()

export async function discard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: 'Discard it' }).click()
}

/** Reads a file of settings into the draft. */
export const readFile = (page: Page, content: unknown): Promise<void> =>
  page.locator('.settings-import input').setInputFiles({
    name: 'hall.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(content)),
  })
