import { expect, it } from 'vitest'
import { describePages, type Opened, picture, stage, weights } from '../browser/browser.ts'
import { axeFaults, clippedParts, crowdedTargets } from '../browser/checks.ts'
import { crossed, looksToTake } from '../browser/looks.ts'
import { answer, command, commandsOf, shown } from '../kiosk/kiosk-wire.ts'
import { falseKeys, key, openPhone, phones, smallTargetsInPixels, views } from './phone-wire.ts'

const text = ({ page }: Opened<'ticket'>) => shown(page, 'main')

describePages('the phone page follows its ticket', () => {
  const on = stage()

  it('says at every stage where the visit stands and what to do', async () => {
    const opened = await openPhone(on, views.waiting)
    const says: [keyof typeof views, string[]][] = [
      ['waiting', ['A027', '14', '大约还要 20–35 分钟', '多数人在 10:16 前叫到']],
      ['soon', ['4', '请回到等候区']],
      ['next', ['马上轮到您', '时间较难估计']],
      ['first', ['您是下一位']],
      ['closing', ['今天可能叫不到', '等候中的号码叫到 09:51 为止']],
      ['called', ['A027', '请到', '3', '号窗口', '请现在前往']],
      ['room', ['接待室', '再次呼叫']],
      ['serving', ['正在为您办理', '3 号窗口']],
      ['held', ['请稍候', '3 号窗口', '不需要重新排队']],
      ['missed', ['已过号', '3 号窗口', '服务台', '不用重新取号']],
      ['served', ['已办结', '您对这次服务满意吗']],
      ['left', ['您已放弃排队']],
    ]
    for (const [name, parts] of says) {
      opened.welcome(views[name])
      for (const part of parts) await expect.poll(() => text(opened)).toContain(part)
    }
    expect(opened.errors).toEqual([])
  })

  it('fills the screen with the called colour only while called', async () => {
    const opened = await openPhone(on, views.called)
    const colour = () =>
      opened.page.evaluate(() => getComputedStyle(document.querySelector('main') as Element).backgroundColor)
    await opened.page.waitForSelector('.called')
    expect(await colour()).toBe('rgb(255, 185, 31)')
    const box = await opened.page.locator('main').boundingBox()
    expect([box?.width, Math.round(box?.height ?? 0)]).toEqual([390, 844])
    const number = await opened.page.evaluate(() =>
      Number.parseFloat(getComputedStyle(document.querySelector('.called-to b') as Element).fontSize),
    )
    expect(number).toBeGreaterThanOrEqual(140)
    // The name is there once, in the order of its words.
    const words = () => shown(opened.page, '.called-to')
    expect((await words()).split(/\s+/)).toEqual(['请到', '3', '号窗口'])
    await speak(opened.page, 'en')
    await expect
      .poll(async () => (await words()).split(/\s+/))
      .toEqual(['Please', 'go', 'to', 'Counter', '3'])
    opened.welcome(views.serving)
    await opened.page.waitForSelector('.card')
    expect(await colour()).not.toBe('rgb(255, 185, 31)')
  })

  it('names the counter once when called, and frames no text that cannot be pressed', async () => {
    const opened = await openPhone(on, views.called)
    for (const calls of [1, 2]) {
      opened.welcome({ ...views.called, calls })
      await expect.poll(() => opened.page.locator('.called-again').count()).toBe(calls - 1)
      expect((await text(opened)).split('3')).toHaveLength(2)
    }
    for (const [name, view] of Object.entries(views)) {
      opened.welcome(view)
      const { stage: at } = view
      await opened.page.waitForSelector(at === 'called' ? '.called' : '.card')
      expect([name, await falseKeys(opened.page)]).toEqual([name, []])
    }
  })

  it('rings and shakes at five, at two and when called, and not before it was asked to', async () => {
    const opened = await openPhone(on, views.waiting)
    const { page } = opened
    await page.evaluate(() => {
      Object.assign(globalThis, { shaken: 0 })
      Object.defineProperty(navigator, 'vibrate', {
        value: () => {
          Object.assign(globalThis, { shaken: (globalThis as unknown as { shaken: number }).shaken + 1 })
          return true
        },
      })
    })
    const shaken = () => page.evaluate(() => (globalThis as unknown as { shaken: number }).shaken)
    opened.welcome(views.soon)
    await page.waitForSelector('.near')
    expect(await shaken()).toBe(0)
    opened.welcome(views.waiting)
    await page.click('[data-key=bell]')
    await expect.poll(shaken).toBe(1)
    opened.welcome(views.soon)
    await expect.poll(shaken).toBe(2)
    opened.welcome(views.next)
    await expect.poll(shaken).toBe(3)
    opened.welcome(views.called)
    await expect.poll(shaken).toBe(4)
    await page.clock.runFor(6_500)
    expect(await shaken()).toBe(5)
    opened.welcome(views.serving)
    await page.waitForSelector('.card')
    await page.clock.runFor(13_000)
    expect(await shaken()).toBe(5)
  })

  it('goes grey without a connection, says how old it is and counts nothing on', async () => {
    const opened = await openPhone(on, views.soon)
    const { page } = opened
    await page.waitForSelector('.card')
    await page.clock.runFor(9_000)
    expect(await shown(page, '.fresh')).toContain('正在重连 · 最后更新 09:41')
    const before = await shown(page, '.card')
    await opened.cut()
    await page.clock.runFor(600_000)
    expect(await shown(page, '.fresh')).toContain('连接已中断 · 最后更新 09:41')
    expect(await shown(page, '.card')).toBe(before)
    expect(await page.getAttribute('.card', 'data-stale')).toBe('true')
    expect(await page.locator('.choices .key:enabled').count()).toBe(0)
  })

  it('says alike for an unknown and an expired link that there is no such ticket', async () => {
    const opened = await openPhone(on, views.soon, { status: 404 })
    await opened.page.clock.runFor(2_000)
    await opened.page.waitForSelector('[data-phase=gone]')
    expect(await text(opened)).toContain('没有找到这个号')
    expect(await text(opened)).not.toContain('A027')
  })

  it('keeps the key out of referrers and search engines', async () => {
    const { page } = await openPhone(on, views.soon)
    expect(await page.getAttribute('meta[name=referrer]', 'content')).toBe('no-referrer')
    expect(await page.getAttribute('meta[name=robots]', 'content')).toContain('noindex')
  })

  it('weighs at most 24 kB, and 2 KB of words', () => {
    expect(weights().phone?.gzip).toBeLessThanOrEqual(24_000)
    expect(weights().phone?.words).toBeLessThanOrEqual(2 * 1024)
  })
})

