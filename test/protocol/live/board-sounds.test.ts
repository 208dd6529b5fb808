import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../../server/web/live/limits.ts'
import { Driver, patience } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** The sound that boards and speakers report reaches the hall manager's page. */

const name = '综合屏'
let hall: RunningHall
let guest: Driver
let manager: Driver
beforeAll(async () => {
  const directory = await furnishedDirectory((file) => ({
    ...file,
    devices: [
      ...(file.devices ?? []),
      { id: 'board-2', kind: 'board', name: 'Board 2' },
      { id: 'speaker-1', kind: 'speaker', name: 'Stairs' },
    ],
  }))
  hall = await startHall({ verb: 'serve', directory })
  guest = new Driver(hall)
  manager = new Driver(hall)
  await manager.signIn('2001')
})
afterAll(() => hall.close())

const isBeat = ({ type }: { type: string }) => type === 'beat'

test('the manager is told which boards and speakers of the settings have no sound, and nobody else is', async () => {
  const floor = await manager.watch('manager')
  const told = (what: string, wanted: unknown) =>
    floor.until(
      what,
      (frame) => isBeat(frame) && isDeepStrictEqual(frame.silentBoards, wanted),
      floor.frames.length,
      2 * limits.beatMs + patience,
    )
  const first = await guest.watch('board', { device: 'board-1' })
  const second = await guest.watch('board', { device: 'board-2' })
  const madeUp = await guest.watch('board', { device: 'board-9' })
  for (const board of [madeUp, first]) board.send({ type: 'report', sound: 'blocked' })
  second.send({ type: 'report', sound: 'off' })
  // A report without the fact leaves it; a second page with sound is enough.
  first.send({ type: 'report', visible: false })
  const other = await guest.watch('board', { device: 'board-2' })
  other.send({ type: 'report', sound: 'on' })
  const later = await guest.watch('board', { device: 'board-2' })
  later.send({ type: 'report', sound: 'off' })
  await told('one silent board', { 'board-1': { name, sound: 'blocked' } })

  first.send({ type: 'report', sound: 'on' })
  await other.close()
  await told('the other one', { 'board-2': { name: 'Board 2', sound: 'off' } })
  const speaker = await guest.watch('board', { device: 'speaker-1' })
  speaker.send({ type: 'report', sound: 'blocked' })
  await told('a speaker too', {
    'board-2': { name: 'Board 2', sound: 'off' },
    'speaker-1': { name: 'Stairs', sound: 'blocked' },
  })
  await speaker.close()
  const beats = first.frames.filter(isBeat)
  expect(beats.length).toBeGreaterThan(0)
  expect(beats.some((beat) => 'silentBoards' in beat)).toBe(false)
  for (const page of [first, second, later, madeUp, floor]) await page.close()
})
