import { expect, it } from 'vitest'
import { describePages, type Opened, picture, stage } from '../browser/browser.ts'
import { clippedParts } from '../browser/checks.ts'
import { takesAll } from '../browser/looks.ts'
import { nowAt } from '../fixtures.ts'
import { eight, openKiosk, passTime, type ScreenSizeName, screenSizes, shown } from './kiosk-wire.ts'

type Kiosk = Opened<'kiosk'>
const closed = { ...eight, doors: 'closed' } as const
const touch = '请触摸屏幕取号'

/** Each state of a kiosk at rest, and the sentence that is true in it. */
const sentences: Record<string, [sentence: string, happens: (kiosk: Kiosk) => unknown]> = {
  open: [touch, () => undefined],
  closed: ['现在不在服务时间', (kiosk) => kiosk.welcome(closed)],
  'closed until a known time': [
    '10:41 开始取号',
    (kiosk) => kiosk.welcome({ ...closed, opensAt: nowAt + 3_600_000 }),
  ],
  'without an open service': [
    '现在暂停取号',
    (kiosk) =>
      kiosk.welcome({
        ...eight,
        services: eight.services.map((one) => ({ ...one, open: false, why: 'service-is-closed' as const })),
      }),
  ],
  'in a hall in trouble': [
    '现在暂停取号',
    (kiosk) => kiosk.send({ type: 'beat', seq: 10, now: nowAt, trouble: 'disk-is-full' }),
  ],
  'without a link': [
    '暂时连不上系统',
    async (kiosk) => {
      await kiosk.cut()
      await kiosk.page.clock.runFor(26_000)
    },
  ],
}

const everySize = Object.keys(screenSizes) as ScreenSizeName[]

describePages('a kiosk at rest', () => {
  const on = stage()

  for (const screenSize of takesAll ? everySize : (['upright', 'across'] as const))
    it(`asks to touch for a ticket only while it gives one, and is whole: ${screenSize}`, async () => {
      const kiosk = await openKiosk(on, eight, screenSize)
      await passTime(kiosk, 61_000)
      await kiosk.page.waitForSelector('[data-screen=attract]')
      for (const [state, [sentence, happens]] of Object.entries(sentences)) {
        await happens(kiosk)
        await expect
          .poll(() => shown(kiosk.page, '[data-screen=attract]'), { message: state })
          .toContain(sentence)
        expect((await shown(kiosk.page, '[data-screen=attract]')).includes(touch), state).toBe(
          sentence === touch,
        )
        await picture(kiosk.page, `kiosk/rest-${state.replaceAll(' ', '-')}.${screenSize}`)
        expect([state, await clippedParts(kiosk.page)]).toEqual([state, []])
      }
    })
})
