import { expect, test } from 'vitest'
import { limits } from '../../../server/hall/limits.ts'
import type { KioskView } from '../../../server/hall/views/view-types.ts'
import { viewFor } from '../../../server/hall/views/views.ts'
import { keeper, openHall } from '../../fakes/hall/hall-floor.ts'

test('[VIEW-6] a kiosk finds the paper of each of its latest tickets, and of no other device', () => {
  const floor = openHall()
  const printStates = (device: string) =>
    (viewFor(floor.hall, { view: 'kiosk', device }) as KioskView).printStates
  const first = floor.issue('b')
  floor.issue('b')
  const job = { ticket: first, job: `${first}-1` }
  floor.take('report-print', { ...job, happened: 'sending' }, keeper)
  floor.take('report-print', { ...job, happened: 'printed' }, keeper)
  expect(printStates('kiosk-1')).toMatchObject({ B0100: { print: 'printed' }, B0110: { print: 'queued' } })
  expect(printStates('kiosk-2')).toEqual({})
  for (let n = 1; n < limits.latestOfDevice; n += 1) floor.issue('a')
  expect(Object.keys(printStates('kiosk-1'))).toHaveLength(limits.latestOfDevice)
  expect(printStates('kiosk-1')).toHaveProperty('B0110')
  expect(printStates('kiosk-1')).not.toHaveProperty('B0100')
})
