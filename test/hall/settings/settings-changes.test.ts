import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../server/hall/settings.ts'
import { viewFor } from '../../../server/hall/views/views.ts'
import { canonical, type Floor, keeper, kiosk, openHall, replay } from '../../fakes/hall/hall-floor.ts'
import { furnished, hours, minutes, moment, seconds } from '../../fakes/hall/hall-settings.ts'

const version = (floor: Floor) => floor.hall.settingsRecord.version

/** The settings without some entries of their lists by id. */
function without(list: 'services' | 'counters' | 'profiles', ...ids: string[]): Settings {
  const kept = Object.entries(furnished[list]).filter(([id]) => !ids.includes(id))
  return { ...furnished, [list]: Object.fromEntries(kept) }
}

/** Why the hall refuses these settings. */
const refusal = (floor: Floor, settings: Settings) =>
  floor.refused('change-settings', { base: version(floor), settings }, floor.staff('9001'))

describe('a change of settings', () => {
  test('[SET-2] carries the sections that differ, each whole, and the next version', () => {
    const floor = openHall()
    const before = version(floor)
    const settings = { ...furnished, returnBehind: 7 }
    const body = { base: before, settings }
    expect(floor.take('change-settings', body, floor.staff('9001'))).toEqual({ version: before + 1 })
    expect(floor.events).toEqual([
      { type: 'settings-changed', v: 2, version: before + 1, sections: { returnBehind: 7 } },
    ])
    const again = { base: before + 1, settings }
    expect(floor.take('change-settings', again, floor.staff('9001'))).toEqual({ version: before + 1 })
    expect(floor.events).toEqual([])
    expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  })

  test('[SET-2] a section that is gone is gone, and the order of a list is part of it', () => {
    const floor = openHall({ groups: { rare: { en: 'Rare' } } })
    const services = Object.fromEntries(Object.entries(furnished.services).reverse())
    floor.change({ ...furnished, services })
    expect(floor.hall.settings).not.toHaveProperty('groups')
    expect(Object.keys(floor.hall.settings!.services)).toEqual(['v', 'd', 'c', 'b', 'a'])
    expect(floor.hall.settingsRecord.changes.at(-1)?.touched).toEqual(['services', 'groups.rare'])
  })

  test('[SET-3] [C20] of two people who save, the second hears what the first changed, and nothing is merged', () => {
    const floor = openHall()
    const base = version(floor)
    const first = { ...without('services', 'b'), returnBehind: 1 }
    floor.take('change-settings', { base, settings: first }, floor.staff('9001'))
    floor.change({ ...first, transferPlace: 'end' })
    const second = { base, settings: { ...furnished, graceMs: minutes(5) } }
    expect(floor.refused('change-settings', second, floor.staff('9001'))).toEqual({
      reason: 'settings-changed',
      version: base + 2,
      changed: ['returnBehind', 'services.b', 'transferPlace'],
    })
    expect(floor.hall.settings).toMatchObject({ returnBehind: 1, transferPlace: 'end' })
  })

  test('[SET-3] from a version that is longer ago than the hall remembers, or has never been, nothing is named', () => {
    const floor = openHall()
    const base = version(floor)
    for (let n = 0; n < 51; n += 1) floor.change({ ...furnished, returnBehind: n % 2 })
    const asked = (from: number) =>
      floor.refused('change-settings', { base: from, settings: furnished }, floor.staff('9001'))
    expect(asked(base)).toEqual({ reason: 'settings-changed', version: base + 51 })
    expect(asked(base + 1)).toMatchObject({ changed: ['returnBehind'] })
    expect(asked(base + 52)).toEqual({ reason: 'settings-changed', version: base + 51 })
  })

  test('[SET-10] touches nothing that waits, is called, served, held, missed or printed', () => {
    const floor = openHall()
    floor.issue('a')
    floor.missed('1')
    for (const category of ['ordinary', 'elderly'] as const) floor.issue('a', { category })
    floor.call('1')
    floor.issue('b')
    floor.serve('2')
    const before = [[...floor.hall.live.values()], [...floor.hall.counters.values()]]
    const calls = floor.hall.calls
    const services = { ...furnished.services, a: { ...furnished.services.a!, prefix: 'X' } }
    floor.change({
      ...furnished,
      services,
      headStartMs: {},
      policy: { kind: 'precedence' },
      returnBehind: 0,
      series: {},
      printing: false,
      printingDevices: [],
      languages: ['en'],
      staff: {},
    })
    expect([[...floor.hall.live.values()], [...floor.hall.counters.values()]]).toEqual(before)
    expect(floor.hall.calls).toBe(calls)
  })

  test('[SET-11] a start changes no settings: every console has lost its connection, and nothing else', () => {
    const floor = openHall()
    floor.take('report-link', { counter: '1', connected: true }, keeper)
    floor.issue('a')
    const { settings, settingsRecord, live } = floor.hall
    const tickets = [...live.values()]
    floor.take('start-hall', {}, keeper)
    expect(floor.events).toEqual([{ type: 'hall-started' }])
    expect([floor.hall.settings, floor.hall.settingsRecord, [...floor.hall.live.values()]]).toEqual([
      settings,
      settingsRecord,
      tickets,
    ])
    expect(floor.counter('1')).toMatchObject({ link: { link: 'lost' } })
  })

  test('[SET-12] the version and hash of the document are remembered, and no screen hears of it', () => {
    const floor = openHall()
    const view = viewFor(floor.hall, { view: 'board', device: 'board-1' })
    const { floorChangedSeq } = floor.hall
    const filed = { version: version(floor), hash: 'of the file' }
    floor.take('file-settings', filed, keeper)
    expect(floor.hall.settingsRecord.filed).toEqual(filed)
    expect(floor.hall.floorChangedSeq).toBe(floorChangedSeq)
    expect(viewFor(floor.hall, { view: 'board', device: 'board-1' })).toEqual(view)
    floor.take('file-settings', filed, keeper)
    expect(floor.events).toEqual([])
    floor.change({ ...furnished, returnBehind: 9 })
    expect(floor.hall.settingsRecord.filed).toEqual(filed)
  })
})

