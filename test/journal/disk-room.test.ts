import { describe, expect, test } from 'vitest'
import { CrashDisk } from '../fakes/crash-disk.ts'
import { folder, open, record, records, write } from './journals.ts'

describe('room', () => {
  const segmentBytes = 8192

  test('a full disk is known before a record needs the room, and the journal recovers when there is room again', async () => {
    const plan = { capacity: 3 * segmentBytes }
    const disk = new CrashDisk(plan)
    const { journal } = await open(disk, folder, { segmentBytes })
    const changes: string[] = []
    journal.onRoomChange((room, trouble) => changes.push(`${room} ${trouble ? 'with a reason' : ''}`.trim()))
    let seq = 1
    while (journal.room !== 'none') {
      expect(journal.canWrite(200)).toBe(true)
      await write(journal, [record(seq)])
      seq += 1
    }
    expect(changes).toEqual(['last-segment with a reason', 'none with a reason'])
    expect(journal.roomTrouble).toMatchObject({ code: 'ENOSPC' })
    expect(journal.canWrite(segmentBytes / 2)).toBe(false)
    expect(await journal.checkRoom()).toBe('none')
    const { position } = journal
    expect(() => journal.write(records(seq, 60), () => undefined)).toThrow('Make room')
    expect(journal.position).toEqual(position)
    plan.capacity = 100 * segmentBytes
    expect(await journal.checkRoom()).toBe('enough')
    expect(journal.canWrite(segmentBytes / 2)).toBe(true)
    for (; seq <= 300; seq += 3) await write(journal, records(seq, 3))
    expect(changes.at(-1)).toBe('enough')
    await journal.close()
    expect((await open(disk.copyWith(), folder, { segmentBytes })).seen.map((found) => found.seq)).toEqual(
      Array.from({ length: seq - 1 }, (_, index) => index + 1),
    )
  })

  test('a disk that says it has room and then refuses is the same: the present segment is used up', async () => {
    const plan: { capacity: number; shortWrites?: number } = { capacity: 100 * segmentBytes }
    const disk = new CrashDisk(plan)
    const { journal } = await open(disk, folder, { segmentBytes })
    disk.freeBytes = async () => 2 ** 40
    plan.capacity = segmentBytes + 1000
    await write(journal, [record(1)])
    await journal.checkRoom()
    await write(journal, [record(2)])
    expect(journal.room).toBe('last-segment')
    expect(journal.roomTrouble).toMatchObject({ code: 'ENOSPC' })
    expect(await disk.list(folder)).toEqual(['00000001.ndjson'])
    await journal.close()
  })
})
