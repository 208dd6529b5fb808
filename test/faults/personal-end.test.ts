import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, test } from 'vitest'
import { purposes } from '../../server/data/personal/purposes.ts'
import { realFileSystem } from '../../server/journal/file-system.ts'
import { openVault } from '../../server/journal/vault.ts'
import { Driver, openCounters, until } from '../fakes/driver.ts'
import {
  furnishedDirectory,
  type RunningHall,
  runToEnd,
  startHall,
  temporaryDirectory,
} from '../fakes/running-hall.ts'

/** [I10] Words of people: before their end they lie in the vault alone and encrypted, afterwards nowhere. */

const halls: RunningHall[] = []
afterAll(() => Promise.all(halls.map((hall) => hall.close())))

const canary = { name: 'Canary-Xylowang', phone: '13800138000', number: '110101199003070000' }
const note = Object.values(canary).join(' ')
const rating = 'Canary-Rating the lady was kind'

const filesIn = (directory: string): string[] =>
  existsSync(directory)
    ? readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .map((name) => join(directory, name))
        .filter((file) => statSync(file).isFile())
    : []

/** Files of a directory in which one of the texts stands, as it is or in base64. */
const filesWith = (directory: string, texts: readonly string[]): string[] =>
  filesIn(directory).filter((file) => {
    const bytes = readFileSync(file)
    return texts.some(
      (text) =>
        bytes.includes(text) || bytes.includes(Buffer.from(text).toString('base64').replace(/=+$/u, '')),
    )
  })

/** The keys in the vault, as base64 text, by their matter. */
const keysIn = (directory: string): Record<string, string> =>
  Object.fromEntries(
    filesIn(join(directory, 'vault/keys')).map((file) => {
      const { matter, key } = JSON.parse(readFileSync(file, 'utf8'))
      return [matter, key]
    }),
  )

async function staged() {
  const hall = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  halls.push(hall)
  const kiosk = new Driver(hall, 'kiosk-1')
  const [clerk] = (await openCounters(hall, 1)) as [Driver]
  const { label, ticket, phoneUrl } = await kiosk.issue('fees')
  const serve = async () => {
    await clerk.done('call-ticket', { counter: '1', label })
    await clerk.done('start-service', { counter: '1' })
  }
  await serve()
  await clerk.done('transfer', { counter: '1', to: { counter: '1' }, note })
  await serve()
  return { hall, kiosk, clerk, label, ticket, key: phoneUrl.split('/t/')[1] }
}

test.concurrent('[I10] a name, a telephone and a document number in a note are gone ten seconds after the visit, with their key, from every file', async ({
  expect,
}) => {
  const { hall, clerk, ticket } = await staged()
  const { notes } = await clerk.done('read-notes', { counter: '1', ticket })
  expect(notes.map(({ words }) => words)).toEqual([note])
  const all = Object.values(canary)
  const matter = `note-${ticket}`
  const secret = keysIn(hall.directory)[matter]!
  expect(secret).toMatch(/^[\w+/]{43}=$/u)
  const backups = temporaryDirectory()
  const backup = () => runToEnd(['backup', backups, '--data', hall.directory])
  expect((await backup()).code).toBe(0)
  // Before: the words stand nowhere as they are, and their key in one file of the vault.
  const places = () => [hall.directory, backups, ...tempFiles()]
  expect(places().flatMap((place) => filesWith(place, all))).toEqual([])
  expect(places().flatMap((place) => filesWith(place, [secret]))).toHaveLength(1)
  expect(filesWith(hall.directory, [secret])[0]).toContain('vault/keys')
  await clerk.done('finish', { counter: '1' })
  await until('the key is destroyed', () => keysIn(hall.directory)[matter] === undefined)
  await until('the words are destroyed', () => filesIn(join(hall.directory, 'vault/words')).length === 0)
  expect((await backup()).code).toBe(0)
  await hall.stop()
  let searched = 0
  for (const place of places()) {
    expect(filesWith(place, [...all, secret])).toEqual([])
    searched += filesIn(place).length
  }
  for (const text of [...all, secret]) expect([hall.stderr, hall.stdout].join()).not.toContain(text)
  process.stdout.write(`${searched} files searched for ${all.length} canaries and their key: 0 found\n`)
})

const tempFiles = (): string[] =>
  readdirSync(tmpdir())
    .filter((name) => name.startsWith('nowserving-') && !name.startsWith('nowserving-test-'))
    .map((name) => join(tmpdir(), name))

test.concurrent('words of a ticket that an undo brings back stay; a kill before their end destroys them after the next start', async ({
  expect,
}) => {
  const { hall, clerk, ticket } = await staged()
  const finish = 'key-of-the-finish'
  await clerk.done('finish', { counter: '1' }, finish)
  await clerk.done('undo', { command: finish })
  await new Promise((settle) => setTimeout(settle, 11_000))
  const { notes } = await clerk.done('read-notes', { counter: '1', ticket })
  expect(notes.map(({ words }) => words)).toEqual([note])
  await clerk.done('finish', { counter: '1' })
  await hall.kill9()
  expect(keysIn(hall.directory)).toHaveProperty(`note-${ticket}`)
  await hall.start()
  await until('the key is destroyed', () => keysIn(hall.directory)[`note-${ticket}`] === undefined)
})

test.concurrent('words of a rating are kept for their own purpose, apart from those of the ticket, until its end', async ({
  expect,
}) => {
  const { hall, clerk, kiosk, key, ticket } = await staged()
  await clerk.done('finish', { counter: '1' })
  await kiosk.done('rate', { key: key!, score: 1, words: rating })
  await until('the note is destroyed', () => keysIn(hall.directory)[`note-${ticket}`] === undefined)
  const manager = new Driver(hall)
  await manager.signIn('2001')
  const read = async () => (await manager.done('read-ratings', {})).ratings.map(({ words }) => words)
  expect(await read()).toEqual([rating])
  await hall.stop()
  const vault = await openVault({ fs: realFileSystem, directory: join(hall.directory, 'vault'), randomBytes })
  const { keptMs } = purposes['rate.words']
  expect(await vault.purge(Date.now() + keptMs - 60_000)).toEqual([])
  expect(await vault.purge(Date.now() + keptMs + 48 * 3_600_000)).toEqual([`rating-${ticket}`])
  await hall.start()
  await manager.signIn('2001')
  expect(await read()).toEqual([undefined])
})

test.concurrent('words that are checked and not kept are destroyed, with their key, before the command is answered', async ({
  expect,
}) => {
  const { hall, clerk, ticket } = await staged()
  const matter = `note-${ticket}`
  expect(keysIn(hall.directory)).toHaveProperty(matter)
  await clerk.done('destroy-notes', { counter: '1', ticket })
  expect(keysIn(hall.directory)).not.toHaveProperty(matter)
  expect(filesIn(join(hall.directory, 'vault/words'))).toEqual([])
  expect((await clerk.done('read-notes', { counter: '1', ticket })).notes).toEqual([])
  await clerk.done('finish', { counter: '1' })
  expect(hall.given().findLast(({ command }) => command === 'destroy-notes')?.events).toEqual([
    { type: 'notes-destroyed', ticket, notes: 1 },
  ])
})
