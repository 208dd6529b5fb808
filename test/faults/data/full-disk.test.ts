import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { realClock } from '../../../server/clock.ts'
import { settingsOf } from '../../../server/data/hall-settings.ts'
import { openHall } from '../../../server/data/open-hall.ts'
import { realFileSystem as fs } from '../../../server/journal/file-system.ts'
import { Driver, newKey, until } from '../../fakes/driver.ts'
import {
  furnishedDirectory,
  type RunningHall,
  startHall,
  temporaryDirectory,
} from '../../fakes/running-hall.ts'
import { lacks } from '../../fakes/tools.ts'

/** No room, or a disk that refuses: what was acknowledged stays, what was not is said to be unknown. */

const disks: string[] = []
const halls: RunningHall[] = []
afterAll(async () => {
  await Promise.all(halls.map((hall) => hall.kill9().catch(() => undefined)))
  for (const disk of disks) execFileSync('umount', [disk])
})

const lacksDisk = lacks('the right to mount a tmpfs', [
  'bash',
  '-c',
  'd=$(mktemp -d) && mount -t tmpfs t $d && umount $d',
])
const lacksStrace = lacks('strace', ['strace', '-V'])

/** A hall whose present journal segment is nearly full: filled by its own keeper, 500 tickets a batch. */
async function fillSegment(directory: string): Promise<void> {
  const onFailure = (error: Error) => {
    throw error
  }
  const { file, keeper, journal } = await openHall({ fs, directory, clock: realClock, onFailure })
  keeper.askAsKeeper({ type: 'change-settings', body: { base: 0, settings: settingsOf(file, {}) } })
  const body = { service: 'fees' }
  const asker = () => ({ actor: { kind: 'device' }, device: 'kiosk-1', key: newKey(), hash: 'x' }) as const
  const written = () =>
    new Promise<void>((settle) => {
      for (let n = 0; n < 500; n += 1)
        keeper.ask({ type: 'issue-ticket', body }, asker(), n < 499 ? () => {} : () => settle())
    })
  while (!journal.position || journal.position.offset < 7_500_000) await written()
  await keeper.stop()
  await journal.close()
}

describe.skipIf(lacksDisk)('a disk without room', () => {
  test('is known beforehand: commands are refused with 503, screens say so, and it goes on when there is room', async () => {
    const disk = temporaryDirectory()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', disk])
    disks.push(disk)
    const directory = join(disk, 'hall')
    mkdirSync(directory)
    for (const name of ['hall.json', 'staff.json'])
      writeFileSync(join(directory, name), readFileSync(join(await furnishedDirectory(), name)))
    await fillSegment(directory)
    execFileSync('rm', ['-f', join(directory, 'journal', '00000002.ndjson')])
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(45_000_000))
    const hall = await startHall({ verb: 'serve', directory })
    halls.push(hall)
    // Staff, because the tickets of a device are limited.
    const kiosk = new Driver(hall, 'kiosk-1')
    await kiosk.signIn('1001')
    const board = await kiosk.watch('board')
    const acknowledged = new Map<string, string>()
    const refused = await until('a refusal for want of room', async () => {
      const replies = await Promise.all(
        Array.from({ length: 50 }, async () => {
          const key = newKey()
          const reply = await kiosk.command('issue-ticket', { service: 'fees' }, key)
          if (reply.status === 200) acknowledged.set(key, reply.text)
          return reply
        }),
      )
      return replies.find(({ status }) => status !== 200)
    })
    expect([refused.status, refused.body]).toEqual([503, { refusal: { reason: 'disk-is-full' } }])
    expect((await kiosk.get('/readyz')).body).toEqual({ ready: false, trouble: 'disk-is-full' })
    expect((await kiosk.get('/api/views/board')).status).toBe(200)
    const [[known]] = [...acknowledged] as [[string, string]]
    const again = await kiosk.command('issue-ticket', { service: 'fees' }, known)
    expect(again.text).toBe(acknowledged.get(known))
    await board.until('the trouble', (frame) => frame.trouble === 'disk-is-full')

    execFileSync('rm', [join(disk, 'ballast')])
    await until('room again', async () => (await kiosk.get('/readyz')).status === 200)
    expect((await kiosk.command('issue-ticket', { service: 'fees' })).status).toBe(200)
    await hall.kill9()
    await hall.start()
    const keys = [...acknowledged.keys()]
    for (const key of [keys[0]!, keys.at(-1)!, keys[keys.length >> 1]!])
      expect((await kiosk.command('issue-ticket', { service: 'fees' }, key)).text).toBe(acknowledged.get(key))
  })
})

describe.skipIf(lacksStrace)('a disk that refuses a write', () => {
  test('ends the process with 5: nothing is answered as done, and what was is there at the next start', async () => {
    const directory = temporaryDirectory()
    const first = await startHall({ directory })
    await first.stop()
    const journal = [1, 2, 3].map((n) => `-P ${join(directory, 'journal', `0000000${n}.ndjson`)}`).join(' ')
    const hall = await startHall({
      directory,
      before: `set -- strace -f -qq -o /dev/null ${journal} -e inject=pwrite64:error=EIO:when=12+ "$@"`,
    })
    halls.push(hall)
    const kiosk = new Driver(hall, 'kiosk-1')
    const answers: { key: string; status: number | undefined; text: string }[] = []
    for (let n = 0; n < 200 && (answers.at(-1)?.status !== undefined) === n > 0; n += 1) {
      const key = randomBytes(16).toString('base64url')
      const reply = await kiosk.command('issue-ticket', { service: 'fees' }, key).catch(() => undefined)
      answers.push({ key, status: reply?.status, text: reply?.text ?? '' })
      if (reply && reply.status !== 200) expect([reply.status, reply.body]).toEqual([503, { unknown: true }])
      if (reply?.status !== 200) break
    }
    expect(answers.length).toBeLessThan(200)
    expect((await hall.ended).code).toBe(5)
    expect(hall.stderr).toContain('the disk refused a write')
    const after = await startHall({ directory })
    halls.push(after)
    const driver = new Driver(after, 'kiosk-1')
    const acknowledged = answers.filter(({ status }) => status === 200)
    expect(acknowledged.length).toBeGreaterThan(0)
    for (const { key, text } of acknowledged) {
      const again = JSON.parse((await driver.command('issue-ticket', { service: 'fees' }, key)).text)
      expect(again.result.label).toBe(JSON.parse(text).result.label)
    }
    // The unknown one: the same key makes one ticket, whatever had become of it.
    const { key } = answers.at(-1)!
    const one = await driver.command('issue-ticket', { service: 'fees' }, key)
    expect((await driver.command('issue-ticket', { service: 'fees' }, key)).text).toBe(one.text)
  })
})
