import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TicketKeys } from '../../../server/access/ticket-keys.ts'
import { type Clock, realClock } from '../../../server/clock.ts'
import { settingsOf } from '../../../server/data/hall-settings.ts'
import { type OpenHall, openHall } from '../../../server/data/open-hall.ts'
import { SettingsEditor } from '../../../server/data/settings-editor.ts'
import { realFileSystem } from '../../../server/journal/file-system.ts'
import { CommandGateway } from '../../../server/web/command-gateway.ts'
import { limits } from '../../../server/web/live/limits.ts'
import { LiveServer } from '../../../server/web/live/live-server.ts'
import { ViewPublisher } from '../../../server/web/live/view-publisher.ts'
import { WriteBatcher } from '../../../server/web/live/write-batcher.ts'
import { until, Watch } from '../../fakes/driver.ts'
import { givesNothing, identityOf, noOutsideViews, viewsWithoutDevices } from '../../fakes/hand-made-hall.ts'
import { furnishedDirectory } from '../../fakes/running-hall.ts'

/** A round of frames to many screens, on real sockets. The clock goes on only when the test says so. */

/** Longer timers are heartbeats (ms). */
const longestRestMs = 100

/** Each look at this clock costs a whole slice. A rest ends when the test says so. */
class SteppingClock implements Clock {
  #ms = 0
  #timers: { readonly delayMs: number; readonly task: () => void }[] = []
  readonly now = realClock.now
  readonly soon = realClock.soon

  monotonicMs(): number {
    this.#ms += limits.sliceMs
    return this.#ms
  }
  after(delayMs: number, task: () => void): () => void {
    const timer = { delayMs, task }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }
  get isWaiting(): boolean {
    return this.#timers.some(({ delayMs }) => delayMs <= longestRestMs)
  }
  goOn(): void {
    this.#fire((delayMs) => delayMs <= longestRestMs)
  }
  beat(): void {
    this.#fire((delayMs) => delayMs === limits.beatMs)
  }
  #fire(isDue: (delayMs: number) => boolean): void {
    const due = this.#timers.filter(({ delayMs }) => isDue(delayMs))
    this.#timers = this.#timers.filter((timer) => !due.includes(timer))
    for (const { task } of due) task()
  }
}

const clock = new SteppingClock()
const server = createServer()
let data: OpenHall
let publisher: ViewPublisher
let sockets: LiveServer
let url: string

