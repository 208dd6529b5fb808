import { expect, test } from 'vitest'
import { HallBackups } from '../../../server/data/backup/hall-backups.ts'
import { backupName } from '../../../server/data/backup/names.ts'
import { CrashDisk } from '../../fakes/crash-disk.ts'

const folder = '/backups'
const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** The backups of a hall in a zone of UTC, due at 02:00, on a clock that a test moves. */
async function begun() {
  const disk = new CrashDisk()
  await disk.makeDirectory(folder)
  const state = { now: Date.parse('2026-11-28T01:00:00Z'), fails: false, isGood: true }
  let next: (() => void) | undefined
  const said: string[] = []
  const backups = new HallBackups({
    fs: disk,
    folder,
    hall: 'hall',
    clock: {
      now: () => state.now,
      monotonicMs: () => state.now,
      soon: (task) => task(),
      after(_, task) {
        next = task
        return () => {}
      },
    },
    timeZone: () => 'UTC',
    at: () => '02:00',
    async make() {
      if (state.fails) throw new Error('the disk is away')
      await disk.makeDirectory(`${folder}/${backupName('hall', state.now)}`)
    },
    check: async () => state.isGood,
    report: (message) => said.push(message),
  })
  /** Checks as the schedule does, after a time. */
  const after = async (ms: number) => {
    state.now += ms
    const due = next
    next = undefined
    due?.()
    await expect.poll(() => next).toBeDefined()
    return backups.facts
  }
  backups.begin()
  await expect.poll(() => next).toBeDefined()
  return { backups, state, said, after }
}

test('the first backup is made at once and read again; one that fails is late two hours after its time, and no longer when it is made', async () => {
  const { backups, state, said, after } = await begun()
  const first = state.now
  expect(backups.facts).toEqual({
    folder,
    isRunning: false,
    isLate: false,
    madeAt: first,
    name: backupName('hall', first),
    checkedAt: first,
  })
  state.fails = true
  expect(await after(hourMs)).toMatchObject({ madeAt: first, failedAt: state.now, isLate: false })
  expect((await after(1.9 * hourMs)).isLate).toBe(false)
  expect((await after(0.2 * hourMs)).isLate).toBe(true)
  expect(said.filter((one) => one.includes('older than the schedule'))).toHaveLength(1)
  state.fails = false
  const made = await after(hourMs)
  expect(made).toMatchObject({ madeAt: state.now, isLate: false })
  expect(made.failedAt).toBeUndefined()
})

test('a backup whose files changed since is told as damaged until another one is good', async () => {
  const { backups, state, said, after } = await begun()
  state.isGood = false
  const facts = await after(25 * hourMs)
  expect(facts).toMatchObject({ isDamaged: true, isLate: true })
  expect(facts.checkedAt).toBeUndefined()
  expect(said).toContain('the newest backup is damaged: make another one, and look at its disk')
  state.isGood = true
  state.now += minuteMs
  expect(backups.makeNow()).toBe(true)
  expect(backups.makeNow()).toBe(false)
  await expect.poll(() => backups.facts).toMatchObject({ isLate: false, checkedAt: state.now })
  expect(backups.facts.isDamaged).toBeUndefined()
})
