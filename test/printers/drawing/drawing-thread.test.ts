import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPrinter } from '../../../printers/connection/open-printer.ts'
import { escPosDialect, paper58, paper80 } from '../../../printers/dialects/esc-pos.ts'
import { createBitmap } from '../../../printers/drawing/bitmap.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { packPicture } from '../../../printers/drawing/packed-picture.ts'
import type { Slip } from '../../../printers/drawing/slip.ts'
import { DrawingThread } from '../../../printers/drawing-thread/drawing-thread.ts'
import { type Drawings, drawJob } from '../../../printers/drawing-thread/drawings.ts'
import { limits } from '../../../printers/limits.ts'
import { startTcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { WorkerLost, WorkerQueue, WorkerQueueFull } from '../../../printers/worker-thread/worker-queue.ts'
import { temporaryDirectory } from '../../fakes/running-hall.ts'
import { patience } from '../../fakes/watch.ts'
import { ordinarySlip, slips } from './sample-slips.ts'
import { worldSlips } from './world-slips.ts'

const labelled = (label: string, job = `job-${label}`): Slip => ({ ...ordinarySlip, job, label })
const jobOf = (slip: Slip) => ({ slip, profile: paper80, dialect: 'esc-pos' }) as const

function started(options?: ConstructorParameters<typeof DrawingThread>[0]): DrawingThread {
  const thread = new DrawingThread(options)
  onTestFinished(() => thread.close())
  return thread
}

/** A thread that dies or hangs over some slips, see the file. */
const failingEntry = new URL('../../fakes/failing-threads/failing-drawing-worker.mjs', import.meta.url)
const failing = (longestMs = patience) => started({ entry: failingEntry, longestMs })

describe('the drawing thread', () => {
  it('gives the bytes that the process itself would make, also while the process draws', async () => {
    const thread = started()
    const glyphs = createCanvasGlyphs()
    const all = Object.values({ ...slips, ...worldSlips }).flatMap((slip) => [
      { slip, profile: paper80 },
      { slip, profile: paper58 },
    ])
    const drawn = all.map((given) => thread.draw('job', { ...given, dialect: 'esc-pos' }))
    for (const [at, { slip, profile }] of all.entries()) {
      const here = await drawJob(slip, profile, escPosDialect, glyphs)
      const there = await drawn[at]!
      expect(Buffer.from(there.bytes).equals(here.bytes)).toBe(true)
      expect({ ...there, bytes: 0 }).toEqual({ ...here, bytes: 0 })
    }
  })

  it('draws in the order of asking', async () => {
    const thread = started()
    const done: number[] = []
    const asked = [3, 1, 2, 0].map((n) =>
      thread.draw('job', jobOf(labelled(`A00${n}`))).then(() => done.push(n)),
    )
    await Promise.all(asked)
    expect(done).toEqual([3, 1, 2, 0])
  })

  it('tells why a slip cannot be drawn, and draws the next one', async () => {
    const thread = started()
    const logo = packPicture(createBitmap(700, 8))
    const wide: Slip = { ...ordinarySlip, blocks: [{ block: 'logo', picture: logo }] }
    await expect(thread.draw('job', jobOf(wide))).rejects.toThrow(/logo of 700 dots is wider/)
    expect((await thread.draw('job', jobOf(ordinarySlip))).rows).toBeGreaterThan(400)
  })

  it('refuses more drawings than may wait, and the printer says so', async () => {
    const thread = started()
    const device = await startTcpPrinter()
    onTestFinished(() => device.close())
    const printer = openPrinter(device.address, { drawing: thread })
    onTestFinished(() => printer.close())
    const crowd = Array.from({ length: limits.drawingsWaiting + 1 }, () =>
      thread.draw('job', jobOf(ordinarySlip)),
    )
    await expect(thread.draw('job', jobOf(ordinarySlip))).rejects.toThrow(WorkerQueueFull)
    expect(await printer.print(labelled('A001'))).toEqual({ printed: 'no', why: 'too-many-waiting' })
    await Promise.all(crowd)
    expect(await printer.print(labelled('A002'))).toEqual({ printed: 'yes' })
    expect(device.strips).toHaveLength(1)
  })
})

describe('the share of a drawing thread', () => {
  it.runIf(process.platform === 'linux')('of a busy core is smaller than that of the hall', async () => {
    const thread = started()
    await thread.draw('job', jobOf(ordinarySlip))
    const own = getPriority()
    const all = readdirSync('/proc/self/task').map(niceness)
    expect(niceness(String(process.pid))).toBe(own)
    expect(all.filter((nice) => nice === Math.max(own, limits.workerNiceness))).not.toEqual([])
  })
})

/** Field 19 of a thread's `stat`; the second one is a name in brackets. */
function niceness(thread: string): number {
  const [, fields = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')
  return Number(fields.split(' ')[16])
}

it('rests five times as long as the hall was busy during a drawing, so that answers find a free core', async () => {
  const thread = started()
  const first = thread.draw('usual-fonts', undefined)
  const busyTo = performance.now() + 100
  while (performance.now() < busyTo);
  const second = thread.draw('usual-fonts', undefined)
  await first
  const endedAt = performance.now()
  await second
  expect(performance.now() - endedAt).toBeGreaterThan(5 * 100 - 20)
})

describe('a drawing thread that fails', () => {
  it('is started again and draws the same slip again, before those that waited', async () => {
    const thread = failing()
    const done: string[] = []
    const flag = join(temporaryDirectory(), 'died')
    const asked = [labelled('A001'), labelled('DIES-ONCE', flag), labelled('A003')].map(async (slip) => {
      await thread.draw('job', jobOf(slip))
      done.push(slip.label)
    })
    await Promise.all(asked)
    expect(done).toEqual(['A001', 'DIES-ONCE', 'A003'])
  })

  it('tells who asked when it dies over a slip twice, and draws all others', async () => {
    const thread = failing()
    const before = thread.draw('job', jobOf(labelled('A001')))
    const deadly = thread.draw('job', jobOf(labelled('DIES')))
    const after = thread.draw('job', jobOf(labelled('A003')))
    await expect(deadly).rejects.toThrow(/ended 2 times over one drawing \(exit 7\)/)
    expect((await before).rows).toBe((await after).rows)
  })

  it('is replaced when it draws longer than it may', async () => {
    const thread = failing(4_000)
    const endless = thread.draw('job', jobOf(labelled('HANGS')))
    const after = thread.draw('job', jobOf(labelled('A002')))
    await expect(endless).rejects.toMatchObject({ cause: 'not done within 4000 ms' })
    expect((await after).rows).toBeGreaterThan(400)
  })

  it('keeps nobody waiting longer than its queue may: who waited too long is refused, and told so', async () => {
    const queue = new WorkerQueue<Drawings>({
      ...{ entry: failingEntry, task: 'drawing', tries: 1, longestMs: 4_000 },
      ...{ waitingMost: 10, longestWaitMs: 300 },
    })
    onTestFinished(() => queue.close())
    const done: string[] = []
    const ask = (label: string) => queue.ask('job', jobOf(labelled(label))).finally(() => done.push(label))
    const endless = ask('HANGS')
    await expect(ask('A002')).rejects.toThrow(new WorkerQueueFull('the drawing waited for 300 ms'))
    await expect(endless).rejects.toThrow(WorkerLost)
    expect(done).toEqual(['A002', 'HANGS'])
    // On a busy machine the next thread takes longer to start than anybody may wait in this queue.
    const rows = () =>
      ask('A003').then(
        (drawn) => drawn.rows,
        () => 0,
      )
    await expect.poll(rows).toBeGreaterThan(400)
  })

  it('loses no paper: the printer prints the slip over which it died once', async () => {
    const device = await startTcpPrinter()
    onTestFinished(() => device.close())
    const printer = openPrinter(device.address, { drawing: failing() })
    onTestFinished(() => printer.close())
    const begun: string[] = []
    const print = (slip: Slip) => printer.print(slip, async () => void begun.push(slip.label))
    const flag = join(temporaryDirectory(), 'died')
    const outcomes = await Promise.allSettled([
      print(labelled('A001')),
      print(labelled('DIES-ONCE', flag)),
      print(labelled('DIES')),
      print(labelled('A004')),
    ])
    const yes = { status: 'fulfilled', value: { printed: 'yes' } }
    expect(outcomes).toMatchObject([yes, yes, { status: 'rejected' }, yes])
    expect(begun).toEqual(['A001', 'DIES-ONCE', 'A004'])
    expect(device.strips).toHaveLength(3)
  })
})

describe('the end of a drawing thread', () => {
  it('rejects the drawings that are not done', async () => {
    const thread = started()
    const asked = [1, 2, 3].map((n) => thread.draw('job', jobOf(labelled(`A00${n}`))))
    const told = Promise.allSettled(asked)
    await thread.close()
    expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await expect(thread.draw('job', jobOf(ordinarySlip))).rejects.toThrow(/closed/)
  })

  it('comes with its process: an idle thread keeps none alive', async () => {
    const from = (path: string) => JSON.stringify(join(import.meta.dirname, '../..', path))
    const given = JSON.stringify(jobOf(ordinarySlip))
    const script = `await import(${from('fakes/sources/strip-types.mjs')})
      const { sharedDrawingThread } = await import(${from('../printers/drawing-thread/drawing-thread.ts')})
      const { rows } = await sharedDrawingThread().draw('job', ${given})
      console.log(rows)`
    const file = join(temporaryDirectory(), 'draws.mjs')
    writeFileSync(file, script)
    const threads = join(import.meta.dirname, '../../fakes/source-threads.mjs')
    const run = promisify(execFile)(process.execPath, ['--import', threads, file], { timeout: patience })
    expect(Number((await run).stdout)).toBeGreaterThan(400)
  })
})
