import { it } from 'vitest'
import { describePages, stage } from '../browser/browser.ts'
import { lookAround, looks } from './kiosk-scenes.ts'

describePages('every screen of the kiosk with an aid on, and in a dim hall', () => {
  const on = stage()

  for (const look of looks.filter(([mode, , theme]) => mode !== 'plain' || theme === 'dark'))
    it(
      `[K1] [K2] [K3] [K5] [K20] is whole, legible, large enough to touch: ${look.join(', ')}`,
      () => lookAround(on, look),
      180_000,
    )
})
