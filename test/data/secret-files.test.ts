import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { writeDurably } from '../../server/journal/durable-file.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import { Driver } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall, temporaryDirectory } from '../fakes/running-hall.ts'

/** Other users of the hall's machine: what they could read or put in its way is closed, and told at each start. */

const running: RunningHall[] = []
afterEach(async () => {
  for (const hall of running.splice(0)) await hall.close()
})
async function started(directory: string, flags: string[] = []): Promise<RunningHall> {
  const hall = await startHall({ verb: 'serve', directory, flags })
  running.push(hall)
  return hall
}
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

/** A hall that ran once and has stopped, so that all its files are there. */
async function stoppedHall(): Promise<string> {
  const directory = await furnishedDirectory()
  const hall = await started(directory)
  await new Driver(hall).signIn('1001')
  await hall.stop()
  return directory
}

test('a start closes what is secret and was open to others, and says what to do; the next one finds nothing', async () => {
  const directory = await stoppedHall()
  const files = ['secret', 'staff.json', 'sessions.json']
  for (const name of files) chmodSync(join(directory, name), 0o644)
  chmodSync(join(directory, 'vault'), 0o755)
  chmodSync(directory, 0o777)
  const hall = await started(directory)
  for (const name of files) expect([name, modeOf(join(directory, name))]).toEqual([name, '600'])
  expect([modeOf(join(directory, 'vault')), modeOf(directory)]).toEqual(['700', '755'])
  for (const name of ['/secret', '/staff.json', '/sessions.json', '/vault', ''])
    expect(hall.stderr).toContain(`${directory}${name} was open to other users (mode 0`)
  expect(hall.stderr).toMatch(/secret was open .* delete it while the hall is stopped/u)
  await hall.stop()
  const again = await started(directory)
  expect(again.stderr).not.toContain('other users')
})

test('every file that a hall makes is for its owner only, whatever the umask', async () => {
  const directory = temporaryDirectory()
  const hall = await startHall({ verb: 'serve', directory, before: 'umask 0' })
  running.push(hall)
  for (const name of ['hall.json', 'staff.json', 'secret', 'nowserving.json', 'journal/00000001.ndjson'])
    expect([name, modeOf(join(directory, name))]).toEqual([name, '600'])
})

test('a secret that is a link is told, and the file it leads to stays as it is', async () => {
  const directory = await stoppedHall()
  const elsewhere = join(temporaryDirectory(), 'elsewhere')
  renameSync(join(directory, 'secret'), elsewhere)
  chmodSync(elsewhere, 0o644)
  symlinkSync(elsewhere, join(directory, 'secret'))
  const hall = await started(directory)
  expect(hall.stderr).toMatch(/secret is a link to .*elsewhere: whoever may change the link/u)
  expect(modeOf(elsewhere)).toBe('644')
})

test('the first password of an earlier version is not left behind unsaid', async () => {
  const directory = await stoppedHall()
  writeFileSync(join(directory, 'first-sign-in.txt'), 'abcd-efgh')
  expect((await started(directory)).stderr).toMatch(/first-sign-in\.txt holds a password .*: delete it/u)
})

test('a key of TLS that everybody can read is told', async () => {
  const folder = temporaryDirectory()
  const { makeLocalCertificate } = await import('../../server/cli/certificate/local-certificate.ts')
  const { certificate, key } = makeLocalCertificate(['localhost'], Date.now())
  const [cert, keyFile] = [join(folder, 'hall.crt'), join(folder, 'hall.key')]
  writeFileSync(cert, certificate)
  writeFileSync(keyFile, key, { mode: 0o644 })
  chmodSync(keyFile, 0o644)
  const hall = await started(await furnishedDirectory(), ['--tls-cert', cert, '--tls-key', keyFile])
  expect(hall.stderr).toContain(`chmod 600 ${keyFile}`)
})

test('nothing is written through a link that lies where a new file is made, nor into a file of somebody else', async () => {
  const directory = temporaryDirectory()
  const victim = join(directory, 'victim')
  writeFileSync(victim, 'untouched')
  const path = join(directory, 'document')
  symlinkSync(victim, `${path}.new`)
  await writeDurably(fs, path, [Buffer.from('content')])
  expect([readFileSync(victim, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['untouched', 'content'])
  // A file that lies there already could be open for reading elsewhere.
  writeFileSync(`${path}.new`, 'prepared', { mode: 0o666 })
  chmodSync(`${path}.new`, 0o666)
  const reader = openSync(`${path}.new`, 'r')
  await writeDurably(fs, path, [Buffer.from('secret')])
  expect([modeOf(path), readFileSync(reader, 'utf8')]).toEqual(['600', 'prepared'])
  closeSync(reader)
  mkdirSync(`${path}.new`)
  await expect(writeDurably(fs, path, [Buffer.from('x')])).rejects.toThrow(/EISDIR|EPERM/u)
  expect([readFileSync(path, 'utf8'), existsSync(`${path}.new`)]).toEqual(['secret', true])
})
