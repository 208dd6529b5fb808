import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { commands } from '../../../server/protocol/commands.ts'
import { commandTexts, isAccountName } from '../../fakes/command-texts.ts'
import { Driver, openCounters } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** [I10] Canaries are planted wherever a person may write; afterwards every byte that was kept or told is searched. */

const halls: RunningHall[] = []
const started = async () => {
  const hall = await startHall()
  halls.push(hall)
  return hall
}
afterEach(() => Promise.all(halls.splice(0).map((hall) => hall.close())))

const canaries = {
  note: 'Canary-note 13800138000 lives in house 7',
  words: 'Canary-words: the lady at the glass was kind',
  longNote: `Canary-long ${'x'.repeat(1_900)}`,
  wrongPassword: 'Canary-password-that-is-wrong',
  unknownBadge: 'canary-badge',
  reason: 'Canary-reason Mrs Wang, flat 302',
  reasonLikeAnId: 'Canary.Mrs.Wang',
}

/** Every file below a directory, with its bytes. */
function filesIn(directory: string): [string, Buffer][] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => [file, readFileSync(file)])
}

test('[I10] free words, passwords, cookies and ticket keys are in no journal, checkpoint, broadcast or log', async () => {
  const hall = await started()
  const kiosk = new Driver(hall, 'kiosk-1')
  const [one] = (await openCounters(hall, 1)) as [Driver]
  const manager = new Driver(hall)
  await manager.signIn('2001')
  const pages = [
    await kiosk.watch('board'),
    await kiosk.watch('kiosk'),
    await kiosk.watch('window', { counter: '1' }),
    await one.watch('counter', { counter: '1' }),
    await manager.watch('manager'),
  ]
  const issued = await kiosk.issue('fees')
  const key = issued.phoneUrl.split('/t/')[1]!
  const phone = await kiosk.watch('ticket', { key })
  await one.done('call-ticket', { counter: '1', label: issued.label })
  await one.done('start-service', { counter: '1' })
  await one.done('transfer', { counter: '1', to: { counter: '1' }, note: canaries.note })
  await one.done('call-ticket', { counter: '1', label: issued.label })
  await one.done('start-service', { counter: '1' })
  await one.done('transfer', { counter: '1', to: { counter: '1' }, note: canaries.longNote })
  await one.done('call-next', { counter: '1' })
  await one.done('start-service', { counter: '1' })
  const { notes } = await one.done('read-notes', { counter: '1', ticket: issued.ticket })
  expect(notes).toEqual([
    { by: 'staff:1001', at: expect.any(Number), words: canaries.note },
    { by: 'staff:1001', at: expect.any(Number), words: canaries.longNote },
  ])
  await one.done('finish', { counter: '1' })
  await kiosk.done('rate', { key, score: 5, words: canaries.words })
  // They come out to whom they are for, and the reading is recorded without them.
  const { ratings } = await manager.done('read-ratings', {})
  expect(ratings).toEqual([
    expect.objectContaining({ score: 5, reasons: [], counter: '1', words: canaries.words }),
  ])
  expect(JSON.stringify(ratings)).not.toContain(issued.ticket)
  // Refused and wrong commands carry words, too.
  for (const reason of [canaries.reason, canaries.reasonLikeAnId]) {
    const status = reason === canaries.reason ? 400 : 409
    expect((await one.command('pause-counter', { counter: '1', reason })).status).toBe(status)
    expect((await kiosk.command('rate', { key, score: 1, reasons: [reason] })).status).toBe(status)
    await one.command('hold', { counter: '1', for: reason })
  }
  await one.command('transfer', { counter: '1', to: { service: 'nothing' }, note: canaries.note })
  const unknown = { counter: '1', ticket: 'T'.repeat(64), to: { service: 'fees' }, note: canaries.note }
  const refused = await one.command('transfer', unknown)
  expect(refused).toMatchObject({ status: 409, body: { refusal: { reason: 'no-such-ticket' } } })
  await kiosk.command('rate', { key, score: 9, words: canaries.words })
  await kiosk.command('rate', { key, score: 5, words: canaries.words })
  await new Driver(hall).signIn('1001', canaries.wrongPassword)
  await new Driver(hall).signIn(canaries.unknownBadge, canaries.wrongPassword)
  await kiosk.ask('POST', '/api/session', { body: `{"badge":"1001","password":"${canaries.wrongPassword}"` })
  await phone.see('the rating', ({ rated }) => rated === true)
  const told = [...pages, phone].flatMap(({ texts }) => texts).join('\n')
  const metrics = (await kiosk.get('/metrics')).text
  const live = filesIn(join(hall.directory, 'journal'))
  await hall.stop()

  const secrets = { ...canaries, cookie: one.cookie!.split('=')[1]!, key }
  const kept = filesIn(hall.directory).filter(([file]) => !file.startsWith(join(hall.directory, 'vault')))
  expect(kept.some(([file]) => file.endsWith('checkpoint.json'))).toBe(true)
  for (const [name, secret] of Object.entries(secrets)) {
    for (const [file, bytes] of [...kept, ...live])
      expect([name, file, bytes.indexOf(secret)]).toEqual([name, file, -1])
    // A phone's own key stands in no message either, not even in its own.
    for (const [place, text] of Object.entries({ told, metrics, log: hall.stderr, out: hall.stdout }))
      expect([name, place, text.includes(secret)]).toEqual([name, place, false])
  }
  const vault = filesIn(join(hall.directory, 'vault'))
  expect(vault.length).toBeGreaterThan(0)
  for (const [file, bytes] of vault) {
    expect([file, statSync(file).mode & 0o077]).toEqual([file, 0])
    for (const canary of Object.values(canaries)) expect(bytes.indexOf(canary)).toBe(-1)
  }
})

