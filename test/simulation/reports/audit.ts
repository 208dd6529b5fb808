import { join } from 'node:path'
import { realClock } from '../../../server/clock.ts'
import { openHall } from '../../../server/data/open-hall.ts'
import { hallDirectory, segmentBytes } from '../halls.ts'
import { canary } from '../ledger.ts'
import { Process } from '../process.ts'
import type { World } from '../world.ts'

const checkpointFiles = ['checkpoint.json', 'checkpoint.previous.json'].map((name) =>
  join(hallDirectory, name),
)
/** Samples one key of a phone page in this many. */
const keysLookedFor = 1 / 16

/** I5, I10: the files alone make the same hall, with and without checkpoint, and hold no words of people. */
export async function audit(world: World, phoneKeys: readonly string[]): Promise<void> {
  const { disk } = world
  await opens(world, 'the hall read from its checkpoint')
  for (const path of checkpointFiles) disk.forget(path)
  await opens(world, 'the hall read from its first record')
  const keys = phoneKeys.filter((_, index) => Number.isInteger(index * keysLookedFor))
  for (const [path, content] of disk.files()) {
    if (path.includes('/vault/')) continue
    const text = content.toString('utf8')
    if (text.includes(canary)) world.fail('I10', `words of people in ${path}`)
    for (const key of keys) if (text.includes(key)) world.fail('I10', `the key of a phone page in ${path}`)
  }
}

async function opens(world: World, what: string): Promise<void> {
  const { scheduler, ledger } = world
  const process = new Process(scheduler)
  let isOpen = false
  const onFailure = (error: Error) => scheduler.fail(error)
  const fs = world.diskOf(process)
  openHall({ fs, directory: hallDirectory, segmentBytes, clock: realClock, onFailure })
    .then(({ keeper }) => {
      isOpen = true
      ledger.sameHall(keeper, what)
    })
    .catch((error: unknown) => scheduler.fail(error))
  await scheduler.run(() => isOpen)
  process.die()
}
