import { describe, expect, test } from 'vitest'
import { settingsAt } from '../../../server/hall/settings.ts'
import { canonical, openHall, replay } from '../../fakes/hall/hall-floor.ts'
import { furnished } from '../../fakes/hall/hall-settings.ts'

const { b: _, ...rest } = furnished.services
const withoutB = { ...furnished, services: rest }

describe('the history of the settings', () => {
  test('[SET-17] knows who changed what, and the earlier settings whole, as far back as it remembers', () => {
    const floor = openHall({ groups: { rare: { en: 'Rare' } } })
    const base = floor.hall.settingsRecord.version
    const first = floor.hall.settings!
    floor.pass(1_000)
    floor.take('change-settings', { base, settings: withoutB }, floor.staff('9001'))
    floor.change({ ...withoutB, returnBehind: 9 })
    const { hall } = floor
    const { changes } = hall.settingsRecord
    const [removal] = changes.slice(-2)
    expect(removal).toMatchObject({
      version: base + 1,
      by: 'staff:9001',
      touched: ['services.b', 'groups.rare'],
    })
    expect(removal!.at).toBe(floor.taken.at(-2)!.entry.at)
    const at = (wanted: number) => settingsAt(hall.settings, hall.settingsRecord, wanted)
    expect(at(base)).toEqual(first)
    expect(Object.keys(at(base)!.services)).toEqual(Object.keys(first.services))
    expect(at(base + 1)).toEqual(withoutB)
    expect(at(base + 2)).toBe(hall.settings)
    expect(at(base + 3)).toBeUndefined()
    for (let n = 0; n < 50; n += 1) floor.change({ ...furnished, returnBehind: n })
    expect(at(base + 1)).toBeUndefined()
    expect(at(base + 2)).toBeDefined()
    expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  })

  test('[SET-17] keeps what was before large changes only for the latest of them', () => {
    const floor = openHall()
    const wide = (n: number) => ({ ...furnished, name: { en: 'x'.repeat(200_000) + n } })
    for (let n = 0; n < 4; n += 1) floor.change(wide(n))
    const kept = floor.hall.settingsRecord.changes.slice(-4).map(({ former }) => former !== undefined)
    expect(kept).toEqual([false, false, true, true])
  })
})
