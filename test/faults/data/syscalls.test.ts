import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryDirectory } from '../../fakes/running-hall.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'
import { lacksLeave } from '../../fakes/tools.ts'
import { bundleLife, type Ended, furnishLives, Lives } from '../process-runs.ts'

/**
 * A life of a hall ends at each of its calls that change the disk, one after the other: killed before the call, or
 * the call answered with an error. After each: acknowledged lost 0, numbers twice 0, commands twice 0, and the next
 * life goes on from there. `SYSCALLS`: how many points (`all`: every one), `SEED`.
 */

const wanted = process.env.SYSCALLS ?? '40'
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

const saysEveryMs = 20_000

/** Commands of one life: enough for segments to fill and checkpoints to be written. */
const commands = 200
/** A new hall begins after this many lives, because reading thousands of entries takes time. */
const livesOfOneHall = 12

const calls = ['pwrite64', 'write', 'fsync', 'fdatasync', 'openat', 'rename', 'unlink', 'ftruncate'] as const
type Call = (typeof calls)[number]
const faults = ['kill', 'EIO', 'ENOSPC'] as const
type Fault = (typeof faults)[number]

const injected: Record<Fault, string> = { kill: 'signal=KILL', EIO: 'error=EIO', ENOSPC: 'error=ENOSPC' }

interface Point {
  readonly call: Call
  readonly fault: Fault
  /** The how manieth of this call in a life. */
  readonly n: number
}

const scratch = temporaryDirectory()
let life: Awaited<ReturnType<typeof bundleLife>>
beforeAll(async () => {
  life = await bundleLife()
})
afterAll(() => life?.remove())

/** Everything a life may touch below its directory: strace takes whole paths only. */
function pathsOf(directory: string): string[] {
  const files = [
    'nowserving.json',
    'hall.json',
    'staff.json',
    'sessions.json',
    'secret',
    'checkpoint.json',
    'checkpoint.previous.json',
  ]
  const paths = [
    directory,
    join(directory, 'journal'),
    join(directory, 'vault'),
    join(directory, 'vault', 'keys.json'),
  ]
  for (const file of files) paths.push(join(directory, file), join(directory, `${file}.new`))
  for (let segment = 1; segment <= 240; segment += 1) {
    const file = join(directory, 'journal', `${String(segment).padStart(8, '0')}.ndjson`)
    paths.push(file, `${file}.preparing`, `${file}.broken-1`, `${file}.broken-1.new`)
    paths.push(`${file}.broken-2`, `${file}.broken-2.new`)
  }
  return paths
}

function straced(directory: string, more: readonly string[]): string[] {
  const watched = calls.join(',')
  const paths = pathsOf(directory).flatMap((path) => ['-P', path])
  // Without --seccomp-bpf: with it this strace let one injection in six pass.
  return ['strace', '-f', '-qq', ...paths, '-e', `trace=${watched}`, ...more]
}

/** Half a batch at the journal's end, as a torn write leaves it: so that each life has something to cut at its start. */
function tear(directory: string): void {
  const folder = join(directory, 'journal')
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{8}\.ndjson$/u.test(name)) : []
  for (const name of names.sort().reverse()) {
    const file = join(folder, name)
    const bytes = readFileSync(file)
    const end = bytes.lastIndexOf(10) + 1
    const torn = Buffer.from('{"seq":9,"b":9,"n":2,"sha":"torn')
    if (end === 0) continue
    if (end + torn.length > bytes.length) return
    const handle = openSync(file, 'r+')
    writeSync(handle, torn, 0, torn.length, end)
    closeSync(handle)
    return
  }
}

let halls = 0
async function newLives(): Promise<Lives> {
  halls += 1
  const directory = join(scratch, `hall-${halls}`)
  mkdirSync(directory)
  await furnishLives(directory)
  return new Lives({ directory, file: life.file, told: join(scratch, `told-${halls}`) })
}

/** How often a life on a hall with a past makes each call: what can be hit. */
async function callsOfALife(): Promise<Map<Call, number>> {
  const lives = await newLives()
  await lives.begin({ commands }).ended
  lives.takeDown()
  tear(lives.directory)
  const log = join(scratch, 'trace')
  await lives.begin({ commands, before: straced(lives.directory, ['-o', log]) }).ended
  const counts = new Map<Call, number>()
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const call = calls.find((name) => line.includes(` ${name}(`))
    // Opening to read changes nothing.
    if (call === undefined || (call === 'openat' && !line.includes('O_CREAT'))) continue
    counts.set(call, (counts.get(call) ?? 0) + 1)
  }
  return counts
}

