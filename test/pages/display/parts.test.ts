import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { closePages, describePages, openBrowser, picture } from '../browser/browser.ts'
import { rooms, themes } from '../parts/rooms.ts'

/** The page of `npm run parts`: every part in every state, straight from the sources. */
describePages('the page of all parts', () => {
  const root = resolve(import.meta.dirname, '../../..')
  const cacheDir = mkdtempSync(join(tmpdir(), 'nowserving-parts-'))
  let server: ViteDevServer
  let browser: Browser
  let origin = ''
  beforeAll(async () => {
    server = await createServer({
      root,
      configFile: join(root, 'vite.config.ts'),
      cacheDir,
      logLevel: 'error',
      server: { host: '127.0.0.1', port: 0, watch: null, hmr: false },
    })
    await server.listen()
    origin = server.resolvedUrls?.local[0] ?? ''
    browser = await openBrowser()
  })
  afterAll(async () => {
    await closePages(browser)
    await server?.close()
    rmSync(cacheDir, { recursive: true, force: true })
  })

  for (const room of rooms)
    it(`draws the parts of ${room} in every look, without an error and without a fault of colour or name`, async () => {
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' })
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(String(error)))
      const faults: string[] = []
      for (const theme of themes) {
        const size = theme === 'contrast' ? 'large' : 'usual'
        const language = theme === 'dark' ? 'en' : 'zh-CN'
        const query = new URLSearchParams({ room, theme, size, language })
        await page.goto(`${origin}test/pages/parts/sheet.html?${query}`)
        await page.waitForSelector('.case')
        await page.evaluate(() => document.fonts.ready)
        expect(await page.locator('.case').count()).toBeGreaterThan(6)
        await picture(page, `parts/${room}.${theme}`)
        faults.push(...(await axeFaultsHere(page)).filter((fault) => !ofWholePages.test(fault)))
      }
      expect(faults).toEqual([])
      expect(errors).toEqual([])
      await page.close()
    })

  it('shows them all under one switch of look, size and language, where `npm run parts` opens it', async () => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const [, path] = /^vite --open \/(\S+)$/.exec(scripts.parts) ?? []
    await page.goto(`${origin}${path}`)
    await page.waitForSelector('iframe')
    expect(await page.locator('iframe').count()).toBe(rooms.length)
    for (const room of rooms) {
      const frame = page.locator(`iframe[title=${room}]`)
      await frame.scrollIntoViewIfNeeded()
      await frame.contentFrame().locator('.case').first().waitFor({ state: 'visible' })
      expect((await frame.boundingBox())?.height).toBeLessThan(768)
    }
    await page.locator('select').first().selectOption('contrast')
    await expect.poll(() => page.locator('iframe').first().getAttribute('src')).toContain('theme=contrast')
    await page.close()
  })
})

/** Rules about a page as a whole: parts that are alone on their page stand here side by side. */
const ofWholePages =
  /^(landmark-|region|heading-order|page-has-heading-one|duplicate-id|empty-heading|aria-allowed-role|list|dlitem|scrollable)/
