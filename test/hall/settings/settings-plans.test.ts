import { describe, expect, test } from 'vitest'
import { canonical, type Floor, keeper, openHall, replay } from '../../fakes/hall/hall-floor.ts'
import { furnished, hours } from '../../fakes/hall/hall-settings.ts'

const version = (floor: Floor) => floor.hall.settingsRecord.version
const plans = ({ hall }: Floor) => hall.settingsRecord.plans ?? []
const change = { change: { patch: { returnBehind: 7 } }, former: { returnBehind: 3 } }

/** Plans a change, and returns its id. */
function planned(floor: Floor, due: number): number {
  floor.take('plan-settings', { base: version(floor), due, ...change }, floor.staff('9001'))
  return plans(floor).at(-1)!.id
}

describe('a planned change of the settings', () => {
  test('[SET-19] changes nothing until its moment, names its giver, and can be withdrawn', () => {
    const floor = openHall()
    const before = [floor.hall.settings, version(floor)]
    const id = planned(floor, floor.at + hours(20))
    expect(plans(floor)).toMatchObject([{ id, by: 'staff:9001', state: 'planned', ...change }])
    floor.take('withdraw-plan', { plan: id }, floor.staff('9001'))
    expect(plans(floor)).toEqual([])
    floor.pass(hours(24))
    expect([floor.hall.settings, version(floor)]).toEqual(before)
    expect(floor.refused('withdraw-plan', { plan: id }, floor.staff('9001'))).toEqual({
      reason: 'no-such-plan',
    })
    expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  })

  test('[SET-19] [C20] is refused from an older version, for a moment that has passed, and beyond the limit', () => {
    const floor = openHall()
    const base = version(floor)
    const plan = (more: object) =>
      floor.refused(
        'plan-settings',
        { base: version(floor), due: floor.at + 1, ...change, ...more },
        floor.staff('9001'),
      )
    floor.change({ ...furnished, returnBehind: 5 })
    expect(plan({ base })).toMatchObject({ reason: 'settings-changed', changed: ['returnBehind'] })
    expect(plan({ due: floor.at })).toEqual({ reason: 'moment-has-passed' })
    for (let n = 0; n < 20; n += 1) planned(floor, floor.at + hours(1))
    expect(plan({ due: floor.at + hours(2) })).toEqual({ reason: 'too-many-plans', limit: 20 })
  })

  test('[SET-20] is due once at its moment; the change that it becomes has the name of who planned it', () => {
    const floor = openHall()
    const id = planned(floor, floor.at + hours(20))
    floor.pass(hours(19))
    expect(plans(floor)).toMatchObject([{ state: 'planned' }])
    floor.pass(hours(2))
    expect(plans(floor)).toMatchObject([{ id, state: 'due' }])
    expect(floor.refused('withdraw-plan', { plan: id }, floor.staff('9001'))).toEqual({
      reason: 'no-such-plan',
    })
    floor.take(
      'change-settings',
      {
        base: version(floor),
        settings: { ...floor.hall.settings!, returnBehind: 7 },
        plan: id,
      },
      keeper,
    )
    expect(plans(floor)).toEqual([])
    expect(floor.hall.settingsRecord.changes.at(-1)).toMatchObject({
      by: 'staff:9001',
      touched: ['returnBehind'],
    })
    expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  })

  test('[SET-20] that is refused stays with its reason until it is taken off', () => {
    const floor = openHall()
    const id = planned(floor, floor.at + 1_000)
    floor.pass(2_000)
    const why = { reason: 'settings-changed' }
    floor.take('refuse-plan', { plan: id, why }, keeper)
    expect(plans(floor)).toMatchObject([{ id, state: 'refused', why }])
    floor.pass(hours(24))
    expect(plans(floor)).toMatchObject([{ state: 'refused' }])
    floor.take('withdraw-plan', { plan: id }, floor.staff('9001'))
    expect(plans(floor)).toEqual([])
  })
})
