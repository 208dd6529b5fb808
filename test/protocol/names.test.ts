import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { realClock } from '../../server/clock.ts'
import { demoHall, demoStaff } from '../../server/data/demo-hall.ts'
import { settingsOf } from '../../server/data/hall-settings.ts'
import { emptyMachine, keeperOf } from '../../server/data/open-hall.ts'
import type { HallNames } from '../../server/hall/views/view-types.ts'
import { names as namesSchema } from '../../server/protocol/views/parts.ts'
import type { NotShown } from '../../server/web/audience.ts'
import type { Watcher } from '../../server/web/live/channel.ts'
import type { SharedMessage } from '../../server/web/live/shared-message.ts'
import { ViewPublisher } from '../../server/web/live/view-publisher.ts'
import { Driver, until } from '../fakes/driver.ts'
import { fifteenLanguages, manyLanguages } from '../fakes/many-languages.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Names of the ids in views are read apart from the views, by hash, one language at a time. */

/** A hall as large as they come: every counter at work, people waiting for every service, the board full. */
describe('a hall of 15 languages, 40 services and 30 counters', () => {
  const counters = Array.from({ length: 30 }, (_, at) => String(at + 1))
  let hall: RunningHall
  let kiosk: Driver
  let phoneUrl: string
  const hashOf = async () => {
    const page = await kiosk.watch('board')
    await page.close()
    return (page.frames[0] as { names?: string }).names!
  }
  const namesAt = async (hash: string, query = '') => kiosk.get(`/api/names/${hash}${query}`)
  beforeAll(async () => {
    const directory = await furnishedDirectory(manyLanguages)
    const { staff } = await demoStaff()
    const people = counters.map((counter) => [`30${counter.padStart(2, '0')}`, staff['1001']!] as const)
    const document = { format: 1, staff: { ...staff, ...Object.fromEntries(people) } }
    writeFileSync(join(directory, 'staff.json'), JSON.stringify(document))
    hall = await startHall({ verb: 'serve', directory })
    kiosk = new Driver(hall, 'kiosk-1')
    for (let n = 1; n <= 40; n += 1)
      for (let times = 0; times < 2; times += 1)
        phoneUrl = (await kiosk.issue(`service-${n}`, { category: 'elderly', language: 'ru' })).phoneUrl
    for (const [at, [badge]] of people.entries()) {
      const driver = new Driver(hall)
      await driver.signIn(badge)
      await driver.done('open-counter', { counter: counters[at]! })
      await driver.done('call-next', { counter: counters[at]! })
      driver.close()
    }
  })
  afterAll(() => hall.close())

  test('welcomes a board in at most 8 KB and a phone in at most 2 KB', async () => {
    const board = await kiosk.watch('board')
    const phone = await kiosk.watch('ticket', { key: phoneUrl.split('/t/')[1]! })
    const bytes = [board, phone].map(({ texts }) => Buffer.byteLength(texts[0]!))
    process.stdout.write(`names: a board's welcome ${bytes[0]} B, a phone's ${bytes[1]} B\n`)
    const { counters: shown, calls, queues } = board.view as Record<string, object>
    expect([Object.keys(shown!).length, Object.keys(calls!).length]).toEqual([30, 12])
    expect(Object.keys(queues!)).toHaveLength(40)
    expect(bytes[0]).toBeLessThanOrEqual(8 * 1024)
    expect(bytes[1]).toBeLessThanOrEqual(2 * 1024)
    for (const page of [board, phone])
      for (const frame of page.texts) expect(frame).not.toMatch(/Удостоверение|居民|Residence|"words"/u)
    await Promise.all([board.close(), phone.close()])
  })

  test('gives its names in each of them, each text in that language, to be kept for ever', async () => {
    const hash = await hashOf()
    const all = (await kiosk.view('board')).view.words as HallNames
    for (const language of fifteenLanguages) {
      const reply = await namesAt(hash, `?lang=${language}`)
      expect(reply.status).toBe(200)
      expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      const names = namesSchema.parse(reply.body)
      expect(names.hall).toEqual({ [language]: all.hall[language] })
      expect(Object.keys(names.services)).toHaveLength(40)
      for (const [id, text] of Object.entries(names.services))
        expect(text).toEqual({ [language]: all.services[id]![language] })
      for (const [id, text] of Object.entries(names.counters))
        expect(text).toEqual({ [language]: all.counters[id]![language] })
      expect(Buffer.byteLength(reply.text)).toBeLessThan(8 * 1024)
    }
  })

  test('falls back to the nearest language of a text, then to the first', async () => {
    const hash = await hashOf()
    const hallIn = async (query: string) => Object.keys((await namesAt(hash, query)).body.hall as object)
    expect(await hallIn('?lang=pt-BR')).toEqual(['pt'])
    expect(await hallIn('?lang=sw')).toEqual(['zh-CN'])
    expect(await hallIn('')).toEqual(['zh-CN'])
    expect(await hallIn('?lang=no%20tag')).toEqual(['zh-CN'])
    expect(await hallIn('?lang=en&lang=ar')).toEqual(['zh-CN'])
  })

  test('says in words that there are no names under another hash', async () => {
    for (const hash of ['AAAAAAAAAAAAAAAA', '__proto__', '%00']) {
      const reply = await namesAt(hash, '?lang=en')
      expect(reply.status).toBe(404)
      expect(reply.body.problem).toContain('names')
      expect(reply.headers['cache-control']).toBe('no-store')
    }
  })

  test('has the same hash after a start, so that screens need not ask again', async () => {
    const before = await hashOf()
    await hall.stop()
    await hall.start()
    expect(await hashOf()).toBe(before)
  })
})

