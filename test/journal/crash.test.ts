import { expect, test } from 'vitest'
import { Checkpoints } from '../../server/journal/checkpoint.ts'
import { CrashDisk, PowerIsOff } from '../fakes/crash-disk.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { folder, open, records, write } from './journals.ts'

const segmentBytes = 4096
const seed = 20_261

interface Life {
  attempted: number
  acknowledged: number
}

/** Opens from the newest checkpoint, writes batches, saves a checkpoint now and then, until the power goes. */
async function live(disk: CrashDisk, random: () => number, life: Life): Promise<void> {
  const checkpoints = new Checkpoints(disk, '/hall', 'hall-1')
  const { checkpoint } = await checkpoints.read()
  const { journal, seen } = await open(disk, folder, { segmentBytes, from: checkpoint })
  const state = [...((checkpoint?.lists.seqs as number[]) ?? []), ...seen.map(({ seq }) => seq)]
  // Acknowledged ⊆ recovered ⊆ attempted, each once and in order.
  expect(state).toEqual(Array.from({ length: state.length }, (_, index) => index + 1))
  expect(state.length).toBeGreaterThanOrEqual(life.acknowledged)
  expect(state.length).toBeLessThanOrEqual(life.attempted)
  life.acknowledged = state.length
  for (let batch = 0; batch < 25; batch += 1) {
    const size = 1 + Math.floor(random() * 6)
    life.attempted = Math.max(life.attempted, state.length + size)
    await write(journal, records(state.length + 1, size))
    for (let count = 0; count < size; count += 1) state.push(state.length + 1)
    life.acknowledged = state.length
    const { position } = journal
    if (batch % 9 !== 8 || !position) continue
    await checkpoints.save({
      hall: 'hall-1',
      epoch: journal.epoch,
      seq: state.length,
      position,
      head: {},
      lists: { seqs: [...state] },
    })
  }
  await journal.close()
}

test(`the power goes at every change of the disk: what was acknowledged is there, nothing is there twice (seed ${seed})`, async () => {
  const random = seededRandom(seed)
  let cuts = 0
  for (let dieAt = 1; ; dieAt += 1) {
    const life = { attempted: 0, acknowledged: 0 }
    const disk = new CrashDisk({ dieAt, random })
    const died = await live(disk, random, life).then(
      () => false,
      (error) => {
        if (!(error instanceof PowerIsOff)) throw error
        return true
      },
    )
    if (!died) break
    cuts += 1
    // The power goes a second time while the first cut is being mended.
    const second = disk.afterPowerCut({ dieAt: 1 + Math.floor(random() * 12), random })
    await live(second, random, life).catch((error) => {
      if (!(error instanceof PowerIsOff)) throw error
    })
    await live(second.afterPowerCut({ random }), random, life)
  }
  expect(cuts).toBeGreaterThan(60)
})

test(`a process killed at every change leaves files that open again (seed ${seed})`, async () => {
  const random = seededRandom(seed + 1)
  let kills = 0
  for (let dieAt = 1; ; dieAt += 1) {
    const life = { attempted: 0, acknowledged: 0 }
    const disk = new CrashDisk({ dieAt, random })
    const died = await live(disk, random, life).then(
      () => false,
      (error) => {
        if (!(error instanceof PowerIsOff)) throw error
        return true
      },
    )
    await live(disk.copyWith({ random }), random, life)
    if (!died) break
    kills += 1
  }
  expect(kills).toBeGreaterThan(60)
})
