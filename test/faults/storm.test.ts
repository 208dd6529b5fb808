import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, expect, test } from 'vitest'
import { Driver, newKey, openCounters, until } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Everybody at once, and nothing at all for five seconds: the hall tells how long it stood still. */

const screens = 1_000
/** A shared machine has bad moments: the best of this many rounds counts, all are reported. */
const rounds = 3
const stallMs = 500

const directory = mkdtempSync(join(tmpdir(), 'nowserving-storm-'))
const halls: RunningHall[] = []
const crowds: ChildProcess[] = []
afterAll(async () => {
  for (const crowd of crowds) crowd.kill('SIGKILL')
  await Promise.all(halls.map((hall) => hall.close()))
  rmSync(directory, { recursive: true, force: true })
})

/** The longest turn of a hall's event loop (ms): by the clock, and of it what the hall itself worked. */
interface Stall {
  readonly clock: number
  readonly own: number
}

/**
 * In the hall's process: on SIGUSR2 it says its longest turn since its ready line or the last time, on standard error.
 * A machine that serves others makes any turn long; what the hall did in it is the processor time that it used.
 */
const watch = `data:text/javascript,${encodeURIComponent(`
const every = 5
const spent = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
let seen = { at: performance.now(), spent: spent() }
let longest = { clock: 0, own: 0 }
const reset = () => { longest = { clock: 0, own: 0 } }
setInterval(() => {
  const now = { at: performance.now(), spent: spent() }
  const clock = now.at - seen.at - every
  const own = Math.min(clock, now.spent - seen.spent)
  longest = { clock: Math.max(longest.clock, clock), own: Math.max(longest.own, own) }
  seen = now
}, every).unref()
const write = process.stdout.write
process.stdout.write = function (text, ...more) {
  if (String(text).startsWith('ready')) reset()
  return write.call(this, text, ...more)
}
process.on('SIGUSR2', () => setTimeout(() => {
  const { clock, own } = longest
  reset()
  process.stderr.write('stall ' + Math.round(clock) + ' ' + Math.round(own) + '\\n')
}, every))
`)}`

async function watchedHall(): Promise<{ hall: RunningHall; stall: () => Promise<Stall> }> {
  const hall = await startHall({ node: [`--import=${watch}`] })
  halls.push(hall)
  const stall = async () => {
    const from = hall.stderr.length
    process.kill(hall.pid, 'SIGUSR2')
    const said = /^stall (\d+) (\d+)\n/mu
    await until('the longest stall', () => said.test(hall.stderr.slice(from)))
    const [, clock, own] = said.exec(hall.stderr.slice(from))!
    return { clock: Number(clock), own: Number(own) }
  }
  return { hall, stall }
}

/** The screens' process; `back` settles with how long it took until all were welcomed (ms). */
async function crowdOf(port: number) {
  await build({
    root: resolve(import.meta.dirname, '../..'),
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'storm-crowd.ts'),
      outDir: directory,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'storm-crowd.mjs' } },
    },
  })
  const args = [join(directory, 'storm-crowd.mjs'), String(port), String(screens)]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  crowds.push(child)
  let said = ''
  let heard = 0
  child.stdout!.on('data', (part) => {
    said += part
  })
  return {
    dialAgain: () => void child.stdin!.write('again\n'),
    async back(): Promise<number> {
      heard += 1
      await until(
        'all screens to be back',
        () => said.trim().split('\n').filter(Boolean).length >= heard,
        60_000,
      )
      return Number(said.trim().split('\n')[heard - 1]!.split(' ')[1])
    },
  }
}

test(`${screens} screens that dial again at once are welcomed without a stall of the hall over ${stallMs} ms; also right after its start`, async () => {
  const { hall, stall } = await watchedHall()
  const kiosk = new Driver(hall, 'kiosk-7')
  for (let n = 0; n < 100; n += 1) await kiosk.issue('fees')
  const crowd = await crowdOf(hall.port)
  await crowd.back()
  const again: Stall[] = []
  const started: Stall[] = []
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await stall()
    crowd.dialAgain()
    times.push(await crowd.back())
    again.push(await stall())
    await hall.kill9()
    // They dial while nobody is there, again and again, and come in with the first breath of the new hall.
    crowd.dialAgain()
    await hall.start()
    await crowd.back()
    started.push(await stall())
  }
  const told = (stalls: readonly Stall[]) => stalls.map(({ clock, own }) => `${own} (${clock})`).join(', ')
  process.stdout.write(
    `storm: ${screens} screens back in ${times.join(', ')} ms; longest stall of the hall's own work (by the clock) ${told(again)} ms; after a kill and a start ${told(started)} ms\n`,
  )
  for (const stalls of [again, started])
    expect(Math.min(...stalls.map(({ own }) => own))).toBeLessThan(stallMs)
  expect((await kiosk.issue('fees')).label).toBe('B101')
})

test('a hall that stood still for 5 s (SIGSTOP) keeps its screens, loses no command, and does none twice', async () => {
  const { hall, stall } = await watchedHall()
  const kiosk = new Driver(hall, 'kiosk-7')
  const [counter] = (await openCounters(hall, 1)) as [Driver]
  const boards = await Promise.all(Array.from({ length: 20 }, () => kiosk.watch('board')))
  await stall()
  process.kill(hall.pid, 'SIGSTOP')
  const stoppedAt = performance.now()
  const given = Array.from({ length: 20 }, () => {
    const key = newKey()
    return { key, first: kiosk.command('issue-ticket', { service: 'fees' }, key) }
  })
  await until('5 s to pass', () => performance.now() - stoppedAt > 5_000)
  process.kill(hall.pid, 'SIGCONT')
  for (const { key, first } of given) {
    const { status, text } = await first
    expect(status).toBe(200)
    expect((await kiosk.command('issue-ticket', { service: 'fees' }, key)).text).toBe(text)
  }
  const { clock: stood } = await stall()
  expect(stood).toBeGreaterThan(4_000)
  await counter.done('call-next', { counter: '1' })
  await Promise.all(
    boards.map((board) => board.see('the call', (view) => JSON.stringify(view.calls).includes('B001'))),
  )
  expect(boards.map(({ closed }) => closed)).toEqual(boards.map(() => undefined))
  expect(hall.given().filter(({ command }) => command === 'issue-ticket')).toHaveLength(given.length)
  process.stdout.write(
    `storm: the hall stood still for ${stood} ms; ${boards.length} screens stayed, ${given.length} commands done once\n`,
  )
  for (const board of boards) await board.close()
})