describe('a page of an earlier build that comes back to a newer server', () => {
  let hall: RunningHall
  let kiosk: Driver
  beforeAll(async () => {
    hall = await startHall()
    kiosk = new Driver(hall, 'kiosk-1')
  })
  afterAll(() => hall.close())

  test('by its address, with the epoch and seq it has, finds names in its view, also in later welcomes', async () => {
    const { words } = (await kiosk.view('board')).view
    const back = kiosk.dial({ view: 'board', epoch: 'of-before', seq: '7' })
    await back.until('a welcome', ({ type }) => type === 'welcome')
    expect(back.view.words).toEqual(words)
    await kiosk.issue('fees')
    await back.until('a change', ({ type }) => type === 'happened')
    expect(back.view.words).toEqual(words)
    const from = back.frames.length
    back.send({ type: 'again' })
    await back.until('a welcome', ({ type }) => type === 'welcome', from)
    expect(back.view.words).toEqual(words)
    await back.close()
  })

  test('a page that comes fresh, or by its own watch, finds none', async () => {
    const fresh = await kiosk.watch('board')
    expect(fresh.view).not.toHaveProperty('words')
    fresh.send({ type: 'watch', id: 'b', view: 'board', epoch: 'of-before', seq: 7 })
    await until('the other', () => fresh.views.size === 1)
    expect(fresh.views.get('b')!.view).not.toHaveProperty('words')
    await fresh.close()
  })
})

class Page implements Watcher {
  readonly told: SharedMessage[] = []
  readonly names: string[] = []
  end: NotShown | undefined
  resume(): void {}
  notify(message: SharedMessage): void {
    this.told.push(message)
  }
  welcome({ names }: { names: { hash: string } | undefined }): void {
    this.names.push(names!.hash)
  }
  ended(why: NotShown): void {
    this.end = why
  }
}

test('new settings: everybody is told the hash of the new names, and a screen whose counter is gone that it is', async () => {
  const keeper = keeperOf({
    machine: emptyMachine(),
    id: 'demo',
    journal: { write: (_entries, done) => void setImmediate(done), room: 'enough', canWrite: () => true },
    clock: realClock,
    onFailure: (error) => {
      throw error
    },
  })
  const start = (hall: typeof demoHall) =>
    new Promise((settle) =>
      keeper.askAsKeeper(
        {
          type: 'change-settings',
          body: { base: keeper.hall.settingsRecord.version, settings: settingsOf(hall, {}) },
        },
        'server',
        settle,
      ),
    )
  await start(demoHall)
  const publisher = new ViewPublisher(keeper, realClock)
  const [board, window, gone] = [new Page(), new Page(), new Page()]
  publisher.join({ view: 'board', device: 'board-1' }, board)
  publisher.join({ view: 'window', counter: '1' }, window)
  publisher.join({ view: 'window', counter: '5' }, gone)
  const before = await until('its welcome', () => board.names[0])
  await until('theirs', () => window.names.length + gone.names.length === 2)
  const { '5': _, ...counters } = demoHall.counters
  await start({ ...demoHall, name: { en: 'Another name' }, counters })
  await until('the window to be told', () => window.told.length > 0)
  // The keeper lets due time pass after a start, which may be a further message.
  for (const { told } of [board, window])
    expect(told.map(({ isRenaming }) => isRenaming)).toEqual([true, ...told.slice(1).map(() => false)])
  expect(gone.end).toEqual({ why: 'no-such-counter', problem: expect.stringContaining('no such counter: 5') })
  const fresh = new Page()
  publisher.join({ view: 'manager' }, fresh)
  const after = await until('its welcome', () => fresh.names[0])
  expect(after).not.toBe(before)
  expect(JSON.parse(publisher.namesDocument(after, 'en')!).hall).toEqual({ en: 'Another name' })
  // Pages may still be about to fetch the earlier names.
  expect(JSON.parse(publisher.namesDocument(before, 'en')!).hall).toEqual({ en: demoHall.name.en })
  const late = new Page()
  expect(publisher.join({ view: 'window', counter: '5' }, late)).toBeUndefined()
  publisher.close()
  await keeper.stop()
})