describePages('the phone page acts for its customer', () => {
  const on = stage()

  it('[C18] leaves by a second tap only, and says so when the call came first', async () => {
    const opened = await openPhone(on, views.soon, { still: true })
    const { page } = opened
    await page.click('[data-key=leave]')
    expect(await shown(page, '[data-key=leave]')).toContain('再点一次')
    await page.clock.runFor(7_000)
    expect(await shown(page, '[data-key=leave]')).toBe('放弃这个号')
    expect(commandsOf(opened as never)).toEqual([])
    await page.click('[data-key=leave]')
    await page.click('[data-key=leave]')
    expect(await command(opened)).toMatchObject({ command: 'leave', body: { key } })
    await answer(opened, { ok: false, refusal: { reason: 'already-called' } })
    await expect.poll(() => shown(page, '.status')).toContain('正在叫您的号')
  })

  it('lets one to three others go first', async () => {
    const opened = await openPhone(on, views.soon)
    const { page } = opened
    await page.click('.choices .key')
    expect(await page.locator('.let-go .key:not(.key-quiet)').allInnerTexts()).toEqual([
      '1 位',
      '2 位',
      '3 位',
    ])
    await page.click('.let-go .key:nth-of-type(3)')
    expect(await command(opened)).toMatchObject({ command: 'let-go-first', body: { key, count: 3 } })
    await answer(opened, { ok: true, seq: 11, result: { ahead: 7 } })
    await expect.poll(() => shown(page, '.status')).toContain('已让号')
  })

  it('[S-D1] [S-D3] rates once, asks reasons only for low scores, and chooses nothing beforehand', async () => {
    const opened = await openPhone(on, views.served)
    const { page } = opened
    await page.waitForSelector('.faces')
    expect(await page.locator('.faces [aria-pressed=true]').count()).toBe(0)
    expect(await page.locator('[data-key=rate]').count()).toBe(0)
    await page.click('.faces button:nth-child(5)')
    expect(await page.locator('.reasons').count()).toBe(0)
    await page.click('.faces button:nth-child(2)')
    await page.click('.reasons button:nth-child(1)')
    await page.fill('textarea', '等了很久')
    await page.click('[data-key=rate]')
    const rate = await command(opened)
    expect(rate).toMatchObject({
      command: 'rate',
      body: { key, score: 2, reasons: ['waiting'], words: '等了很久' },
    })
    await answer(opened, { ok: true, seq: 11, result: {} })
    await expect.poll(() => shown(page, '.rating')).toContain('谢谢您的评价')
    expect(new Set(commandsOf(opened as never).map(({ id }) => id)).size).toBe(1)
    opened.welcome(views.rated)
    await expect.poll(() => page.locator('.faces').count()).toBe(0)
  })
})

