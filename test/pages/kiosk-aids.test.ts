import { it } from 'vitest'
import { describePages, stage } from './browser.ts'
import { type Look, lookAround, main } from './kiosk-scenes.ts'

const looks: readonly Look[] = [
  { mode: 'large', language: 'zh-CN' },
  { mode: 'large', language: 'en' },
  { mode: 'contrast', language: 'zh-CN' },
  ...(['zh-CN', 'en'] as const).flatMap((language) =>
    (['plain', 'large'] as const).map((mode) => ({ mode, language, theme: 'dark', only: main }) as const),
  ),
]

describePages('every screen of the kiosk with an aid on, and in a dim hall', () => {
  const on = stage()

  for (const look of looks)
    it(
      `[K1] [K2] [K3] [K5] [K20] is whole, legible, large enough to touch: ${look.mode}, ${look.language}, ${
        'only' in look ? 'dark' : 'light'
      }`,
      () => lookAround(on, look),
      180_000,
    )
})
