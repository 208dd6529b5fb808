import { afterAll, expect, it } from 'vitest'
import type { WatchName } from '../../server/protocol/messages.ts'
import { describePages, picture, resize, stage } from './browser/browser.ts'
import { clippedParts } from './browser/checks.ts'
import { coveredParts, unseenKeys } from './browser/covered-parts.ts'
import { crossed, takesAll } from './browser/looks.ts'
import { spilledParts } from './browser/spilled-parts.ts'
import { nowAt } from './fixtures.ts'
import { lengths, namesOf } from './name-lengths.ts'
import { pages } from './scenes/page-scenes.ts'
import type { PageScenes } from './scenes/scene.ts'

/** CSS pixels: common desks at their usual zooms of 100 to 200 %, phones, tablets both ways. */
const sizes = [
  [683, 384],
  [911, 512],
  [1024, 768],
  [1093, 614],
  [1366, 768],
  [1920, 1080],
  [360, 740],
  [412, 915],
  [768, 1024],
  [800, 1280],
  [1280, 800],
] as const

const everyLook = crossed(
  lengths.map((length) => [length] as const),
  [['zh-CN'], ['en']] as const,
)
/** The longest names in both languages; `LOOKS=all` tries the shortest and the lengths between too. */
const looks = takesAll ? everyLook : everyLook.filter(([length]) => length === 'longest')
/** Each size of a scene in one of the languages, and in the other one the next scene; `LOOKS=all` takes both. */
const isLookedAt = (scene: number, size: number, language: 'zh-CN' | 'en'): boolean =>
  takesAll || ((scene + size) % 2 === 0) === (language === 'en')
/** Main keys that stay in sight however long the page is. */
const staying = ['.primary', '#review', '#first-next']
let count = 0

describePages('every page at every size, with the shortest and the longest names', () => {
  const on = stage()
  afterAll(() => {
    process.stdout.write(`sizes: ${count} pictures of ${Object.keys(pages).length} pages were looked at\n`)
  })

  for (const [name, scenes] of Object.entries(pages) as [string, PageScenes<WatchName>][])
    for (const [length, language] of looks)
      it(`${name}, ${length} names, ${language}: nothing clipped, nothing covered, the main key seen`, async () => {
        const names = namesOf[length]()
        const all = Object.entries(scenes.scenes(names, language))
        const opened = await on.open(scenes.route, {
          view: all[0]![1].view,
          width: 1366,
          height: 768,
          now: nowAt,
          context: { reducedMotion: 'reduce', locale: language },
          ...scenes.opening?.(names, language),
        })
        const { page } = opened
        const faults: string[] = []
        for (const [at, [scene, { view, act, main }]] of all.entries()) {
          await resize(page, 1366, 768)
          await page.clock.setSystemTime(nowAt)
          opened.welcome(view, { now: nowAt })
          await page.clock.runFor(1_200)
          await act?.(opened)
          for (const [place, [width, height]] of [...sizes, ...(scenes.ownSizes ?? [])].entries()) {
            if (!isLookedAt(at, place, language)) continue
            await resize(page, width, height)
            opened.send({ type: 'beat', seq: 10, now: nowAt })
            await page.clock.runFor(100)
            await picture(
              page,
              `sizes/${name}/${scene}.${length}.${language}.${width}x${height}`.replaceAll(' ', '-'),
            )
            // Asked at once: the page answers one after the other, without a pause between.
            const found = await Promise.all([
              clippedParts(page, scenes.mayScroll),
              spilledParts(page, scenes.boxes),
              coveredParts(page),
              unseenKeys(page, main, staying.includes(main)),
            ])
            count += 1
            faults.push(...found.flat().map((fault) => `${scene} ${width}×${height}: ${fault}`))
          }
        }
        expect(faults).toEqual([])
        expect(opened.errors).toEqual([])
      })
})