const looks = looksToTake(
  crossed(
    crossed([['usual'], ['small']], [[false], [true]]),
    crossed([['zh-CN'], ['en']], [['usual'], ['large']]),
  ),
)

describePages('the phone page is legible', () => {
  const on = stage()

  for (const [size, dark] of crossed([['usual'], ['small']], [[false], [true]]))
    it(`[K5] [K20] at ${phones[size].width} px, ${dark ? 'dark' : 'light'}`, async () => {
      const opened = await openPhone(on, views.waiting, { size, dark })
      const { page } = opened
      await page.waitForSelector('.card')
      await page.clock.resume()
      const faults: string[] = []
      const taken = looks.filter(([on, isDark]) => on === size && isDark === dark)
      for (const [name, view] of Object.entries(views)) {
        opened.welcome(view)
        await page.waitForSelector(
          `[data-phase=${name === 'room' ? 'called' : name === 'first' ? 'next' : name === 'closing' ? 'soon' : name === 'unmanned' ? 'waiting' : view.stage === 'ended' ? 'ended' : name}]`,
        )
        if (view.stage === 'ended' && view.canRate) await page.click('.faces button:nth-child(1)')
        for (const [, , spoken, text] of taken) {
          await speak(page, spoken)
          if ((await page.getAttribute('html', 'data-size')) !== text) await page.click('[data-key=large]')
          await page.waitForSelector(`html[data-size=${text}]`)
          const found = [
            ...(await clippedParts(page, true)),
            ...(await crowdedTargets(page, 1)),
            ...(await smallTargetsInPixels(page)),
            // Structure and colours are the same on both sizes, in both languages and sizes of text.
            ...(size === 'usual' && spoken === taken[0]?.[2] && text === taken[0][3]
              ? await axeFaults(page)
              : []),
          ]
          faults.push(...found.map((fault) => `${name} ${spoken} ${text}: ${fault}`))
          const look = [
            name,
            size === 'usual' ? '' : size,
            dark ? 'dark' : '',
            text === 'usual' ? '' : text,
            spoken,
          ]
          await picture(page, `phone/${look.filter(Boolean).join('.')}`)
        }
      }
      expect(faults).toEqual([])
      expect(opened.errors).toEqual([])
    })
})

/** Presses the language key until the page speaks `spoken`. */
async function speak(page: Opened<'ticket'>['page'], spoken: string): Promise<void> {
  if ((await page.getAttribute('html', 'lang')) !== spoken) await page.click('[data-key=language]')
  await page.waitForSelector(`html[lang=${spoken}]`)
}
