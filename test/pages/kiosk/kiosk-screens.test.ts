import { expect, it } from 'vitest'
import { describePages, picture, stage } from '../browser/browser.ts'
import { clippedParts, crowdedTargets, smallTargets, smallTexts } from '../browser/checks.ts'
import { crossed, looksToTake } from '../browser/looks.ts'
import { beat, eight, openKiosk, type ScreenSizeName, screenSizes, take, twelve } from './kiosk-wire.ts'

/** Lowest capital height (mm): Section 508 without enlargement, EN 301 549 at 600 mm. */
const usual = 4.8
const large = 7.33

const names = (Object.keys(screenSizes) as ScreenSizeName[]).map((screenSize) => [screenSize] as const)
const languages = [['zh-CN'], ['en']] as const
const modes = [['plain'], ['large'], ['contrast'], ['low']] as const
const looks = looksToTake(crossed(names, crossed(languages, modes)))

describePages('the kiosk on every screen that it is made for', () => {
  const on = stage()

  for (const [screenSize, language] of crossed(names, languages))
    it(`[K1] [K2] [K3] [K5] fits ${screenSize}, ${screenSizes[screenSize].diagonal}″, in ${language}`, async () => {
      const opened = await openKiosk(on, eight, screenSize)
      const { page } = opened
      await page.waitForSelector('.tile')
      await page.clock.resume()
      if (language === 'en') await page.click('[data-aid=language]')
      await page.waitForSelector(`html[lang=${language}]`)
      const faults: string[] = []
      const look = async (screen: string) => {
        beat(opened)
        for (const [, , mode] of looks.filter(([on, spoken]) => on === screenSize && spoken === language)) {
          if (mode !== 'plain') await page.click(`[data-aid=${mode}]`)
          if (mode !== 'plain') await page.waitForSelector(`[data-aid=${mode}][aria-pressed=true]`)
          const found = [
            ...(await clippedParts(page)),
            ...(await smallTargets(page, 20)),
            ...(await crowdedTargets(page, 3)),
            ...(await smallTexts(page, mode === 'large' ? large : usual, 'mm')),
          ]
          faults.push(...found.map((fault) => `${screen} ${mode}: ${fault}`))
          const shown = `kiosk-glasses/${screenSize}.${screen}${mode === 'plain' ? '' : `.${mode}`}.${language}`
          await picture(page, shown)
          if (mode === 'plain') continue
          await page.click(`[data-aid=${mode}]`)
          await page.waitForSelector(`[data-aid=${mode}][aria-pressed=false]`)
        }
      }
      await look('home')
      opened.welcome(twelve)
      await page.waitForSelector('.groups')
      await look('home-of-groups')
      opened.welcome(eight)
      await page.waitForSelector('.groups', { state: 'detached' })
      await page.click('[data-key=priority]')
      await look('priority')
      await page.click('[data-key=home]')
      await page.click('[data-service=moving]')
      await look('service-full')
      await page.click('[data-key=home]')
      await take(opened)
      await look('ticket')
      const asked = { print: 'unsure', why: 'no-proof', copies: 1 } as const
      opened.happened({ printStates: { A042: asked } })
      await page.waitForSelector('[data-print=asked]')
      await look('ticket-asked')
      opened.happened({ printStates: { A042: { print: 'not-printed', why: 'no-paper' } } })
      await page.waitForSelector('[data-print=failed]')
      await look('ticket-not-printed')
      expect(faults).toEqual([])
      expect(opened.errors).toEqual([])
    })
})
