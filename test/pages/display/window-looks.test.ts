import { expect, test } from 'vitest'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { describePages, type Opened, picture, stage } from '../browser/browser.ts'
import { axeFaults, clippedParts } from '../browser/checks.ts'
import { looksToTake } from '../browser/looks.ts'
import { nowAt, windows, words } from '../fixtures.ts'

type Screen = Opened<'window'>
const named: Drawn<'window'> = { ...windows.called, counter: '5', label: 'A1000' }
const states: Record<string, (shown: Screen) => void | Promise<void>> = {
  free: (shown) => shown.welcome(windows.free),
  called: (shown) => shown.welcome(windows.called),
  serving: (shown) => shown.welcome(windows.serving),
  break: (shown) => shown.welcome({ ...windows.paused, reason: 'break' }),
  meal: (shown) => shown.welcome(windows.paused),
  closed: (shown) => shown.welcome(windows.closed),
  'all-services': (shown) => shown.welcome({ ...windows.free, services: Object.keys(words.services) }),
  paused: (shown) => shown.welcome(windows.serving, { trouble: 'disk-is-full' }),
  silent: async (shown) => {
    shown.welcome(windows.called)
    await shown.cut()
    await shown.pass(10_000, { beats: false })
  },
  lost: (shown) => shown.pass(15_000, { beats: false }),
}
const looks = [
  ['', 'zh-CN', 'dark', 1920, 1080],
  ['', 'en', 'dark', 1920, 1080],
  ['', 'zh-CN', 'light', 1920, 1080],
  ['', 'en', 'light', 1920, 1080],
  ['', 'zh-CN', 'contrast', 1920, 1080],
  ['upright', 'zh-CN', 'dark', 1080, 1920],
] as const

describePages('the screen over a counter in every state', () => {
  const { open } = stage()

  for (const [screen, language, theme, width, height] of looksToTake(looks))
    test(`is whole and legible: ${width}×${height}, ${theme}, ${language} first`, async () => {
      const how = { width, height, now: nowAt, still: true, context: { reducedMotion: 'reduce' } } as const
      const query = new URLSearchParams({ language, theme })
      const shown = await open(`/window/3?${query}`, { ...how, view: windows.free })
      const faults: string[] = []
      const look = async (name: string, of: Screen): Promise<void> => {
        await of.page.clock.runFor(200)
        const file = [name, screen, theme === 'dark' ? '' : theme, language].filter(Boolean).join('.')
        await picture(of.page, `window/${file}`)
        const found = await clippedParts(of.page)
        // Structure and names are looked at in the usual look, then what another look draws.
        if (screen === '' && (language === 'zh-CN' || theme === 'dark'))
          found.push(...(await axeFaults(of.page, theme === 'dark' ? {} : { only: 'drawn' })))
        faults.push(...found.map((fault) => `${name}: ${fault}`))
      }
      for (const [name, reach] of Object.entries(states)) {
        await reach(shown)
        if (name === 'paused')
          await expect
            .poll(() => shown.page.locator('.window-silent').textContent())
            .toMatch(/暂停叫号.*Calls paused|Calls paused.*暂停叫号/)
        await look(name, shown)
      }
      const room = await open(`/window/5?${query}`, { ...how, view: named })
      await look('called-to-a-room', room)
      expect(faults).toEqual([])
      expect([...shown.errors, ...room.errors]).toEqual([])
    })
})
