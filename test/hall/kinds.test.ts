import { expect, test } from 'vitest'
import type { KioskView } from '../../server/hall/views/view-types.ts'
import { viewFor } from '../../server/hall/views/views.ts'
import { openHall } from '../fakes/hall-floor.ts'

test('[VIEW-6] kinds of service are told by their names where the hall has given any', () => {
  const groups = { home: { 'zh-CN': '住户服务', en: 'For residents' } }
  const wordsAt = (floor: ReturnType<typeof openHall>) =>
    (viewFor(floor.hall, { view: 'kiosk', device: 'kiosk-1' }) as KioskView).words
  expect(wordsAt(openHall({ groups })).groups).toEqual(groups)
  expect(wordsAt(openHall())).not.toHaveProperty('groups')
})
