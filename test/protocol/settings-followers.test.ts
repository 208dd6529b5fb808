import { afterEach, describe, expect, test } from 'vitest'
import { applyFault } from '../../printers/virtual-printer/faults.ts'
import { startTcpPrinter, type TcpPrinter } from '../../printers/virtual-printer/tcp-printer.ts'
import { demoHall } from '../../server/data/demo-hall.ts'
import type { HallFile } from '../../server/data/hall-config.ts'
import type { ManagerView } from '../../server/hall/views/view-types.ts'
import { Driver, until } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Parts outside the heart follow new settings at once, in a running hall: sockets, printers, addresses. */

const cleanUps: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

interface Furnished {
  readonly hall: RunningHall
  readonly administrator: Driver
  readonly kiosk: Driver
  change(patch: Record<string, unknown>): Promise<void>
}

async function furnished(changes: Partial<HallFile> = {}, flags: string[] = []): Promise<Furnished> {
  const directory = await furnishedDirectory((file) => ({ ...file, ...changes }))
  const hall = await startHall({ verb: 'serve', directory, flags })
  cleanUps.push(() => hall.close())
  const administrator = new Driver(hall)
  await administrator.signIn('9001')
  return {
    hall,
    administrator,
    kiosk: new Driver(hall, 'kiosk-1'),
    async change(patch) {
      const base = Number((await administrator.get('/api/settings')).body.version)
      await administrator.done('change-settings', { base, patch })
    },
  }
}

async function printer(options: Parameters<typeof startTcpPrinter>[0] = {}): Promise<TcpPrinter> {
  const started = await startTcpPrinter(options)
  cleanUps.push(() => started.close())
  return started
}

const kioskAt = (printer?: string) => ({
  id: 'kiosk-1',
  kind: 'kiosk' as const,
  name: 'Kiosk',
  ...(printer === undefined ? {} : { printer }),
})

const papersOf = ({ strips }: TcpPrinter) => strips.filter(({ cut }) => cut !== 'none').length

type Last = { label: string; printing: { print: string } } | undefined
async function last(kiosk: Driver): Promise<string> {
  const view = (await kiosk.view('kiosk', { device: 'kiosk-1' })).view
  return (view.last as Last)?.printing.print ?? 'nothing'
}
const becomes = (kiosk: Driver, print: string) =>
  until(`the paper is ${print}`, async () => (await last(kiosk)) === print)

