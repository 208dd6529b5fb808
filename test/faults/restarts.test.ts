import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WatchName } from '../../server/protocol/messages.ts'
import { Driver, openCounters, until } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'
import { busyMs } from '../fakes/watch.ts'
import { Listener } from './listener.ts'

/** A restart while everybody watches, with the pages' own end of the wire. */

let hall: RunningHall
let kiosk: Driver
let counters: Driver[]
beforeAll(async () => {
  hall = await startHall()
  kiosk = new Driver(hall, 'kiosk-1')
  counters = await openCounters(hall, 2)
})
afterAll(() => hall.close())

const listener = <V extends WatchName>(view: V, params: Readonly<Record<string, string>>, cookie?: string) =>
  new Listener(hall.url.replace('http', 'ws'), view, params, cookie)

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [two]) => (one < two ? -1 : 1)))
      : part,
  )

test.each(['SIGTERM', 'SIGKILL'] as const)(
  '[C12] after a restart (%s) every screen is right again within 5 s of it; no call is lost and none spoken twice',
  async (signal) => {
    const [one] = counters as [Driver]
    const { phoneUrl, label } = await kiosk.issue('fees')
    const key = phoneUrl.split('/t/')[1]!
    const pages = {
      board: listener('board', { device: 'board-1' }),
      second: listener('board', { device: 'board-2' }),
      window: listener('window', { counter: '1' }),
      kiosk: listener('kiosk', { device: 'kiosk-1' }),
      counter: listener('counter', { counter: '1' }, one.cookie),
      phone: listener('ticket', { key }),
    }
    const all = Object.values(pages)
    await until('all to watch', () => all.every(({ link }) => link.state.status === 'live'))
    await one.done('call-ticket', { counter: '1', label })
    await until('the call', () => pages.board.spoken.some((id) => id.includes(`/${label}/`)))

    // Called in the last moment before: who has not heard it hears it after.
    const last = await kiosk.issue('passes')
    counters[1]!.command('call-ticket', { counter: '2', label: last.label }).catch(() => undefined)
    await until('the last call', () =>
      hall.journal().some(({ command, result }) => command === 'call-ticket' && result.label === last.label),
    )
    if (signal === 'SIGKILL') await hall.kill9()
    else await hall.stop('SIGTERM')
    await hall.start()
    const readyAt = performance.now()
    const addresses: Record<keyof typeof pages, [string, Record<string, string>]> = {
      board: ['board', { device: 'board-1' }],
      second: ['board', { device: 'board-2' }],
      window: ['window', { counter: '1' }],
      kiosk: ['kiosk', { device: 'kiosk-1' }],
      counter: ['counter', { counter: '1' }],
      phone: ['ticket', { key }],
    }
    for (const [name, [view, parameters]] of Object.entries(addresses)) {
      const { link } = pages[name as keyof typeof pages]
      await until(`${name} to be right again`, async () => {
        if (link.state.status !== 'live' || link.state.closing !== undefined) return false
        return sorted((await one.plainView(view, parameters)).view) === sorted(link.state.view)
      })
    }
    const tookMs = performance.now() - readyAt
    for (const page of [pages.board, pages.second]) {
      const calls = [label, last.label].map(
        (name) => page.spoken.filter((id) => id.includes(`/${name}/`)).length,
      )
      expect(calls).toEqual([1, 1])
    }
    process.stdout.write(`restarts: ${signal}: 6 screens right again ${Math.round(tookMs)} ms after ready\n`)
    expect(tookMs).toBeLessThan(5_000 + busyMs)
    await one.done('mark-no-show', { counter: '1' })
    await counters[1]!.done('mark-no-show', { counter: '2' })
    for (const { link } of all) link.close()
  },
)
