import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Driver, newKey, until } from '../../fakes/driver.ts'
import {
  furnishedDirectory,
  type RunningHall,
  runToEnd,
  startHall,
  temporaryDirectory,
} from '../../fakes/running-hall.ts'
import { lacksLeave } from '../../fakes/tools.ts'

/** Too little of what a process needs: files too large, none left to open, a disk that may not be written. Named, and nothing acknowledged is lost. */

const halls: RunningHall[] = []
const disks: string[] = []
afterAll(async () => {
  await Promise.all(halls.map((hall) => hall.close()))
  for (const disk of disks) execFileSync('umount', [disk])
})

async function serveDirectory(): Promise<string> {
  const parent = temporaryDirectory()
  return furnish(join(parent, 'hall'))
}

async function furnish(directory: string): Promise<string> {
  mkdirSync(directory)
  for (const name of ['hall.json', 'staff.json'])
    writeFileSync(join(directory, name), readFileSync(join(await furnishedDirectory(), name)))
  return directory
}

describe('a limit on the size of files (ulimit -f)', () => {
  test('that no journal fits into is named at the start, which ends with 5; nothing half is left', async () => {
    const directory = await serveDirectory()
    const { code, stdout, stderr } = await runToEnd(['serve', '--port', '0', '--data', directory], {
      before: 'ulimit -f 4096',
    })
    expect([code, stdout]).toEqual([5, ''])
    expect(stderr).toContain('EFBIG')
    const hall = await startHall({ verb: 'serve', directory })
    halls.push(hall)
    expect((await new Driver(hall, 'kiosk-1').issue('fees')).label).toBe('B001')
  })

  test('that only the next journal does not fit into: the present one is used up, and what was acknowledged stays', async () => {
    const directory = await serveDirectory()
    const first = await startHall({ verb: 'serve', directory })
    const { label } = await new Driver(first, 'kiosk-1').issue('fees')
    await first.stop()
    // The segment in use was made before; the one after it can no longer be.
    const names = readdirSync(join(directory, 'journal')).sort()
    execFileSync('rm', [join(directory, 'journal', names.at(-1)!)])
    const hall = await startHall({ verb: 'serve', directory, before: 'ulimit -f 4096' })
    halls.push(hall)
    const kiosk = new Driver(hall, 'kiosk-1')
    expect((await kiosk.view('kiosk')).view.waiting).toBe(1)
    const next = await kiosk.command('issue-ticket', { service: 'fees' })
    expect([200, 503]).toContain(next.status)
    if (next.status === 503) expect(next.body).toEqual({ refusal: { reason: 'disk-is-full' } })
    expect(JSON.stringify(hall.journal())).toContain(`"${label}"`)
  })
})

describe('no file left to open (EMFILE)', () => {
  test('newcomers wait or go; those who are in are served, and every number given is kept', async () => {
    const directory = await serveDirectory()
    const hall = await startHall({ verb: 'serve', directory, before: 'ulimit -n 200' })
    halls.push(hall)
    const kiosk = new Driver(hall, 'kiosk-1')
    const acknowledged = new Map<string, string>()
    const give = async () => {
      const key = newKey()
      const { status, text } = await kiosk.command('issue-ticket', { service: 'fees' }, key)
      if (status === 200) acknowledged.set(key, text)
      return status
    }
    expect(await give()).toBe(200)
    const flood: Socket[] = []
    for (let n = 0; n < 400; n += 1) {
      const socket = connect(hall.port, '127.0.0.1')
      socket.on('error', () => undefined)
      flood.push(socket)
    }
    await until('the flood to be there', () => flood.filter(({ connecting }) => !connecting).length > 300)
    // The kiosk's own line was open before, and stays.
    for (let n = 0; n < 20; n += 1) expect(await give()).toBe(200)
    for (const socket of flood) socket.destroy()
    const late = new Driver(hall, 'kiosk-1')
    await until(
      'room for somebody new',
      async () => (await late.get('/readyz').catch(() => undefined))?.status === 200,
    )
    await hall.kill9()
    await hall.start()
    for (const [key, text] of acknowledged)
      expect((await kiosk.command('issue-ticket', { service: 'fees' }, key)).text).toBe(text)
    expect(acknowledged.size).toBe(21)
  })
})

const reason = lacksLeave(
  'a disk that may only be read',
  ['mount'],
  ['bash', '-c', 'd=$(mktemp -d) && mount -t tmpfs t $d && mount -o remount,ro $d && umount $d'],
)

describe.skipIf(reason)('a disk that may only be read (EROFS)', () => {
  test('is named at the start, which ends with 5; made writable again the hall has everything', async () => {
    const disk = temporaryDirectory()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk])
    disks.push(disk)
    const directory = await furnish(join(disk, 'hall'))
    const first = await startHall({ verb: 'serve', directory })
    const { label } = await new Driver(first, 'kiosk-1').issue('fees')
    await first.kill9()
    execFileSync('mount', ['-o', 'remount,ro', disk])
    const { code, stdout, stderr } = await runToEnd(['serve', '--port', '0', '--data', directory])
    expect([code, stdout]).toEqual([5, ''])
    expect(stderr).toContain('EROFS')
    expect(stderr).toContain(directory)
    execFileSync('mount', ['-o', 'remount,rw', disk])
    const hall = await startHall({ verb: 'serve', directory })
    halls.push(hall)
    expect((await new Driver(hall, 'kiosk-1').view('kiosk')).view.waiting).toBe(1)
    expect(JSON.stringify(hall.journal())).toContain(`"${label}"`)
    await hall.kill9()
  })
})
