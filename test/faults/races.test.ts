import { afterAll, beforeAll, expect, test } from 'vitest'
import { Driver, openCounters } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Two who want the same at the same moment, over real sockets. */

let hall: RunningHall
let kiosk: Driver
let counters: Driver[]
beforeAll(async () => {
  hall = await startHall()
  kiosk = new Driver(hall, 'kiosk-1')
  counters = await openCounters(hall, 4)
})
afterAll(() => hall.close())

test('[C1] [C2] of 200 tickets, each wanted by four counters at once, each is called to exactly one', async () => {
  const tickets = await Promise.all(Array.from({ length: 200 }, () => kiosk.issue('fees')))
  expect(new Set(tickets.map(({ label }) => label)).size).toBe(200)
  let refused = 0
  for (const { label, ticket } of tickets) {
    const replies = await Promise.all(
      counters.map((driver, place) => driver.command('call-ticket', { counter: String(place + 1), label })),
    )
    const winners = replies.flatMap(({ status }, place) => (status === 200 ? [String(place + 1)] : []))
    expect([label, winners]).toEqual([label, [expect.any(String)]])
    for (const { status, body } of replies) {
      if (status === 200) continue
      refused += 1
      const refusal = { reason: 'already-called', counter: winners[0], ticket }
      expect([status, body]).toEqual([409, { refusal }])
    }
    await counters[Number(winners[0]) - 1]!.done('mark-no-show', { counter: winners[0]! })
  }
  const called = hall.journal().flatMap(({ events }) => events.filter(({ type }) => type === 'ticket-called'))
  expect(called).toHaveLength(200)
  expect(new Set(called.map(({ ticket }) => ticket)).size).toBe(200)
  process.stdout.write(
    `races: 200 tickets × 4 counters: 200 called once, ${refused} refused, 0 called twice\n`,
  )
})

test('[C3] one key from eight connections at once is one ticket and one answer', async () => {
  const many = Array.from({ length: 8 }, () => new Driver(hall, 'kiosk-1'))
  for (let round = 0; round < 10; round += 1) {
    const key = `tapped-by-two-fingers-${round}`
    const replies = await Promise.all(
      many.map((driver) => driver.command('issue-ticket', { service: 'parking' }, key)),
    )
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
    expect(replies[0]!.status).toBe(200)
  }
  expect(hall.journal().filter(({ key }) => key.startsWith('tapped-by')).length).toBe(10)
})

test('[I2] [I3] in the journal no label stands twice and nobody is at two glasses', () => {
  const labels = new Set<unknown>()
  const at = new Map<unknown, unknown>()
  for (const { events } of hall.journal()) {
    for (const event of events) {
      if (event.type === 'ticket-issued') {
        expect(labels.has(event.label)).toBe(false)
        labels.add(event.label)
      }
      if (event.type === 'ticket-called') {
        expect([...at.values()]).not.toContain(event.counter)
        expect(at.has(event.ticket)).toBe(false)
        at.set(event.ticket, event.counter)
      }
      if (['ticket-missed', 'ticket-ended', 'ticket-transferred', 'ticket-put-back'].includes(event.type))
        at.delete(event.ticket)
    }
  }
  expect(labels.size).toBeGreaterThan(200)
})