describe('what is in use', () => {
  test('[SET-4] a service with a live ticket does not leave; when the ticket has ended, it does', () => {
    const floor = openHall()
    const ids = Array.from({ length: 6 }, () => floor.issue('b'))
    expect(refusal(floor, without('services', 'b', 'v'))).toEqual({
      reason: 'in-use',
      inUse: [{ name: 'services.b', tickets: 6, labels: ['B0100', 'B0110', 'B0120', 'B0130', 'B0140'] }],
    })
    for (const ticket of ids) floor.take('cancel-ticket', { ticket }, floor.staff('2001'))
    floor.pass(seconds(9)).change(without('services', 'b', 'v'))
    expect(floor.refused('issue-ticket', { service: 'b' }, kiosk).reason).toBe('no-such-service')
  })

  test('[SET-4] nor does it leave the profiles of all counters; one that nobody waits for does', () => {
    const floor = openHall()
    floor.issue('b')
    const onlyA = [{ services: ['a'] }]
    const profiles = { ...furnished.profiles, all: onlyA, 'a-then-all': onlyA }
    expect(refusal(floor, { ...furnished, profiles })).toEqual({
      reason: 'in-use',
      inUse: [{ name: 'services.b', tickets: 1, labels: ['B0100'] }],
    })
    floor.take('set-profile', { counter: '2', profile: 'a-then-b-late' }, floor.staff('2001'))
    floor.change({ ...furnished, profiles })
    expect(floor.call('2')).toBe('t1')
  })

  test('[SET-5] an occupied counter does not leave; closed, it does', () => {
    const floor = openHall()
    expect(refusal(floor, without('counters', '3', '5'))).toEqual({
      reason: 'in-use',
      inUse: [{ name: 'counters.3', counters: ['3'] }],
    })
    floor.take('close-counter', { counter: '3' }, floor.staff('1003'))
    floor.change(without('counters', '3', '5'))
    expect([...floor.hall.counters.keys()]).toEqual(['1', '2', '4'])
  })

  test('[SET-5] nor does one to which a ticket was sent, or at which one is held', () => {
    const floor = openHall()
    const [sent, held] = [floor.issue('a'), floor.issue('a')]
    floor.serve('1')
    floor.take('transfer', { counter: '1', to: { counter: '2' } }, floor.staff('1001'))
    floor.serve('3')
    floor.take('hold', { counter: '3' }, floor.staff('1003'))
    for (const counter of ['2', '3']) floor.take('close-counter', { counter }, floor.staff(`100${counter}`))
    expect(refusal(floor, without('counters', '2', '3'))).toEqual({
      reason: 'in-use',
      inUse: [
        { name: 'counters.2', tickets: 1, labels: [floor.label(sent)] },
        { name: 'counters.3', tickets: 1, labels: [floor.label(held)] },
      ],
    })
  })

  test('[SET-6] a profile set at an occupied counter does not leave; a closed counter loses it', () => {
    const floor = openHall()
    for (const counter of ['1', '5'])
      floor.take('set-profile', { counter, profile: 'a-then-b-late' }, floor.staff('2001'))
    expect(refusal(floor, without('profiles', 'a-then-b-late'))).toEqual({
      reason: 'in-use',
      inUse: [{ name: 'profiles.a-then-b-late', counters: ['1'] }],
    })
    floor.take('close-counter', { counter: '1' }, floor.staff('1001'))
    floor.change(without('profiles', 'a-then-b-late'))
    expect(floor.counter('1')).not.toHaveProperty('profile')
    expect(floor.counter('5')).not.toHaveProperty('profile')
  })

  test('[SET-7] a reason does not leave while a counter is paused or a ticket held for it', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    floor.serve('1')
    floor.take('hold', { counter: '1', for: 'copy' }, floor.staff('1001'))
    floor.take('pause-counter', { counter: '2', reason: 'meal' }, floor.staff('1002'))
    const reasons = {
      pause: { break: {}, other: {} },
      hold: { form: {}, other: {} },
      rating: { place: {} },
    }
    expect(refusal(floor, { ...furnished, reasons })).toEqual({
      reason: 'in-use',
      inUse: [
        { name: 'reasons.pause.meal', counters: ['2'] },
        { name: 'reasons.hold.copy', tickets: 1, labels: [floor.label(ticket)] },
      ],
    })
    floor.take('open-counter', { counter: '2' }, floor.staff('1002'))
    floor.take('resume', { counter: '1', ticket }, floor.staff('1001'))
    floor.pass(seconds(9)).change({ ...furnished, reasons })
  })

  test('[SET-8] hours that would end the day’s waiting tickets at once are refused; later ones are not', () => {
    const floor = openHall()
    floor.pass(hours(3))
    const ticket = floor.issue('a')
    const until = (close: string): Settings => ({ ...furnished, hours: { mon: [['08:00', close]] } })
    expect(refusal(floor, until('11:30'))).toEqual({
      reason: 'in-use',
      inUse: [{ name: 'hours', tickets: 1, labels: [floor.label(ticket)] }],
    })
    floor.change(until('11:31')).settle()
    expect(floor.hall.callableUntil.get('2026-03-02')).toBe(moment('2026-03-02T12:01'))
    floor.take('close-day', {}, floor.staff('2001'))
    floor.change(until('11:00')).settle()
  })

  test('[SET-9] what an undo could restore counts for eight seconds', () => {
    const floor = openHall()
    floor.issue('b')
    floor.serve('1')
    floor.take('finish', { counter: '1' }, floor.staff('1001'))
    expect(refusal(floor, without('services', 'b')).inUse).toEqual([
      { name: 'services.b', tickets: 1, labels: ['B0100'] },
    ])
    floor.pass(seconds(9)).change(without('services', 'b'))
  })
})

