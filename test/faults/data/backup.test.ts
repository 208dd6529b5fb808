import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exitOf } from '../../../server/cli/exits.ts'
import { commandLine } from '../../fakes/command-line.ts'
import { Driver, openCounters, until } from '../../fakes/driver.ts'
import {
  furnishedDirectory,
  type JournalLine,
  RunningHall,
  runToEnd,
  startHall,
  temporaryDirectory,
} from '../../fakes/running-hall.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'
import { Crowd, type Given } from '../crowd.ts'

/** Backups of real halls, real directories and real processes. `SEED` by the environment. */

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

const labelOf = ({ text }: Given): string => JSON.parse(text!).result.label
const keyOf = ({ text }: Given): string => JSON.parse(text!).result.phoneUrl.split('/').at(-1)
const tickets = (given: readonly Given[]) => given.filter(({ type }) => type === 'issue-ticket')

function linesIn(directory: string): JournalLine[] {
  const folder = join(directory, 'journal')
  return readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.startsWith('{"seq"'))
    .map((line) => JSON.parse(line))
}

/** A command in this process: what it says, and the code of its end. */
const run = (...args: string[]) =>
  commandLine(args).catch((error: Error) => ({ code: exitOf(error), said: error.message }))

/** Makes a backup that must succeed, by a process of its own. Its directory. */
async function backUp(hall: RunningHall, folder: string, ...flags: string[]): Promise<string> {
  const { code, stdout, stderr } = await runToEnd(['backup', folder, '--data', hall.directory, ...flags])
  expect([code, stderr]).toEqual([0, ''])
  return /^backup: (\S+)$/mu.exec(stdout)![1]!
}

async function restored(backup: string, directory: string, ...flags: string[]): Promise<RunningHall> {
  const { code, said } = await run('restore', backup, '--data', directory, ...flags)
  expect([code, said]).toEqual([0, expect.stringContaining('numbers go on')])
  const hall = new RunningHall({ directory })
  onTestFinished(() => hall.close())
  await hall.start()
  return hall
}

test(`[C22] [I1] [I2] a restore drill from a hall under load (seed ${seed}): all that was acknowledged before a backup is in it, nothing half, and no number or phone link of a lost ticket is another's`, async () => {
  const hall = await startHall()
  onTestFinished(() => hall.close())
  const customers = Array.from({ length: 8 }, () => new Driver(hall, 'kiosk-1'))
  const staff = await openCounters(hall, 2)
  const crowd = new Crowd({ customers, staff, chance: seededRandom(seed) })
  const running = crowd.run()
  const folder = temporaryDirectory()
  const drills: { backup: string; before: Given[] }[] = []
  for (const flags of [[], ['--with-vault']]) {
    const answers = crowd.acknowledged.length
    await until('more answers', () => crowd.acknowledged.length > answers + 40)
    const before = crowd.acknowledged
    drills.push({ backup: await backUp(hall, folder, ...flags), before })
  }
  const { epoch } = await new Driver(hall).watch('board')
  const answers = crowd.acknowledged.length
  await until('answers that are lost', () => crowd.acknowledged.length > answers + 40)
  crowd.stop()
  await running
  await hall.stop()
  const all = hall.journal()
  for (const { backup, before } of drills) {
    expect((await run('verify', '--data', backup)).code).toBe(0)
    const lines = linesIn(backup)
    const keys = new Set(lines.map(({ key }) => key))
    expect(before.filter(({ key }) => !keys.has(key))).toEqual([])
    expect(lines).toEqual(all.slice(0, lines.length))
  }
  const { backup } = drills[1]!
  const kept = new Set(linesIn(backup).map(({ key }) => key))
  const issued = tickets(crowd.acknowledged)
  const lost = issued.filter(({ key }) => !kept.has(key))
  expect(lost.length).toBeGreaterThan(0)
  const highest = Math.max(...issued.map((one) => Number(/\d+$/u.exec(labelOf(one))![0])))
  const back = await restored(backup, temporaryDirectory(), '--numbers-above', String(highest))
  const kiosk = new Driver(back, 'kiosk-1')
  const fresh: string[] = []
  for (let n = 0; n < 30; n += 1) fresh.push((await kiosk.issue()).label)
  const given = new Set(issued.map(labelOf))
  expect(fresh.filter((label) => given.has(label))).toEqual([])
  for (const one of lost) {
    const { status } = await kiosk.get(`/api/tickets/${keyOf(one)}`)
    expect([labelOf(one), status]).toEqual([labelOf(one), 404])
  }
  const known = issued.find(({ key }) => kept.has(key))!
  const page = await kiosk.get(`/api/tickets/${keyOf(known)}`)
  expect([page.status, page.body.label]).toEqual([200, labelOf(known)])
  // A screen that knows more of the former epoch than the restored hall gets the whole view.
  const again = await new Driver(back).watch('board', { epoch, seq: String(all.length) })
  expect([again.frames[0]?.type, again.epoch === epoch]).toEqual(['welcome', false])
  process.stdout.write(
    `drill: seed ${seed}, ${crowd.acknowledged.length} commands acknowledged, ${lost.length} tickets lost with the disk, 0 missing in ${drills.length} backups\n`,
  )
})

