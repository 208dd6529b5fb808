import { describe, expect, test } from 'vitest'
import type { Announcement } from '../../../server/protocol/messages.ts'
import { describePages, type Opened, picture, stage, weights } from '../browser/browser.ts'
import { axeFaults, clippedParts } from '../browser/checks.ts'
import { looksToTake } from '../browser/looks.ts'
import { board, day, nowAt } from '../fixtures.ts'
import { soundAfterTouch } from '../sound-after-touch.ts'
import { countTones, tonesOf } from '../tones.ts'

type Speaker = Opened<'board'>
const tablet = { width: 1280, height: 800, now: nowAt, still: true } as const

const call = (label: string, counter = '3', at = nowAt): Announcement => ({
  ...{ type: 'called', id: `${day}/${label}/1` },
  ...{ label, counter, at },
})
const soundOf = ({ page }: Speaker) => page.getAttribute('.speaker', 'data-sound')
const title = ({ page }: Speaker) => page.locator('h2').textContent()
/** The number that is called; letter by letter, for a screen reader, it stands there once more. */
const called = ({ page }: Speaker) =>
  page
    .locator('.speaker-call .label')
    .textContent()
    .then((text) => text?.slice(0, 4))
const told = ({ said }: Speaker) => said.flatMap((one) => ('sound' in one ? [one.sound] : [])).at(-1)

describe('the weight of the page of a speaker', () => {
  test('its scripts weigh at most 23 kB', () => {
    expect(weights().speaker?.gzip).toBeLessThanOrEqual(23_000)
  })
})

const looks = [
  ['zh-CN', 'dark', 1280, 800],
  ['en', 'dark', 1920, 1080],
  ['en', 'light', 1024, 600],
  ['zh-CN', 'light', 800, 1280],
  ['en', 'dark', 480, 800],
  ['zh-CN', 'contrast', 800, 480],
] as const

describePages('a speaker', () => {
  const { open } = stage()
  const mute = stage({ sound: false })
  const before = async (page: Speaker['page']) => void (await page.addInitScript(countTones))
  const wantsTouch = async (page: Speaker['page']): Promise<void> => {
    await page.addInitScript(countTones)
    await page.addInitScript(soundAfterTouch)
  }
  const openSpeaker = (more: object = {}) =>
    open('/speaker?device=speaker-1', { ...tablet, view: board, before, ...more })

  for (const [language, theme, width, height] of looksToTake(looks))
    test(`is whole and legible with and without sound: ${width}×${height}, ${theme}, ${language} first`, async () => {
      const query = new URLSearchParams({ device: 'speaker-1', language, theme })
      const faults: string[] = []
      const look = async ({ page }: Speaker, name: string): Promise<void> => {
        await picture(page, `speaker/${[name, `${width}x${height}`, theme, language].join('.')}`)
        const found = [...(await clippedParts(page)), ...(await axeFaults(page))]
        faults.push(...found.map((fault) => `${name}: ${fault}`))
      }
      const how = { ...tablet, width, height, view: board }
      const shown = await open(`/speaker?${query}`, how)
      await expect.poll(() => soundOf(shown)).toBe('on')
      await look(shown, 'on')
      shown.happened({}, [call('A028')])
      await expect.poll(() => called(shown)).toBe('A028')
      await look(shown, 'calling')
      shown.welcome(board, { trouble: 'disk-is-full' })
      await shown.page.locator('.speaker-notice').waitFor()
      await look(shown, 'no-commands')
      const blocked = await mute.open(`/speaker?${query}`, { ...how, before: wantsTouch })
      await expect.poll(() => soundOf(blocked)).toBe('checking')
      await blocked.pass(2_000)
      expect(await soundOf(blocked)).toBe('blocked')
      await look(blocked, 'blocked')
      const without = async (page: Speaker['page']) =>
        void (await page.addInitScript('delete globalThis.AudioContext'))
      const off = await open(`/speaker?${query}`, { ...how, before: without })
      await expect.poll(() => soundOf(off)).toBe('off')
      await look(off, 'off')
      await shown.cut()
      await shown.pass(30_000, { beats: false })
      await look(shown, 'lost')
      expect(faults).toEqual([])
      expect([...blocked.errors, ...off.errors]).toEqual([])
    })

  test('sounds each call once, with its number and counter in words, and tells the hall that it is heard', async () => {
    const speaker = await openSpeaker()
    await expect.poll(() => told(speaker)).toBe('on')
    expect(speaker.said).toContainEqual(expect.objectContaining({ width: 1280, height: 800 }))
    expect(await title(speaker)).toContain('声音已开启')
    expect(await tonesOf(speaker.page)).toBe(0)
    speaker.happened({}, [call('A028')])
    await expect.poll(() => called(speaker)).toBe('A028')
    expect(await speaker.page.locator('.speaker-call').textContent()).toContain('3 号窗口')
    const once = await tonesOf(speaker.page)
    expect(once).toBeGreaterThan(0)
    // The next waits for its turn; a call that is taken back is not sounded.
    speaker.happened({}, [call('B032', '2'), call('C015', '1')])
    speaker.happened({}, [{ ...call('B032', '2'), type: 'call-cancelled' }])
    await speaker.pass(9_000)
    expect([await called(speaker), await tonesOf(speaker.page)]).toEqual(['C015', 2 * once])
    speaker.happened({}, [call('A028')])
    await speaker.pass(9_000)
    expect(await tonesOf(speaker.page)).toBe(2 * once)
    expect(await speaker.page.locator('.speaker-call').count()).toBe(0)
    await speaker.page.click('.speaker-key')
    await expect.poll(() => tonesOf(speaker.page)).toBe(3 * once)
  })

  test('looks for sound, asks for the touch that is missing, and sounds after it', async () => {
    const speaker = await mute.open('/speaker', { ...tablet, view: board, before: wantsTouch })
    await expect.poll(() => title(speaker)).toContain('正在检查声音')
    await speaker.pass(2_000)
    expect([await soundOf(speaker), told(speaker)]).toEqual(['blocked', 'blocked'])
    expect(await title(speaker)).toContain('声音未开启')
    speaker.happened({}, [call('A028')])
    await speaker.pass(2_000)
    expect(await tonesOf(speaker.page)).toBe(0)
    await speaker.page.click('.speaker-key')
    await expect.poll(() => told(speaker)).toBe('on')
    expect(await soundOf(speaker)).toBe('on')
  })

  test('says that nothing sounds here while it is cut off, and after its device has left the settings', async () => {
    const speaker = await openSpeaker()
    await expect.poll(() => soundOf(speaker)).toBe('on')
    await speaker.cut()
    await speaker.pass(30_000, { beats: false })
    expect(await soundOf(speaker)).toBe('away')
    expect(await speaker.page.locator('main').textContent()).toContain('这里不再播报叫号')
    const removed = await openSpeaker()
    removed.end('no-such-device')
    await expect.poll(() => removed.page.locator('main').textContent()).toContain('此屏幕已停用')
  })
})