/** All points, those of each call in turn, so that a share of them has some of each. */
function pointsOf(counts: ReadonlyMap<Call, number>, chance: () => number): Point[] {
  const all = [...counts].flatMap(([call, count]) =>
    Array.from({ length: count }, (_, at) => at + 1).flatMap((n) =>
      faults
        .filter((fault) => fault === 'kill' || call !== 'openat')
        .map((fault): Point => ({ call, fault, n })),
    ),
  )
  const drawn = all.map((point) => ({ point, at: chance() })).sort((one, two) => one.at - two.at)
  const kinds = new Map<string, Point[]>()
  for (const { point } of drawn) {
    const kind = `${point.call} ${point.fault}`
    kinds.set(kind, [...(kinds.get(kind) ?? []), point])
  }
  const inTurn: Point[] = []
  for (let at = 0; inTurn.length < all.length; at += 1)
    for (const points of kinds.values()) if (points[at]) inTurn.push(points[at]!)
  return wanted === 'all' ? inTurn : inTurn.slice(0, Number(wanted))
}

/** Exit codes a life may have: killed; stopped because the disk refused; done in spite of it (a checkpoint can wait). */
function isRightEnd({ fault }: Point, { code, signal }: Ended): boolean {
  if (fault === 'kill') return signal === 'SIGKILL' || code === 137 || code === 0
  return code === 5 || code === 0 || code === 1
}

const reason = lacksLeave(
  'crash points at every call',
  ['strace'],
  ['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=write', 'true'],
)

describe.skipIf(reason)('a life that ends at a call', () => {
  test(`[I1] [I2] [I3] [I4] [I5] at ${wanted} calls that change the disk: nothing acknowledged is lost, nothing is done twice (seed ${seed})`, async () => {
    const chance = seededRandom(seed)
    const counts = await callsOfALife()
    const points = pointsOf(counts, chance)
    let lives = await newLives()
    let acknowledged = 0
    let hit = 0
    const ends = new Map<string, number>()
    let saidAt = performance.now()
    for (const [done, point] of points.entries()) {
      if (performance.now() - saidAt > saysEveryMs) {
        saidAt = performance.now()
        process.stdout.write(`  syscalls: ${done} of ${points.length} points, nothing lost\n`)
      }
      if (lives.count >= livesOfOneHall) {
        rmSync(lives.directory, { recursive: true })
        lives = await newLives()
      }
      const { call, fault, n } = point
      tear(lives.directory)
      const inject = ['-o', '/dev/null', '-e', `inject=${call}:${injected[fault]}:when=${n}`]
      const end = await lives.begin({ commands, before: straced(lives.directory, inject) }).ended
      const where = `${call} ${n}, ${fault}, seed ${seed}`
      if (!isRightEnd(point, end))
        throw new Error(`${where}: the life ended with ${end.code ?? end.signal}: ${end.stderr}`)
      if (end.code !== 0) hit += 1
      const how = `${fault}: ${end.code ?? end.signal}`
      ends.set(how, (ends.get(how) ?? 0) + 1)
      acknowledged += lives.takeDown()
      await lives.check().catch((error: Error) => {
        throw new Error(
          `${where}: ${error.message}\n${readdirSync(join(lives.directory, 'journal')).join(' ')}`,
          { cause: error },
        )
      })
    }
    const made = [...counts].map(([call, count]) => `${call} ${count}`).join(', ')
    process.stdout.write(
      `syscalls: seed ${seed}, ${points.length} points of a life's calls (${made}), ${hit} ended it, ` +
        `${acknowledged} commands acknowledged, 0 lost, 0 done twice; ends ${[...ends].map(([how, count]) => `${how} × ${count}`).join(', ')}\n`,
    )
    expect(hit).toBeGreaterThan(points.length / 4)
  }, 3_600_000)
})

test.skipIf(reason)('strace here injects into the calls of a thread pool', () => {
  const out = execFileSync(
    'bash',
    [
      '-c',
      "strace -f -qq -e inject=fsync:error=EIO:when=1 -o /dev/null node -e \"require('fs').open(process.argv[1],'w',(e,f)=>require('fs').fsync(f,e=>console.log(e.code)))\" \"$0\"",
      join(scratch, 'probe'),
    ],
    { encoding: 'utf8' },
  )
  expect(out.trim()).toBe('EIO')
})
