import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../fakes/driver.ts'
import { temporaryDirectory } from '../../fakes/running-hall.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'
import { lacksLeave } from '../../fakes/tools.ts'
import { bundleLife, furnishLives, Lives, LostAcknowledged } from '../process-runs.ts'

/**
 * A power cut while a hall works: its file system is shut down, which loses the unwritten page cache as a pulled plug
 * does. The file system is mounted again, and the hall must have all that it had acknowledged. `POWER_CUTS` and `SEED` come from the
 * environment. Not shown: a drive that lost data which it had reported as written.
 */

const cuts = Number(process.env.POWER_CUTS ?? 3)
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const imageMegabytes = 320
const saysEveryMs = 20_000

class Disk {
  readonly #kind: 'ext4' | 'xfs'
  readonly #image: string
  readonly path: string
  #mounted = false

  constructor(kind: 'ext4' | 'xfs') {
    const directory = temporaryDirectory()
    this.#kind = kind
    this.#image = join(directory, 'image')
    this.path = join(directory, 'disk')
    mkdirSync(this.path)
    execFileSync('truncate', ['-s', `${imageMegabytes}m`, this.#image])
    execFileSync(`mkfs.${kind}`, kind === 'xfs' ? ['-q', '-f', this.#image] : ['-q', '-F', this.#image])
    this.mount()
  }

  mount(): void {
    execFileSync('mount', ['-t', this.#kind, '-o', 'loop', this.#image, this.path])
    this.#mounted = true
  }

  /** Everything that is not on the disk yet is lost; every later access fails. */
  cut(): void {
    execFileSync('xfs_io', ['-x', '-c', 'shutdown', this.path])
  }

  unmount(): void {
    if (this.#mounted) execFileSync('umount', [this.path])
    this.#mounted = false
  }
}

let life: Awaited<ReturnType<typeof bundleLife>>
const disks: Disk[] = []
beforeAll(async () => {
  life = await bundleLife()
})
afterAll(() => {
  for (const disk of disks) disk.unmount()
  life?.remove()
})

async function hallOn(kind: 'ext4' | 'xfs'): Promise<{ disk: Disk; lives: Lives }> {
  const disk = new Disk(kind)
  disks.push(disk)
  const directory = join(disk.path, 'hall')
  await furnishLives(directory)
  // The files that a start finds are old.
  execFileSync('sync', ['-f', directory])
  return { disk, lives: new Lives({ directory, file: life.file, told: join(temporaryDirectory(), 'told') }) }
}

/** One life that ends with the power, at a moment of chance. How many commands it had acknowledged. */
async function liveUntilTheCut(
  disk: Disk,
  lives: Lives,
  chance: () => number,
  planted?: string,
): Promise<number> {
  const enough = Math.floor(chance() * 250)
  const { ended } = lives.begin(planted === undefined ? {} : { planted })
  let isOver = false
  const end = ended.finally(() => {
    isOver = true
  })
  await until('enough answers', () => isOver || lives.soFar() >= enough)
  disk.cut()
  lives.kill()
  const { stderr } = await end
  if (isOver && /Error/u.test(stderr) && !/EIO|refused/u.test(stderr)) throw new Error(stderr)
  const acknowledged = lives.takeDown()
  disk.unmount()
  disk.mount()
  return acknowledged
}

/** Days of thousands of entries take time to read: after this many lives a new hall begins. */
const livesOfOneHall = 20

describe.each(['ext4', 'xfs'] as const)('power cuts on %s', (kind) => {
  const reason = lacksLeave(
    `power cuts on ${kind}`,
    [`mkfs.${kind}`, 'xfs_io', 'mount'],
    [
      'bash',
      '-c',
      `d=$(mktemp -d) && trap 'umount $d/m 2>/dev/null; rm -rf $d' EXIT && mkdir $d/m && truncate -s ${imageMegabytes}m $d/i && mkfs.${kind} -q $d/i && mount -t ${kind} -o loop $d/i $d/m && xfs_io -x -c shutdown $d/m`,
    ],
  )

  test.skipIf(reason)(
    `[I1] [I2] [I3] [I4] [I5] after each of ${cuts} cuts all that was acknowledged is there, once, and answers the same (seed ${seed})`,
    async () => {
      const chance = seededRandom(seed)
      let acknowledged = 0
      let entries = 0
      let done = 0
      let saidAt = performance.now()
      while (done < cuts) {
        const { disk, lives } = await hallOn(kind)
        for (let n = 0; n < livesOfOneHall && done < cuts; n += 1, done += 1) {
          acknowledged += await liveUntilTheCut(disk, lives, chance)
          if (performance.now() - saidAt > saysEveryMs) {
            saidAt = performance.now()
            process.stdout.write(`  power cuts: ${kind}, ${done} of ${cuts}, nothing lost\n`)
          }
          const before = entries
          entries = await lives.check().catch((error: Error) => {
            throw new Error(`cut ${done + 1} on ${kind}, seed ${seed}: ${error.message}`, { cause: error })
          })
          if (n === 0) continue
          expect(entries).toBeGreaterThanOrEqual(before)
        }
        disk.unmount()
        rmSync(join(disk.path, '..'), { recursive: true, force: true })
      }
      process.stdout.write(
        `power cuts: ${kind}, seed ${seed}, ${cuts} cuts, ${acknowledged} commands acknowledged, 0 lost, 0 done twice\n`,
      )
      expect(acknowledged).toBeGreaterThan(cuts * 10)
    },
    120_000 + cuts * 10_000,
  )

  test.skipIf(reason)(`the same cuts find a journal that only says it had synced`, async () => {
    const chance = seededRandom(seed)
    const { disk, lives } = await hallOn(kind)
    const found = async (): Promise<boolean> => {
      for (let n = 0; n < 10; n += 1) {
        await liveUntilTheCut(disk, lives, chance, 'no-sync')
        const wrong = await lives.check().then(
          () => undefined,
          (error: Error) => error,
        )
        if (wrong)
          return (
            wrong instanceof LostAcknowledged ||
            /missing|can't be read|not whole|damage|ends with/u.test(String(wrong))
          )
      }
      return false
    }
    expect(await found()).toBe(true)
  })
})
