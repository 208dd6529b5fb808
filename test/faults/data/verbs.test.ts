import { hash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exitOf } from '../../../server/cli/exits.ts'
import { commandLine } from '../../fakes/command-line.ts'
import { temporaryDirectory } from '../../fakes/running-hall.ts'
import { damages, ended, hallWithTickets, issue, started, tickets } from './damaged-halls.ts'

/**
 * verify, repair and a start share one judgement of a directory: damage × clock × verb, each through the real command
 * line (a start up to its screens) on real files.
 */

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** The time of the last record against the clock of the machine that repairs. */
const clocks = {
  right: -minuteMs,
  'ten minutes back': 10 * minuteMs,
  'two days ahead': -2 * dayMs,
  'sixty days ahead': -60 * dayMs,
} as const
type ClockName = keyof typeof clocks
const inDoubt: readonly ClockName[] = ['ten minutes back', 'sixty days ahead']

/** The exit code of a command and what it said. */
const run = (line: string) =>
  commandLine(line).catch((error: unknown) => ({ code: exitOf(error) ?? 1, said: String(error) }))

/** All files of a directory with the hash of each. */
function filesOf(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true }).map(String).sort()
  const files = names.filter((name) => statSync(join(directory, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, hash('sha1', readFileSync(join(directory, name)))]))
}

async function startOf(directory: string, now: number) {
  try {
    const hall = await started(directory, now)
    const doubt = hall.keeper.clockDoubt
    await ended(hall)
    return { code: 0, doubt: doubt !== undefined }
  } catch (error) {
    return { code: exitOf(error) ?? 1, doubt: false }
  }
}

/** The number of the next ticket, after the operator has confirmed the clock where that is asked for. */
async function nextNumber(directory: string, now: number): Promise<number> {
  const hall = await started(directory, now)
  if (hall.keeper.clockDoubt) {
    const actor = { kind: 'keeper' } as const
    const origin = { actor, device: 'server', key: 'accept-clock', hash: '' }
    await new Promise((resolve) => hall.keeper.acceptClock(origin, resolve))
  }
  const label = await issue(hall, 'key-of-the-next-ticket')
  await ended(hall)
  return Number(label.slice(1))
}

/** Clocks other than the right one concern few damages; the proof tries all of them. */
const withEachClock = [
  'no damage',
  'a record before the checkpoint',
  'a record behind the checkpoint',
] as const
const isProof = process.env.JOURNAL_ALL_BITS === '1'
const damagesWith = (clock: ClockName): readonly string[] =>
  isProof || clock === 'right' ? Object.keys(damages) : withEachClock
let cells = 0

async function cell(whole: string, damage: string, clock: ClockName, lastAt: number): Promise<object> {
  const [outcome, hurt] = damages[damage]!
  const directory = temporaryDirectory()
  cpSync(whole, directory, { recursive: true })
  hurt(directory)
  const data = `--data ${directory}`
  const before = filesOf(directory)

  const verify = await run(`verify ${data}`)
  const isUntouched = isEqual(filesOf(directory), before)
  const copy = temporaryDirectory()
  cpSync(directory, copy, { recursive: true })
  const start = await startOf(copy, Date.now())

  const needsRepair = outcome === 'lost' || outcome === 'before'
  const isDoubted = needsRepair && inDoubt.includes(clock)
  const refused = await run(`repair ${data}`)
  const isLeft = isEqual(filesOf(directory), before)
  const done = isDoubted ? await run(`repair ${data} --accept-clock`) : refused
  const after = filesOf(directory)
  const again = await run(`repair ${data} --accept-clock`)
  const verified = await run(`verify ${data}`)
  cells += 3

  expect({ verify: verify.code, isUntouched }, verify.said).toEqual({
    verify: outcome === 'whole' ? 0 : 3,
    isUntouched: true,
  })
  // A start reads from the checkpoint on; every damage that it refuses is one that verify names.
  expect(start.code).toBe(outcome === 'lost' || outcome === 'person' ? 3 : 0)
  if (start.code === 0) expect(start.doubt).toBe(inDoubt.includes(clock))
  expect({ repair: refused.code, isLeft }, refused.said).toEqual({
    repair: isDoubted || outcome === 'person' ? 3 : 0,
    isLeft: isDoubted || !needsRepair,
  })
  if (damage.endsWith('of the wrong kind'))
    for (const { said } of [verify, refused])
      expect(said).toContain('belongs there. Nothing was changed. Move it away')
  expect(done.code, done.said).toBe(outcome === 'person' ? 3 : 0)
  expect(done.said.includes('nothing needed repair')).toBe(outcome === 'whole')
  // Repair is done once, and verify agrees.
  expect(isEqual(filesOf(directory), after)).toBe(true)
  expect([again.code, verified.code], verified.said).toEqual(outcome === 'person' ? [3, 3] : [0, 0])
  if (outcome === 'person') return { damage, next: undefined }
  expect(again.said).toContain('nothing needed repair')
  expect(done.said.includes('its numbers go on above')).toBe(outcome === 'lost')
  const rightNow = clock === 'sixty days ahead' ? Date.now() : lastAt + 2 * minuteMs
  const next = await nextNumber(directory, rightNow)
  if (outcome === 'lost') expect(next).toBeGreaterThan(100)
  else if (clock !== 'sixty days ahead') expect(next).toBeGreaterThanOrEqual(tickets)
  return { damage, next }
}

const isEqual = (one: Record<string, string>, other: Record<string, string>): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, bytes]) => other[name] === bytes)

for (const clock of Object.keys(clocks) as ClockName[])
  test(`each damage is judged alike by verify, repair and a start, with the clock ${clock}`, async () => {
    const lastAt = Date.now() + clocks[clock]
    const whole = await hallWithTickets(lastAt)
    // At once, because a cell mostly waits for the disk.
    await Promise.all(
      damagesWith(clock).map((damage) =>
        cell(whole, damage, clock, lastAt).catch((error: unknown) => {
          throw new Error(`${damage}: ${String(error)}`, { cause: error })
        }),
      ),
    )
  })

test('every cell of damage × clock × verb was tried', () => {
  const [all, all3] = [Object.keys(damages).length, withEachClock.length * 3]
  expect(cells).toBe(3 * (isProof ? all * 4 : all + all3))
})
