import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkpointNames } from '../../../server/journal/checkpoint.ts'
import { realFileSystem } from '../../../server/journal/file-system.ts'
import { openJournal } from '../../../server/journal/journal.ts'
import type { JournalRecord } from '../../../server/journal/record-codec.ts'
import { Driver, openCounters, until } from '../../fakes/driver.ts'
import { type RunningHall, runToEnd, startHall } from '../../fakes/running-hall.ts'

/** A journal that was hurt on the disk: told, never guessed, repaired by a person's command. */

let hall: RunningHall
afterEach(() => hall.close())

const numberOf = (label: string) => Number(label.replace(/\D/gu, ''))

/** The segment a text stands in, and where; a new day's segment is not the first. */
function placeOf(text: string): { file: string; at: number } {
  const folder = join(hall.directory, 'journal')
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name)
    const at = readFileSync(file).indexOf(text)
    if (at >= 0) return { file, at }
  }
  throw new Error(`${text} is in no segment`)
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, at)
  closeSync(handle)
}

test('damage among what was acknowledged stops the start (3), is found by verify, and repair opens the hall again', async () => {
  hall = await startHall()
  const kiosk = new Driver(hall, 'kiosk-1')
  const kept = await kiosk.issue('fees')
  await until('the checkpoint of the new day', () => existsSync(join(hall.directory, 'checkpoint.json')))
  await kiosk.issue('fees')
  const hurt = await kiosk.issue('fees')
  let last = hurt
  for (let n = 0; n < 20; n += 1) last = await kiosk.issue('fees')
  const { epoch } = await kiosk.view('board')
  await hall.kill9()
  const { file, at } = placeOf(`"${hurt.label}"`)
  overwrite(file, at + 1, Buffer.from('X'))

  const start = await runToEnd(['demo', '--port', '0', '--data', hall.directory])
  expect([start.code, start.stdout]).toEqual([3, ''])
  expect(start.stderr).toContain(file)
  const offset = Number(/offset (\d+)/u.exec(start.stderr)?.[1])
  expect(offset).toBeGreaterThan(0)
  expect(offset).toBeLessThanOrEqual(at)
  expect(start.stderr).toContain('nowserving repair')

  const verify = await runToEnd(['verify', '--data', hall.directory])
  expect(verify.code).toBe(3)
  expect(verify.stdout).toContain(`${file}, offset ${offset}`)
  expect(verify.stdout).toContain('damaged')

  const repair = await runToEnd(['repair', '--data', hall.directory])
  expect([repair.code, repair.stderr]).toEqual([0, ''])
  const [, aside] = /lies in (\S+)/u.exec(repair.stdout) ?? []
  expect(readdirSync(aside!, { recursive: true }).length).toBeGreaterThan(0)
  expect((await runToEnd(['verify', '--data', hall.directory])).code).toBe(0)

  await hall.start()
  const board = await kiosk.view('board')
  expect(board.epoch).not.toBe(epoch)
  const ticket = await kiosk.get(`/api/tickets/${kept.phoneUrl.split('/t/')[1]}`)
  expect(ticket.body).toMatchObject({ label: kept.label, stage: 'waiting' })
  const { label } = await kiosk.issue('fees')
  expect(numberOf(label)).toBeGreaterThanOrEqual(numberOf(last.label) + 100)
  const [counter] = await openCounters(hall, 1)
  expect(await counter!.done('call-next', { counter: '1' })).toMatchObject({ label: kept.label })
})

test('a last batch that was torn is cut, kept aside and told; everything before it is there', async () => {
  hall = await startHall()
  const kiosk = new Driver(hall, 'kiosk-1')
  const labels: string[] = []
  for (let n = 0; n < 3; n += 1) labels.push((await kiosk.issue('passes')).label)
  await hall.kill9()
  const { file } = placeOf(`"${labels[2]}"`)
  const end = readFileSync(file).indexOf(0)
  overwrite(file, end - 30, Buffer.alloc(30))
  await hall.start()
  expect(hall.stderr).toMatch(/not whole/u)
  expect(readdirSync(join(hall.directory, 'journal')).some((name) => name.includes('broken'))).toBe(true)
  expect((await kiosk.view('kiosk')).view.waiting).toBeGreaterThanOrEqual(2)
  for (const label of labels.slice(0, 2))
    expect(JSON.stringify(hall.journal())).toContain(`"label":"${label}"`)
})

test('a whole journal verifies as whole, and repair changes nothing', async () => {
  hall = await startHall()
  const { label } = await new Driver(hall, 'kiosk-1').issue('fees')
  await hall.stop()
  const { file } = placeOf(`"${label}"`)
  const before = readFileSync(file)
  const verify = await runToEnd(['verify', '--data', hall.directory])
  expect([verify.code, verify.stdout]).toEqual([0, expect.stringMatching(/\d+ segments[\s\S]+whole\n$/u)])
  expect(verify.stdout).toMatch(/head: batch \d+, sha256 \S{43}/u)
  const repair = await runToEnd(['repair', '--data', hall.directory])
  expect([repair.code, repair.stdout]).toEqual([0, expect.stringContaining('nothing needed repair')])
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('a segment of a newer format is refused (3) and left as it is', async () => {
  hall = await startHall()
  const kiosk = new Driver(hall, 'kiosk-1')
  const { label } = await kiosk.issue('fees')
  // A segment with one batch alone could be one that a power cut left behind, which is cut.
  await kiosk.issue('fees')
  await hall.kill9()
  const { file } = placeOf(`"${label}"`)
  // A checkpoint in the segment would stand for its header.
  for (const name of checkpointNames) rmSync(join(hall.directory, name), { force: true })
  overwrite(file, 0, Buffer.from('{"format":9,'))
  const before = readFileSync(file)
  const { code, stderr } = await runToEnd(['demo', '--port', '0', '--data', hall.directory])
  expect([code, stderr]).toEqual([3, expect.stringContaining(file)])
  expect(readFileSync(file).equals(before)).toBe(true)
})

test.each([
  ['an event that this version does not know', { type: 'ticket-blessed' }, 'ticket-blessed', 'no such event'],
  ['a later version of an event', { type: 'ticket-called', v: 9 }, 'ticket-called', 'version 9'],
])(
  '%s stops a start and `verify` alike (3): each names file, record and kind and changes nothing',
  async (_what, event, ...words) => {
    hall = await startHall()
    await new Driver(hall, 'kiosk-1').issue('fees')
    await hall.kill9()
    const directory = join(hall.directory, 'journal')
    let last: JournalRecord = { seq: 0 }
    const { journal } = await openJournal({
      fs: realFileSystem,
      directory,
      hall: 'demo',
      newEpoch: () => 'never asked',
      onRecord: (record) => {
        last = record
      },
    })
    const seq = last.seq + 1
    const newer = { ...last, seq, key: 'key-of-a-later-one', events: [event] }
    await new Promise<void>((settle) => journal.write([newer], () => settle()))
    await journal.close()
    const { file } = placeOf('key-of-a-later-one')
    const before = readFileSync(file)
    for (const verb of [['demo', '--port', '0'], ['verify']]) {
      const run = await runToEnd([...verb, '--data', hall.directory])
      expect([run.code, run.stdout]).toEqual([3, ''])
      for (const word of [file, `record ${seq}`, 'Nothing was changed', ...words])
        expect(run.stderr).toContain(word)
    }
    expect(readFileSync(file).equals(before)).toBe(true)
  },
)