test('[C22] a restore over a directory sets aside what is there, and numbers go on above the highest in it', async () => {
  const hall = await startHall()
  onTestFinished(() => hall.close())
  const kiosk = new Driver(hall, 'kiosk-1')
  await kiosk.issue()
  const folder = temporaryDirectory()
  const backup = await backUp(hall, folder)
  const running = await run('restore', backup, '--data', hall.directory, '--set-aside')
  expect([running.code, running.said]).toEqual([4, expect.stringContaining('in use')])
  for (let n = 0; n < 20; n += 1) await kiosk.issue()
  const { label } = await kiosk.issue()
  await hall.stop()
  const full = await run('restore', backup, '--data', hall.directory)
  expect([full.code, full.said]).toEqual([4, expect.stringContaining('--set-aside')])
  const onBackup = await runToEnd(['serve', '--data', backup, '--port', '0'])
  expect([onBackup.code, onBackup.stderr]).toEqual([4, expect.stringContaining('nowserving restore')])
  const back = await restored(backup, hall.directory, '--set-aside')
  const next = await new Driver(back, 'kiosk-1').issue()
  const numberOf = (text: string) => Number(/\d+/u.exec(text)![0])
  expect(numberOf(next.label) - numberOf(label)).toBe(101)
  expect(linesIn(join(hall.directory, 'before-restore-1')).at(-1)?.seq).toBeGreaterThan(20)
})

test('a backup that was changed is found by verify and refused by restore, and half a restore opens no hall', async () => {
  const hall = await startHall()
  onTestFinished(() => hall.close())
  await new Driver(hall, 'kiosk-1').issue()
  const backup = await backUp(hall, temporaryDirectory())
  const file = join(backup, 'journal/00000001.ndjson')
  const text = readFileSync(file, 'latin1')
  writeFileSync(file, text.replace('"kiosk-1"', '"kiosk-2"'), 'latin1')
  const into = temporaryDirectory()
  for (const args of [['verify'], ['restore', backup]]) {
    const { code, said } = await run(...args, '--data', args[0] === 'verify' ? backup : into)
    expect([args[0], code, said]).toEqual([args[0], 3, expect.stringContaining(`${file}:`)])
  }
  expect(readdirSync(into)).toEqual([])
  writeFileSync(file, text, 'latin1')
  writeFileSync(join(into, 'restore.json'), '{"format":1,"step":"copy","aside":""}')
  const message = 'a restore was interrupted'
  const started = await runToEnd(['serve', '--data', into, '--port', '0'])
  expect([started.code, started.stderr]).toEqual([3, expect.stringContaining(message)])
  for (const verb of ['verify', 'repair', 'backup'])
    expect(await run(verb, ...(verb === 'backup' ? [temporaryDirectory()] : []), '--data', into)).toEqual({
      code: 3,
      said: expect.stringContaining(message),
    })
  await restored(backup, into)
})

