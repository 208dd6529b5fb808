import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { furnishedDirectory, temporaryDirectory } from '../../fakes/running-hall.ts'
import { hasProgram, skippedAloud, tesseractLanguages } from '../../printers/drawing/readers.ts'
import { describePages, picture } from '../browser/browser.ts'
import { hallWithPages, signInAs } from './setup-page.ts'

/** The sheet with the closing hash of a day, as the browser prints it and readers that know nothing of us read it. */

const sha256 = createHash('sha256').update('a closed day').digest('base64url')
const command = `nowserving verify --until-hash ${sha256}`
/** Signs that tesseract mixes up, whatever the font. */
const alike = (text: string): string =>
  text.replace(/\s/gu, '').toLowerCase().replace(/o/gu, '0').replace(/[il|]/gu, '1')
const reader = { qr: hasProgram('zbarimg'), letters: tesseractLanguages().has('eng') }
skippedAloud('closing-sheet', reader.qr && reader.letters ? 0 : 1, 'zbar-tools, tesseract-ocr-eng')

const directory = await furnishedDirectory()

describePages('the sheet with the closing hash', () => {
  const pages = hallWithPages({ verb: 'serve', directory })

  it.each([
    ['en', 'Closing hash of', 794, 1123],
    ['zh-CN', '日结校验值', 794, 1123],
    ['en', 'Closing hash of', 302, 1123],
  ])(
    '%s has the hash whole, in letters and as a code, and nothing else of the page: %s, %d px wide',
    async (language, title, width, height) => {
      const context = await pages.context(width, height)
      const page = await pages.open(context, `/setup?lang=${language}#record`)
      await page.route('**/api/record?*', (route) =>
        route.fulfill({ json: { day: '2026-11-28', rows: [], closing: { batch: 7, sha256 } } }),
      )
      await signInAs(page, '9001')
      await page.locator('.record-hash').waitFor()
      await page.emulateMedia({ media: 'print' })
      await page.evaluate(() => document.fonts.ready)
      await picture(page, `setup/closing-sheet.${language}.${width}`)
      const seen = (await page.locator('.record-closing').textContent()) ?? ''
      expect(seen).toContain(title)
      expect(seen.replace(/\s/gu, '')).toContain(sha256)
      expect(
        await page
          .locator('.setup-nav, .record-search, .record-files, .menu')
          .evaluateAll((found) => found.filter((one) => one.checkVisibility()).length),
      ).toBe(0)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      const file = join(temporaryDirectory(), 'sheet.png')
      writeFileSync(file, await page.screenshot({ fullPage: true }))
      if (reader.qr)
        expect(execFileSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' }).trim()).toBe(command)
      if (reader.letters) {
        const hash = join(temporaryDirectory(), 'hash.png')
        writeFileSync(hash, await page.locator('.record-hash').screenshot())
        const found = execFileSync('tesseract', [hash, '-', '--psm', '6', '-l', 'eng'], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
          env: { ...process.env, OMP_THREAD_LIMIT: '1' },
        })
        expect(alike(found)).toBe(alike(sha256))
      }
      expect(pages.errors).toEqual([])
    },
  )
})
