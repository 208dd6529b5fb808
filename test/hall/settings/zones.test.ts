import { expect, test } from 'vitest'
import type { BoardView } from '../../../server/hall/views/view-types.ts'
import { viewFor } from '../../../server/hall/views/views.ts'
import { openHall } from '../../fakes/hall/hall-floor.ts'
import { furnished } from '../../fakes/hall/hall-settings.ts'

test('[VIEW-13] a board of a zone shows the counters that stand there, their calls and their services', () => {
  const { counters } = furnished
  const floor = openHall({
    counters: {
      ...counters,
      '2': { ...counters['2']!, zone: 'left' },
      '5': { ...counters['5']!, zone: 'back' },
    },
    devices: [
      { id: 'left', kind: 'board', name: 'Left', zone: 'left', diagonal: 43 },
      { id: 'back', kind: 'board', name: 'Back', zone: 'back' },
      { id: 'all', kind: 'board', name: 'All' },
    ],
  })
  for (let n = 0; n < 2; n += 1) floor.issue('a')
  floor.call('1')
  floor.call('2')
  const board = (device: string) => viewFor(floor.hall, { view: 'board', device }) as BoardView
  expect(board('left').calls.map(({ counter }) => counter)).toEqual(['2'])
  expect(Object.keys(board('left').counters)).toEqual(['2'])
  expect(Object.keys(board('left').queues)).toEqual(Object.keys(board('all').queues))
  expect(board('left').diagonal).toBe(43)
  expect(board('back')).toMatchObject({ calls: [], queues: {} })
  expect(board('all').calls.map(({ counter }) => counter)).toEqual(['2', '1'])
  expect(Object.keys(board('all').counters)).toHaveLength(5)
})

test("[CALL-7] [VIEW-13] a board lists its zone's last twelve calls, however many another zone makes", () => {
  const { counters } = furnished
  const floor = openHall({
    counters: {
      ...counters,
      '1': { ...counters['1']!, zone: 'busy' },
      '2': { ...counters['2']!, zone: 'left' },
    },
    devices: [
      { id: 'busy', kind: 'board', name: 'Busy', zone: 'busy' },
      { id: 'left', kind: 'board', name: 'Left', zone: 'left' },
      { id: 'all', kind: 'board', name: 'All' },
    ],
  })
  const callAndFinish = (counter: string) => {
    floor.issue('a')
    floor.serve(counter)
    floor.take('finish', { counter }, floor.whoAt(counter))
  }
  const listed = (device: string) =>
    (viewFor(floor.hall, { view: 'board', device }) as BoardView).calls.map(({ label }) => label)
  for (let n = 0; n < 13; n += 1) callAndFinish('2')
  const quiet = listed('left')
  expect(quiet).toHaveLength(12)
  for (let n = 0; n < 40; n += 1) callAndFinish('1')
  expect(listed('left')).toEqual(quiet)
  expect(listed('all')).toEqual(listed('busy'))
  expect(listed('all')).toHaveLength(12)
  // The list grows with the zones, not with the day.
  expect(floor.hall.calls).toHaveLength(24)
})