beforeAll(async () => {
  const writeBatcher = new WriteBatcher()
  data = await openHall({
    fs: realFileSystem,
    directory: await furnishedDirectory(),
    clock,
    onFailure(error) {
      throw error
    },
    together: (work) => writeBatcher.together(work),
  })
  const { keeper, file, secret } = data
  keeper.askAsKeeper({ type: 'change-settings', body: { base: 0, settings: settingsOf(file, {}) } })
  const keys = new TicketKeys(secret, keeper.hall)
  keeper.listen({ committed: ({ entries }) => keys.follow(keeper.hall, entries) })
  const settings = new SettingsEditor({ keeper, staff: data.staff })
  const words = {
    read: async () => undefined,
    keep: () => Promise.reject(new Error('no vault')),
    drop: () => Promise.resolve(),
    destroyOf: () => Promise.resolve(),
  }
  const onRefused = () => undefined
  const identity = identityOf({ device: 'kiosk-1', isKiosk: true })
  // A loop that never waits: each rest between two slices is the longest.
  const loop = { together: (work: () => void) => writeBatcher.together(work), idleMs: () => 0 }
  publisher = new ViewPublisher(keeper, clock, loop)
  sockets = new LiveServer({
    keeper,
    publisher,
    onTouched: () => undefined,
    gateway: new CommandGateway({
      ...{ keeper, keys, words, settings, onRefused },
      onTakeOver: () => undefined,
      onStaff: () => undefined,
      ...{ accounts: givesNothing, apiKeys: givesNothing, devices: givesNothing, maintenance: givesNothing },
      phoneUrl: (key) => `/t/${key}`,
    }),
    onRefused,
    keys,
    clock,
    welcomeFields: { build: 'tested', epoch: 'e', now: realClock.now, trouble: () => undefined },
    writeBatcher,
    loop,
    outside: noOutsideViews,
    deviceViews: viewsWithoutDevices(clock),
    devices: {
      hasLeft: () => false,
      isKiosk: () => true,
      followsCalls: () => true,
      standsElsewhere: () => false,
    },
    isLimited: false,
    admit: () => identity,
  })
  server.on('upgrade', (request, stream, head) => sockets.upgrade(request, stream, head))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live?`
})
afterAll(async () => {
  await data.keeper.stop()
  publisher.close()
  sockets.stop()
  server.close()
  await data.journal.close()
})

async function open(query: string): Promise<Watch> {
  const page = new Watch(url + query, {})
  await page.until('a welcome', ({ type }) => type === 'welcome')
  return page
}

/** Two screens more than fit into three slices. */
const screens = limits.stepsPerLook * 3 + 2
const boards = () => Promise.all(Array.from({ length: screens }, () => open('view=board&device=board-1')))
const told = ({ frames }: Watch) => frames.filter(({ type }) => type === 'happened')
const issue = (page: Watch) => page.command('issue-ticket', { service: 'fees' })

/** Lets time go on until all pages have all that is durable. */
async function settle(pages: readonly Watch[]): Promise<void> {
  await until('all pages to see the newest', () => {
    clock.goOn()
    return pages.every(({ seq }) => seq === data.keeper.seq) && !clock.isWaiting
  })
}

/** A round whose first slice was sent; the next one comes when the clock goes on. */
async function inTheMiddle(pages: readonly Watch[], clerk: Watch): Promise<void> {
  await settle(pages)
  await issue(clerk)
  await until('the first slice', () => clock.isWaiting && pages.some((page) => page.seq === data.keeper.seq))
}

const close = (pages: readonly Watch[]) => Promise.all(pages.map((page) => page.close()))

// Before any other screen, because the order in which views were first watched decides.
test('a phone that was there first does not make a screen wait for the second that the phone waits', async () => {
  const clerk = await open('view=window&counter=5')
  const keyOf = async () =>
    String((await issue(clerk)).result?.phoneUrl)
      .split('/')
      .at(-1)
  const [first, second, last] = [await keyOf(), await keyOf(), await keyOf()]
  const phone = await open(`view=ticket&key=${last}`)
  const kiosk = await open('view=kiosk&device=kiosk-1')
  await settle([kiosk])
  // Both change both views. The second is decided while the first is on its way to the disk, and so within their spans.
  await Promise.all([first, second].map((key) => clerk.command('leave', { key })))
  await settle([kiosk])
  await close([clerk, phone, kiosk])
})

test('commands are decided and answered in the middle of a round; each screen then gets the newest state in one message', async () => {
  const pages = await boards()
  const clerk = await open('view=window&counter=5')
  await inTheMiddle(pages, clerk)
  const before = pages.map((page) => told(page).length)
  for (let n = 0; n < 20; n += 1) expect(await issue(clerk)).toMatchObject({ ok: true })
  const waiting = pages.filter(({ seq }) => seq !== data.keeper.seq - 20)
  expect(waiting.length).toBeGreaterThan(0)
  await settle(pages)
  // A gap or a message out of order would have been an error of the page.
  const { view } = pages[0]!
  for (const [n, page] of pages.entries()) {
    expect(page.view).toEqual(view)
    expect(told(page).length - before[n]!).toBe(waiting.includes(page) ? 2 : 1)
  }
  const fees = (view.queues as Record<string, { waiting: number }>) ?? {}
  expect(Object.values(fees).reduce((sum, { waiting: count }) => sum + count, 0)).toBe(
    data.keeper.hall.live.size,
  )
  await close([...pages, clerk])
})

test('screens that close in the middle of a round end it for themselves only', async () => {
  const pages = await boards()
  const clerk = await open('view=window&counter=5')
  await inTheMiddle(pages, clerk)
  const waiting = pages.filter(({ seq }) => seq !== data.keeper.seq)
  const gone = [pages.find((page) => !waiting.includes(page))!, waiting[0]!, waiting.at(-1)!]
  const count = sockets.count
  for (const { socket } of gone) socket.terminate()
  await until('the server to know', () => sockets.count === count - gone.length)
  const left = pages.filter((page) => !gone.includes(page))
  await settle(left)
  expect(told(gone[1]!)).toEqual(told(waiting[0]!))
  await close([...left, clerk])
})

test('a screen that comes in the middle of a round is welcomed with the newest state, and told nothing older', async () => {
  const pages = await boards()
  const clerk = await open('view=window&counter=5')
  await inTheMiddle(pages, clerk)
  const late = await open('view=board&device=board-1')
  expect(late.seq).toBe(data.keeper.seq)
  await settle(pages)
  expect(told(late)).toEqual([])
  await issue(clerk)
  await settle([...pages, late])
  expect(late.view).toEqual(pages[0]!.view)
  expect(told(late)).toHaveLength(1)
  await close([...pages, clerk, late])
})

test('an answer leaves before the frames of its round, also to the first screen of it', async () => {
  const clerk = await open('view=board&device=board-1')
  const pages = await boards()
  for (let n = 0; n < 5; n += 1) {
    const from = clerk.frames.length
    const { seq } = await issue(clerk)
    await settle([clerk, ...pages])
    const [first, ...rest] = clerk.frames.slice(from)
    expect(first).toMatchObject({ type: 'answer', seq })
    expect(rest).toEqual([expect.objectContaining({ type: 'happened', seq })])
  }
  await close([clerk, ...pages])
})

test('commands are answered between the beats to many screens too', async () => {
  const pages = await boards()
  const clerk = await open('view=window&counter=5')
  await settle([...pages])
  const isBeaten = ({ frames }: Watch) => frames.at(-1)?.type === 'beat'
  clock.beat()
  await until('the first slice', () => clock.isWaiting && pages.some(isBeaten))
  expect(await clerk.command('leave', { key: 'a'.repeat(22) })).toMatchObject({ ok: false })
  expect(pages.every(isBeaten)).toBe(false)
  await until('all beats', () => {
    clock.goOn()
    return pages.every(isBeaten)
  })
  await close([...pages, clerk])
})

test('a stop sends the rest of a round before the sockets close', async () => {
  const pages = await boards()
  const clerk = await open('view=window&counter=5')
  await inTheMiddle(pages, clerk)
  publisher.close()
  sockets.stop()
  for (const page of pages) {
    await page.gone()
    expect(page.seq).toBe(data.keeper.seq)
  }
})