test('a hall makes its backup of the day by itself, removes the oldest and what was set aside long ago; verify checks a hash that was noted', async () => {
  const folder = temporaryDirectory()
  for (const day of ['01', '02']) mkdirSync(join(folder, `demo-202601${day}T020000000Z`))
  const directory = await furnishedDirectory((file) => ({
    ...file,
    maintenance: { backupAt: '00:00', backups: 2, copiesDays: 90 },
  }))
  const [old, young] = [join(directory, 'before-restore-1'), join(directory, 'sessions.json.broken-1')]
  mkdirSync(old)
  writeFileSync(join(old, 'hall.json'), '{}')
  utimesSync(old, new Date('2026-01-01'), new Date('2026-01-01'))
  writeFileSync(young, '{}')
  const hall = await startHall({
    verb: 'serve',
    directory,
    flags: ['--backup-to', folder],
  })
  onTestFinished(() => hall.close())
  await until('the log', () => hall.stderr.includes('the backup of the day was made'))
  await until('the old copy is gone', () =>
    hall.stderr.includes('old copies that were set aside were removed'),
  )
  expect([existsSync(old), existsSync(young)]).toEqual([false, true])
  const names = readdirSync(folder)
  expect(names).toHaveLength(2)
  expect(names[0]).toBe('demo-20260102T020000000Z')
  await hall.stop()
  const [, hash] = /sha256 ([\w-]{43})$/mu.exec((await run('verify', '--data', directory)).said)!
  const same = await run('verify', '--data', directory, '--until-hash', hash!)
  expect([same.code, same.said]).toEqual([0, expect.stringContaining('unchanged: the record up to batch')])
  const other = await run('verify', '--data', directory, '--until-hash', `A${hash!.slice(1)}`)
  expect([other.code, other.said]).toEqual([3, expect.stringContaining('changed: no batch')])
})

test('[I2] a directory that was copied back by hand is noticed by what a screen was shown: the log says so, and no number is given twice', async () => {
  const hall = await startHall()
  onTestFinished(() => hall.close())
  const kiosk = new Driver(hall, 'kiosk-1')
  await kiosk.issue()
  await hall.stop()
  const copy = join(temporaryDirectory(), 'copy')
  cpSync(hall.directory, copy, { recursive: true })
  await hall.start()
  const labels: string[] = []
  for (let n = 0; n < 130; n += 1) labels.push((await kiosk.issue()).label)
  const { epoch, seq, frames } = await kiosk.watch('board')
  const seen = frames[0]!.seen as string
  await hall.stop()
  rmSync(hall.directory, { recursive: true })
  cpSync(copy, hall.directory, { recursive: true })
  await hall.start()
  const welcomed = async (proof: string) => {
    const page = kiosk.dial({})
    await once(page.socket, 'open')
    page.send({ type: 'watch', id: 'board', view: 'board', epoch, seq, seen: proof })
    await page.until('a welcome', ({ type }) => type === 'welcome')
  }
  const [, , , code] = seen.split('.')
  await welcomed(seen.replace(`.${seq}.`, '.9000000.'))
  await welcomed(seen.replace(code!, `A${code!.slice(1)}`))
  expect(hall.stderr).not.toContain('is older than what screens were shown')
  await welcomed(seen)
  await until('the log', () => hall.stderr.includes('is older than what screens were shown'))
  const { label } = await kiosk.issue()
  expect(labels).not.toContain(label)
  expect(Number(/\d+/u.exec(label)![0])).toBeGreaterThan(131)
})
