import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hall } from '../../server/hall/hall.ts'
import { limits } from '../../server/web/limits.ts'
import { TicketAllowance } from '../../server/web/ticket-allowance.ts'
import { Driver, newKey } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Tickets of one device: as many as people can take, and never all that the hall has. */

const withKiosks = () =>
  furnishedDirectory((file) => ({
    ...file,
    devices: ['kiosk-1', 'kiosk-2'].map((id) => ({ id, kind: 'kiosk' as const, name: id })),
  }))

describe('a kiosk that issues without pause', () => {
  let hall: RunningHall
  let wild: Driver
  const given: { key: string; text: string }[] = []
  beforeAll(async () => {
    hall = await startHall({ verb: 'serve', directory: await withKiosks() })
    wild = new Driver(hall, 'kiosk-1')
  })
  afterAll(() => hall.close())

  test('is refused once its allowance is used, over HTTP and socket alike', async () => {
    const page = await wild.watch('kiosk', { device: 'kiosk-1' })
    const begunAt = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, async () => {
        const key = newKey()
        const { status, text, body } = await wild.command('issue-ticket', { service: 'fees' }, key)
        if (status === 200) given.push({ key, text })
        return { status, reason: body.refusal?.reason, limit: body.refusal?.limit }
      }),
    )
    const seconds = (performance.now() - begunAt) / 1000
    const regained = Math.ceil((seconds * limits.ticketsPerMinute) / 60)
    expect(given.length).toBeGreaterThanOrEqual(limits.ticketsAtOnce)
    expect(given.length).toBeLessThanOrEqual(limits.ticketsAtOnce + regained)
    const refused = answers.filter(({ status }) => status !== 200)
    const told = { status: 429, reason: 'too-many-tickets', limit: limits.ticketsPerMinute }
    expect(refused).toEqual(refused.map(() => told))
    // The first of them use the tickets that were allowed meanwhile.
    const overSocket = await Promise.all(
      Array.from({ length: 20 }, () => page.command('issue-ticket', { service: 'fees' })),
    )
    expect(overSocket.at(-1)).toMatchObject({ ok: false, refusal: { reason: 'too-many-tickets' } })
    expect(hall.given().filter(({ command }) => command === 'issue-ticket').length).toBeLessThan(
      limits.ticketsAtOnce + regained + 20,
    )
  })

  test('is told again what it was given, however often it asks', async () => {
    for (const { key, text } of given.slice(0, 50))
      expect((await wild.command('issue-ticket', { service: 'fees' }, key)).text).toBe(text)
  })

  test('takes nothing from another kiosk, nor from staff', async () => {
    expect((await new Driver(hall, 'kiosk-2').command('issue-ticket', { service: 'fees' })).status).toBe(200)
    const clerk = new Driver(hall, 'kiosk-1')
    await clerk.signIn('1001')
    for (let n = 0; n < 5; n += 1) await clerk.issue('fees')
  })
})

describe('the allowance of a device', () => {
  let ms = 0
  const live = new Map<string, number>()
  const allowance = new TicketAllowance({ index: { liveOfDevice: live } } as unknown as Hall, {
    monotonicMs: () => ms,
  })
  /** Tickets that it gets at once. */
  const taken = (device: string): number => {
    let count = 0
    while (!allowance.take(device)) count += 1
    return count
  }

  test('grows with the time it is not used, up to what may be taken at once', () => {
    expect(taken('kiosk-1')).toBe(limits.ticketsAtOnce)
    ms += 60_000
    expect(taken('kiosk-1')).toBe(limits.ticketsPerMinute)
    ms += 24 * 60 * 60_000
    expect(taken('kiosk-1')).toBe(limits.ticketsAtOnce)
  })

  test('is none while as many of its tickets are live as may be', () => {
    live.set('kiosk-2', limits.liveTicketsOfDevice)
    const refusal = { reason: 'kiosk-is-full', limit: limits.liveTicketsOfDevice }
    expect(allowance.take('kiosk-2')).toEqual(refusal)
    live.set('kiosk-2', limits.liveTicketsOfDevice - 1)
    expect(allowance.take('kiosk-2')).toBeUndefined()
  })
})
