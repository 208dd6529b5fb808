import { expect, it } from 'vitest'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { describePages, type Opened, stage } from '../browser/browser.ts'
import { nowAt } from '../fixtures.ts'
import {
  answer,
  command,
  commandsOf,
  idsOf,
  openKiosk,
  passTime,
  secret,
  shown,
  take,
  traces,
} from './kiosk-wire.ts'

type Kiosk = Opened<'kiosk'>
type Printing = Drawn<'kiosk'>['printStates'][string]
const done = { ok: true, seq: 12, result: {} } as const
const came = '[data-key=paper-came]'
const again = '[data-key=paper-again]'

/** The print state of this ticket in the hall. */
async function told(kiosk: Kiosk, printing: Printing): Promise<void> {
  kiosk.happened({ printStates: { A042: printing } })
  await kiosk.page.clock.runFor(300)
}
const printStatusOf = ({ page }: Kiosk): Promise<string | null> =>
  page.getAttribute('.print-status', 'data-print')
/** The printer took the slip and says nothing about it. */
const silent = (copies = 1): Printing => ({ print: 'unsure', why: 'no-proof', copies })

describePages('a kiosk whose printer proves nothing asks the customer', () => {
  const on = stage()
  const asked = async (): Promise<Kiosk> => {
    const kiosk = await openKiosk(on)
    await take(kiosk)
    await told(kiosk, silent())
    return kiosk
  }

  it('[K16] with number and code in sight, and two keys that both go on', async () => {
    const kiosk = await asked()
    const { page } = kiosk
    expect(await shown(page, '.print-status')).toContain('纸票出来了吗')
    expect(await shown(page, '.ticket')).toContain('A042')
    expect(await page.locator('.qr').isVisible()).toBe(true)
    expect(await page.locator('.action button').allInnerTexts()).toEqual(['拿到了', '没有，再打一张'])
    expect(idsOf(kiosk)).toHaveLength(1)
  })

  it('tells the hall that it came out, thanks, and goes home after 15 s', async () => {
    const kiosk = await asked()
    await kiosk.page.click(came)
    expect(await command(kiosk, 2)).toMatchObject({ command: 'paper-came-out', body: { ticket: 't-A042' } })
    await kiosk.page.clock.runFor(300)
    expect(await printStatusOf(kiosk)).toBe('printed')
    await answer(kiosk, done, 2)
    await told(kiosk, { print: 'printed', copies: 1 })
    await passTime(kiosk, 12_000)
    expect(await kiosk.page.locator('[data-screen=ticket]').count()).toBe(1)
    await passTime(kiosk, 6_000)
    await kiosk.page.waitForSelector('.menu')
  })

  it('asks for one more paper, says so, asks again when that one went off, and then leaves it at the screen', async () => {
    const kiosk = await asked()
    const { page } = kiosk
    await page.click(again)
    expect(await command(kiosk, 2)).toMatchObject({ command: 'reprint', body: { ticket: 't-A042' } })
    await answer(kiosk, done, 2)
    await told(kiosk, { print: 'queued', copies: 1, askedAt: nowAt })
    expect(await printStatusOf(kiosk)).toBe('again')
    expect(await shown(page, '.print-status')).toContain('补打')
    await told(kiosk, silent(2))
    expect(await page.locator('.action button').allInnerTexts()).toEqual(['拿到了', '还是没有'])
    await page.click(again)
    await page.clock.runFor(300)
    expect(await printStatusOf(kiosk)).toBe('failed')
    expect(await shown(page, '.print-status')).toContain('请拍照或扫码')
    expect(await shown(page, '.ticket')).toContain('A042')
    expect(idsOf(kiosk)).toHaveLength(2)
  })

  it('[K15] takes two touches of an answer for one, and ends nothing by the second', async () => {
    const kiosk = await asked()
    const box = await kiosk.page.locator(again).boundingBox()
    const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 40]
    await kiosk.page.mouse.click(x, y)
    await kiosk.page.clock.runFor(250)
    await kiosk.page.mouse.click(x, y)
    await command(kiosk, 2)
    await kiosk.page.clock.runFor(300)
    expect(await printStatusOf(kiosk)).toBe('again')
    expect(idsOf(kiosk)).toHaveLength(2)
  })

  for (const [name, happens] of [
    [
      'is refused',
      (kiosk: Kiosk) => answer(kiosk, { ok: false, refusal: { reason: 'not-yours', ticket: 't-A042' } }, 2),
    ],
    ['gets no answer', (kiosk: Kiosk) => passTime(kiosk, 14_000)],
    ['meets a printer without paper', (kiosk: Kiosk) => told(kiosk, { print: 'held', why: 'no-paper' })],
  ] as const)
    it(`shows number and code when another paper ${name}: no dead end`, async () => {
      const kiosk = await asked()
      await kiosk.page.click(again)
      await command(kiosk, 2)
      await happens(kiosk)
      await kiosk.page.clock.runFor(300)
      expect(['failed', 'silent']).toContain(await printStatusOf(kiosk))
      expect(await shown(kiosk.page, '.ticket')).toContain('A042')
      expect(await kiosk.page.locator('.qr').isVisible()).toBe(true)
      await kiosk.page.clock.runFor(1_000)
      await kiosk.page.click('[data-key=done]')
      await kiosk.page.waitForSelector('.menu')
    })

  it('[K7] [K8] says nothing for a customer who left, and keeps nothing of them', async () => {
    const kiosk = await asked()
    await passTime(kiosk, 66_000)
    await kiosk.page.waitForSelector('.menu')
    const left = await traces(kiosk.page)
    for (const mark of ['A042', secret, (await command(kiosk)).id]) expect(left).not.toContain(mark)
    expect(commandsOf(kiosk).map((one) => one.command)).toEqual(['issue-ticket'])
  })

  it('[K11] is answered by arrows and Enter', async () => {
    const kiosk = await asked()
    const { keyboard } = kiosk.page
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowRight')
    expect(await kiosk.page.evaluate(() => (document.activeElement as HTMLElement).dataset.key)).toBe(
      'paper-again',
    )
    await keyboard.press('Enter')
    expect(await command(kiosk, 2)).toMatchObject({ command: 'reprint' })
  })
})
