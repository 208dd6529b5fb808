import { describe, expect, test } from 'vitest'
import type { CounterView, KioskView, ManagerView } from '../../../server/hall/views/view-types.ts'
import { type Audience, viewFor } from '../../../server/hall/views/views.ts'
import { openHall } from '../../fakes/hall/hall-floor.ts'
import { furnished, minutes, seconds } from '../../fakes/hall/hall-settings.ts'

describe('what pages go by', () => {
  test('[SET-1] staff see the hall’s waiting periods and marks, the kiosk its times, and new ones at once', () => {
    const floor = openHall()
    const guidance = { ...furnished.guidance, recallAfterMs: 0, longWaitMs: minutes(5) }
    const kiosk = { ...furnished.kiosk, idleAfterMs: seconds(10) }
    const see = <V>(audience: Audience) => viewFor(floor.hall, audience) as V
    expect(see<CounterView>({ view: 'counter', counter: '1' }).guidance).toEqual(furnished.guidance)
    expect(see<KioskView>({ view: 'kiosk', device: 'kiosk-1' }).times).toEqual(furnished.kiosk)
    floor.change({ ...furnished, guidance, kiosk })
    expect(see<CounterView>({ view: 'counter', counter: '1' }).guidance).toEqual(guidance)
    expect(see<ManagerView>({ view: 'manager' }).guidance).toEqual(guidance)
    expect(see<KioskView>({ view: 'kiosk', device: 'kiosk-1' }).times).toEqual(kiosk)
  })
})