describe('printers', () => {
  test('a printer that is added prints, one whose address changes prints there, one that is removed no more', async () => {
    const { kiosk, change } = await furnished({ devices: [kioskAt()] })
    const [one, other] = [await printer(), await printer()]
    await kiosk.issue('fees')
    expect(await last(kiosk)).toBe('none')
    await change({ devices: [kioskAt(one.address)] })
    await kiosk.issue('fees')
    await becomes(kiosk, 'printed')
    expect([papersOf(one), papersOf(other)]).toEqual([1, 0])
    await change({ devices: [kioskAt(other.address)] })
    await kiosk.issue('fees')
    await becomes(kiosk, 'printed')
    expect([papersOf(one), papersOf(other)]).toEqual([1, 1])
    await change({ devices: [kioskAt()] })
    await kiosk.issue('fees')
    expect(await last(kiosk)).toBe('none')
    expect([one.errors, other.errors]).toEqual([[], []])
  })

  test('a paper that waits for a printer nobody reaches comes out of the one that takes its place', async () => {
    const gone = await startTcpPrinter()
    await gone.close()
    const { kiosk, change } = await furnished({ devices: [kioskAt(gone.address)] })
    await kiosk.issue('fees')
    await becomes(kiosk, 'not-printed')
    const there = await printer()
    await change({ devices: [kioskAt(there.address)] })
    await becomes(kiosk, 'printed')
    expect(papersOf(there)).toBe(1)
  })

  test('a printer that always says offline is told so and prints nothing, until that sensor is declared untrue', async () => {
    const liar = await printer()
    applyFault(liar, 'says-offline')
    const { hall, kiosk, change } = await furnished({ devices: [kioskAt(liar.address)] })
    const manager = new Driver(hall)
    await manager.signIn('2001')
    const told = async () =>
      ((await manager.view('manager')).view as unknown as ManagerView).printers['kiosk-1']
    await kiosk.issue('fees')
    await becomes(kiosk, 'not-printed')
    await until('the manager is told', async () => (await told())?.state === 'offline')
    await change({ devices: [{ ...kioskAt(liar.address), ignore: ['offline'] }] })
    await becomes(kiosk, 'printed')
    await until('the manager is told', async () => (await told())?.state === 'ready')
    expect(papersOf(liar)).toBe(1)
  })

  test('and expires when none does: nobody waits for it', async () => {
    const gone = await startTcpPrinter()
    await gone.close()
    const { kiosk, change } = await furnished({ devices: [kioskAt(gone.address)] })
    await kiosk.issue('fees')
    await becomes(kiosk, 'not-printed')
    await change({ devices: [kioskAt()] })
    await becomes(kiosk, 'expired')
  })

  test('a paper has the texts of the settings in force, and its page the time zone', async () => {
    const { kiosk, change } = await furnished({ devices: [kioskAt('paper')] })
    const tray = await kiosk.watch('paper')
    const height = async (count: number): Promise<number> => {
      await kiosk.issue('fees')
      await tray.see(`${count} papers`, ({ papers }) => Object.keys(papers as object).length === count)
      const papers = tray.view.papers as Record<string, { height: number }>
      return papers[count]!.height
    }
    const before = await height(1)
    await change({ slip: { notes: Array.from({ length: 6 }, (_, n) => ({ en: `Note ${n} of the hall` })) } })
    expect(await height(2)).toBeGreaterThan(before + 100)
    const zone = tray.view.timeZone === 'Asia/Tokyo' ? 'Asia/Seoul' : 'Asia/Tokyo'
    await change({ timeZone: zone })
    await height(3)
    expect(tray.view.timeZone).toBe(zone)
    await tray.close()
  })
})

