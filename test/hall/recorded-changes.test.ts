import { expect, test } from 'vitest'
import { canonical, type Floor, openHall, replay } from '../fakes/hall/hall-floor.ts'

const version = (floor: Floor) => floor.hall.settingsRecord.version

test('[SET-14] an API key is recorded by its id with its grants, and changes nothing in the hall', () => {
  const floor = openHall()
  const id = '0123456789ab'
  const grants = { commands: ['issue-ticket'], views: ['board'], until: 5 }
  const before = version(floor)
  expect(floor.take('change-keys', { id, change: 'added', ...grants }, floor.staff('9001'))).toEqual({
    id,
    until: 5,
  })
  expect(floor.events).toEqual([{ type: 'key-changed', id, change: 'added', ...grants }])
  expect(floor.take('change-keys', { id, change: 'revoked' }, floor.staff('9001'))).toEqual({})
  expect(version(floor)).toBe(before)
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
})

test('[SET-18] a backup that somebody asks for is recorded, and changes nothing in the hall', () => {
  const floor = openHall()
  expect(floor.take('ask-for-backup', {}, floor.staff('9001'))).toEqual({})
  expect(floor.events).toEqual([{ type: 'backup-asked' }])
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
})

test('[SET-16] the removal of old records is recorded with the hash of the last of them', () => {
  const floor = openHall()
  const body = { segment: 3, seq: 70, batch: 12, sha256: 'hash of batch 12', before: 5 }
  const before = version(floor)
  expect(floor.take('remove-records', body, floor.staff('9001'))).toEqual({})
  expect(floor.events).toEqual([{ type: 'records-removed', ...body }])
  expect(version(floor)).toBe(before)
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
})