test('[SET-15] a pairing is recorded by the id of its device and touches nothing on the floor, and so is a refused one', () => {
  const floor = openHall()
  const before = floor.hall.floorChangedSeq
  expect(floor.take('change-device', { device: 'k1', change: 'paired' }, floor.staff('9001'))).toEqual({
    device: 'k1',
  })
  expect(floor.events).toEqual([{ type: 'device-changed', device: 'k1', change: 'paired' }])
  floor.take('refuse-pairing', {}, floor.staff('9001'))
  expect(floor.events).toEqual([{ type: 'pairing-refused' }])
  expect(floor.hall.floorChangedSeq).toBe(before)
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
})

describe('an account of staff', () => {
  const staff = { ...furnished.staff, '1009': { roles: ['counter' as const], skills: 'all' as const } }

  test('[SET-13] is recorded by badge and kind, and what the hall knows of it enters as a change of settings', () => {
    const floor = openHall()
    const before = version(floor)
    const body = { badge: '1009', change: 'added' as const, staff }
    expect(floor.take('change-staff', body, floor.staff('9001'))).toEqual({})
    expect(floor.events).toEqual([
      { type: 'settings-changed', v: 2, version: before + 1, sections: { staff } },
      { type: 'staff-changed', badge: '1009', change: 'added' },
    ])
    expect(floor.hall.settingsRecord.changes.at(-1)?.touched).toEqual(['staff.1009'])
    floor.take('change-staff', { ...body, change: 'password-reset' }, floor.staff('9001'))
    expect(floor.events).toEqual([{ type: 'staff-changed', badge: '1009', change: 'password-reset' }])
    expect(version(floor)).toBe(before + 1)
    expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
  })
})