describe('screens', () => {
  test('a kiosk and a board whose device leaves are told, may not act, and come back with it', async () => {
    const { kiosk, change } = await furnished()
    const [own, board] = [
      await kiosk.watch('kiosk', { device: 'kiosk-1' }),
      await kiosk.watch('board', { device: 'board-1' }),
    ]
    const other = await kiosk.watch('board', { device: 'board-2' })
    await kiosk.issue('fees')
    await change({ devices: [] })
    for (const [watch, device] of [
      [own, 'kiosk-1'],
      [board, 'board-1'],
    ] as const) {
      const { why, problem } = await watch.until('the end', ({ type }) => type === 'ended')
      expect([why, problem]).toEqual(['no-such-device', expect.stringContaining(device)])
      expect(await watch.gone()).toMatchObject({ code: 4404 })
    }
    // A screen that never stood in the settings goes on as before.
    expect(other.closed).toBeUndefined()
    expect((await kiosk.command('issue-ticket', { service: 'fees' })).status).toBe(401)
    expect((await kiosk.dial({ view: 'kiosk', device: 'kiosk-1' }).denied()).status).toBe(404)
    expect((await kiosk.get('/api/views/board?device=board-1')).status).toBe(404)
    await change({ devices: demoHall.devices })
    await (await kiosk.watch('board', { device: 'board-1' })).close()
    await kiosk.issue('fees')
    await other.close()
  })

  test('a board follows its zone and its size: calls of other counters are neither shown nor sounded there', async () => {
    const { counters } = demoHall
    const { hall, kiosk, change } = await furnished({
      counters: { ...counters, '1': { ...counters['1']!, zone: 'left' } },
      devices: [kioskAt(), { id: 'board-1', kind: 'board', name: 'Board', zone: 'left', diagonal: 43 }],
    })
    const board = await kiosk.watch('board', { device: 'board-1' })
    const other = await kiosk.watch('board', { device: 'not-in-the-settings' })
    expect(board.view.diagonal).toBe(43)
    for (const [badge, counter] of [
      ['1001', '1'],
      ['1002', '2'],
    ] as const) {
      const clerk = new Driver(hall)
      await clerk.signIn(badge)
      await kiosk.issue('fees')
      await clerk.done('open-counter', { counter })
      await clerk.done('call-next', { counter })
    }
    const countersOf = ({ view }: { view: Record<string, unknown> }) =>
      (view.calls as { counter: string }[]).map(({ counter }) => counter)
    await other.see('both calls', (view) => countersOf({ view }).length === 2)
    const sounded = (frames: readonly object[]) =>
      frames
        .flatMap((frame) => ('events' in frame ? (frame.events as { counter: string }[]) : []))
        .map(({ counter }) => counter)
    expect([countersOf(board), sounded(board.frames)]).toEqual([['1'], ['1']])
    expect(sounded(other.frames)).toEqual(['1', '2'])
    await change({ devices: [kioskAt(), { id: 'board-1', kind: 'board', name: 'Board', diagonal: 65 }] })
    await board.see('the whole hall', (view) => countersOf({ view }).length === 2 && view.diagonal === 65)
    const added = { kind: 'board', name: 'Added', zone: 'left', diagonal: 55 }
    await change({ devices: [kioskAt(), { id: 'not-in-the-settings', ...added }] })
    await other.see('its zone', (view) => countersOf({ view }).join() === '1' && view.diagonal === 55)
    await Promise.all([board.close(), other.close()])
  })

  test('the screen of a counter that leaves is told; a new counter has one at once', async () => {
    const { kiosk, change } = await furnished()
    const window = await kiosk.watch('window', { counter: '5' })
    await change({
      counters: { '5': null, '6': { name: { en: 'Counter 6' }, profile: 'general' } },
    })
    const { why } = await window.until('the end', ({ type }) => type === 'ended')
    expect(why).toBe('no-such-counter')
    await (await kiosk.watch('window', { counter: '6' })).close()
  })

  test('a kiosk goes by new times and services without a new welcome', async () => {
    const { kiosk, change } = await furnished()
    const page = await kiosk.watch('kiosk', { device: 'kiosk-1' })
    await change({ kiosk: { idleAfterSeconds: 33 }, services: { fees: { hidden: true } } })
    await page.see('new times', ({ times }) => (times as { idleAfterMs: number }).idleAfterMs === 33_000)
    expect((page.view.services as { id: string }[]).map(({ id }) => id)).not.toContain('fees')
    expect(page.frames.filter(({ type }) => type === 'welcome')).toHaveLength(1)
    await page.close()
  })
})

describe('addresses', () => {
  test('phones are sent to the public address in force, and the hall answers to its name', async () => {
    const { hall, kiosk, change } = await furnished()
    const named = async () => (await kiosk.get('/healthz', { host: 'queue.example' })).status
    expect((await kiosk.issue('fees')).phoneUrl).toContain(hall.url)
    expect(await named()).toBe(421)
    await change({ publicUrl: 'https://queue.example/' })
    expect((await kiosk.issue('fees')).phoneUrl).toMatch(/^https:\/\/queue\.example\/t\//u)
    expect(await named()).toBe(200)
    await change({ publicUrl: null })
    expect(await named()).toBe(421)
  })

  test('that of the command line comes before it', async () => {
    const { kiosk, change } = await furnished({}, ['--public-url', 'https://first.example'])
    await change({ publicUrl: 'https://second.example' })
    expect((await kiosk.issue('fees')).phoneUrl).toMatch(/^https:\/\/first\.example\//u)
  })
})
