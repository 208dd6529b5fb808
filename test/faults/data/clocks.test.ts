import { afterEach, describe, expect, test } from 'vitest'
import { Driver, openCounters, until } from '../../fakes/driver.ts'
import { MovedClock, noMovedClocks } from '../../fakes/moved-clock.ts'
import { type HallProcess, type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** A real server under a wall clock that the test moves (libfaketime); the monotonic clock stays true. */

const halls: RunningHall[] = []
afterEach(() => Promise.all(halls.splice(0).map((hall) => hall.close())))

async function hallUnder(clock: MovedClock, options: HallProcess = {}): Promise<RunningHall> {
  const hall = await startHall({ env: clock.env, ...options })
  halls.push(hall)
  return hall
}

describe.skipIf(noMovedClocks)('under a moved clock', () => {
  test('[C12] a page that joins more than 30 s after a call is not told to speak it', async () => {
    const clock = new MovedClock('+0')
    const hall = await hallUnder(clock)
    const kiosk = new Driver(hall, 'kiosk-1')
    const [one] = (await openCounters(hall, 1)) as [Driver]
    await kiosk.issue('fees')
    const { label } = await one.done('call-next', { counter: '1' })
    const young = await kiosk.watch('board')
    expect(young.announced.map((event) => event.label)).toEqual([label])
    clock.set('+31')
    const old = await kiosk.watch('board')
    expect(old.announced).toEqual([])
    expect(JSON.stringify(old.view.calls)).toContain(`"${label}"`)
  })

  test('[C17] a clock that went back an hour stops commands, screens say so, until an administrator accepts it', async () => {
    const clock = new MovedClock('+0')
    const hall = await hallUnder(clock)
    const kiosk = new Driver(hall, 'kiosk-1')
    const before = await kiosk.issue('fees')
    clock.set('-3600')
    const refused = await kiosk.command('issue-ticket', { service: 'fees' })
    expect([refused.status, refused.body]).toEqual([503, { refusal: { reason: 'clock-in-doubt' } }])
    expect((await kiosk.get('/readyz')).body).toEqual({ ready: false, trouble: 'clock-in-doubt' })
    const board = await kiosk.watch('board')
    expect(board.frames[0]).toMatchObject({ trouble: 'clock-in-doubt' })
    const administrator = new Driver(hall)
    await administrator.signIn('9001')
    await administrator.done('accept-clock', {})
    expect((await kiosk.get('/readyz')).status).toBe(200)
    const after = await kiosk.issue('fees')
    expect([before.label, after.label, after.ahead]).toEqual(['B001', 'B002', 1])
  })

  test('[C17] [C7] accepting the clock is no start: consoles stay linked, and ten minutes later nobody is asked about', async () => {
    const clock = new MovedClock('+0')
    const hall = await hallUnder(clock)
    const kiosk = new Driver(hall, 'kiosk-1')
    const [one] = (await openCounters(hall, 1)) as [Driver]
    await kiosk.issue('fees')
    const console_ = await one.watch('counter', { counter: '1' })
    await one.done('call-next', { counter: '1' })
    await one.done('start-service', { counter: '1' })
    const administrator = new Driver(hall)
    await administrator.signIn('9001')
    clock.set('-3600')
    expect((await kiosk.command('issue-ticket', { service: 'fees' })).status).toBe(503)
    await administrator.done('accept-clock', {})
    await administrator.done('accept-clock', {})
    const first = async () => {
      const { counters } = (await administrator.view('manager')).view
      return (counters as Record<string, object>)['1']!
    }
    expect(await first()).not.toHaveProperty('linkLostAt')
    clock.set('-2995')
    await kiosk.issue('passes')
    expect(await first()).not.toHaveProperty('linkLostAt')
    expect(await first()).not.toHaveProperty('unattended')
    expect(console_.closed).toBeUndefined()
    const starts = hall.journal().filter(({ command }) => command === 'start-hall')
    expect(starts).toHaveLength(1)
  })

  test('more than 40 days after its last record a hall waits for its operator; --accept-clock is one', async () => {
    const clock = new MovedClock('+0')
    const hall = await hallUnder(clock)
    const kiosk = new Driver(hall, 'kiosk-1')
    await kiosk.issue('fees')
    await hall.stop()
    clock.set(`+${41 * 24 * 3600}`)
    await hall.start()
    expect((await kiosk.command('issue-ticket', { service: 'fees' })).body.refusal?.reason).toBe(
      'clock-in-doubt',
    )
    expect((await kiosk.get('/readyz')).status).toBe(503)
    await hall.stop()
    await hall.start(['--accept-clock'])
    expect((await kiosk.issue('fees')).label).toBe('B001')
  })

  test('[C16] at midnight of the hall new tickets begin anew, old ones keep day and label and are called as before', async () => {
    // The demo's hall stands in Asia/Shanghai, eight hours ahead.
    const clock = new MovedClock('@2026-11-22 15:50:00')
    const hall = await hallUnder(clock)
    const kiosk = new Driver(hall, 'kiosk-1')
    const [one] = (await openCounters(hall, 1)) as [Driver]
    const old = [await kiosk.issue('fees'), await kiosk.issue('fees')]
    const last = await one.done('call-ticket', { counter: '1', label: old[1]!.label })
    clock.set('@2026-11-22 16:00:01')
    const young = await until('the new day', async () => {
      const { label } = await kiosk.issue('passes')
      return label === 'G001' ? label : undefined
    })
    expect(young).toBe('G001')
    // B001 and B002 of yesterday still live: their labels are passed over.
    expect((await kiosk.issue('fees')).label).toBe('B003')
    const window = await kiosk.view('window', { counter: '1' })
    expect(window.view).toMatchObject({ label: last.label, call: `2026-11-22/${last.label}/1` })
    await one.done('start-service', { counter: '1' })
    await one.done('finish', { counter: '1' })
    expect(await one.done('call-next', { counter: '1' })).toMatchObject({ label: old[0]!.label })
    const days = hall
      .journal()
      .flatMap(({ events }) => events.filter(({ type }) => type === 'day-started').map(({ day }) => day))
    expect(days).toEqual(['2026-11-22', '2026-11-23'])
  })
})
