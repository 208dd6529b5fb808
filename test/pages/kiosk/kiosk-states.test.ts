import { expect, it } from 'vitest'
import { describePages, stage } from '../browser/browser.ts'
import { nowAt } from '../fixtures.ts'
import { lookAround, looks, press, states } from './kiosk-scenes.ts'
import { eight, take } from './kiosk-wire.ts'

describePages('every screen of the kiosk', () => {
  const on = stage()

  for (const look of looks.filter(([mode, , theme]) => mode === 'plain' && theme === 'light'))
    it(
      `[K1] [K2] [K3] [K5] [K20] is whole, legible, large enough to touch: ${look.join(', ')}`,
      () => lookAround(on, look),
      180_000,
    )

  it('shows the rest screen’s first touch as home, whatever lies under the finger', async () => {
    const kiosk = await on.open<'kiosk'>('/kiosk?device=kiosk-1', {
      view: eight,
      width: 1080,
      height: 1920,
      now: nowAt,
      still: true,
    })
    await states.rest?.(kiosk)
    expect(await kiosk.page.locator('[data-screen=attract]').count()).toBe(1)
    await press(kiosk, '.attract-key')
    expect(await kiosk.page.locator('.menu').count()).toBe(1)
    await take(kiosk)
    expect(await kiosk.page.locator('[data-screen=ticket]').count()).toBe(1)
  })
})