test('[I10] what a person wrote cannot be guessed from the journal’s fingerprints of commands', async () => {
  const hall = await started()
  const [one] = (await openCounters(hall, 1)) as [Driver]
  const kiosk = new Driver(hall, 'kiosk-1')
  const same = { counter: '1', to: { counter: '1' }, note: 'ID 110101199003070000' }
  const transfer = async () => {
    const { label } = await kiosk.issue('fees')
    await one.done('call-ticket', { counter: '1', label })
    await one.done('start-service', { counter: '1' })
    await one.done('transfer', same)
    const line = hall.journal().findLast(({ command }) => command === 'transfer') as unknown as {
      hash: string
    }
    return line.hash
  }
  const first = await transfer()
  const other = await started()
  const [stranger] = (await openCounters(other, 1)) as [Driver]
  const { label } = await new Driver(other, 'kiosk-1').issue('fees')
  await stranger.done('call-ticket', { counter: '1', label })
  await stranger.done('start-service', { counter: '1' })
  await stranger.done('transfer', same)
  const elsewhere = other.journal().findLast(({ command }) => command === 'transfer') as unknown as {
    hash: string
  }
  // The same words must not look the same in two halls. Otherwise a reader of the journal could try all words (dictionary attack).
  expect(elsewhere.hash).not.toBe(first)
})

test('[I10] no command takes free words but in a field that it calls personal', () => {
  /** Looked up, never kept: a label finds a ticket, a pairing code a screen, or is refused. */
  const lookedUp = ['label', 'code']
  const free = commandTexts.filter((field) => {
    const { command, path, isFree } = field
    if (isAccountName(field)) return false
    const personal: readonly string[] = commands[command].personal
    return isFree && !personal.includes(path.join('.')) && !lookedUp.includes(path.join('.'))
  })
  expect(free).toEqual([])
  expect(commands.transfer.personal).toEqual(['note'])
  expect(commands.rate.personal).toEqual(['words'])
})
