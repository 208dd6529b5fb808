import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stepsAnswer, todayAnswer } from '../../server/protocol/reports/today.ts'
import { Driver } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** The report of the present day over HTTP, in a running hall and after its restart. */

let hall: RunningHall
let manager: Driver
let clerk: Driver
beforeAll(async () => {
  const directory = await furnishedDirectory()
  const file = join(directory, 'staff.json')
  const document = JSON.parse(readFileSync(file, 'utf8'))
  document.staff['5001'] = { ...document.staff['1001'], name: 'Somebody', roles: ['auditor'] }
  writeFileSync(file, JSON.stringify(document))
  hall = await startHall({ verb: 'serve', directory })
  await signIn()
})
afterAll(() => hall.close())

async function signIn(): Promise<void> {
  clerk = new Driver(hall, 'kiosk-1')
  manager = new Driver(hall)
  await clerk.signIn('1001')
  await manager.signIn('2001')
}

const report = async (by: Driver = manager) => {
  const { status, body, text } = await by.get('/api/reports/today')
  expect([status, text]).toEqual([200, text])
  return todayAnswer.parse(body)
}
const behind = async (query: Record<string, string>) => {
  const { status, body } = await manager.get(`/api/reports/today/tickets?${new URLSearchParams(query)}`)
  expect(status).toBe(200)
  return stepsAnswer.parse(body)
}

test('the manager reads what happened, as soon as it is on disk, and the same after a restart', async () => {
  const before = await report()
  expect([before.totals.issued, before.halves, before.usual]).toEqual([0, [], undefined])
  await clerk.done('open-counter', { counter: '1' })
  const served = await clerk.issue('fees')
  await clerk.issue('fees')
  await clerk.done('call-ticket', { counter: '1', label: served.label })
  await clerk.done('recall', { counter: '1' })
  await clerk.done('start-service', { counter: '1' })
  await clerk.done('finish', { counter: '1' })
  const key = served.phoneUrl?.split('/t/')[1]
  if (key !== undefined) await clerk.done('rate', { key, score: 4, words: 'Canary-words' })
  const { all, totals, services, counters, people, halves, limitMs } = await report()
  expect(totals).toEqual({ issued: 2, served: 1, noShow: 0, left: 0, cancelled: 0, unserved: 0 })
  expect([all.wait?.count, all.service?.count, all.within]).toEqual([1, 1, 1])
  expect([Object.keys(counters), Object.keys(people), services.fees?.issued]).toEqual([['1'], ['1001'], 2])
  expect(halves.reduce((sum, { issued }) => sum + issued, 0)).toBe(2)
  expect(limitMs).toBe(20 * 60_000)
  const { rows } = await behind({ of: 'wait', counter: '1' })
  expect(rows).toEqual([
    expect.objectContaining({ label: served.label, service: 'fees', counter: '1', how: 'served' }),
  ])
  const held = await report()
  await hall.stop()
  await hall.start()
  await signIn()
  const { at: _at, ...again } = await report()
  const { at: _held, ...former } = held
  expect(again).toEqual(former)
})

test('a file has a line for every group, another one a line for every ticket, and neither has words or ids of people', async () => {
  const figures = await manager.get('/api/reports/today/export')
  expect(figures.headers['content-disposition']).toMatch(
    /^attachment; filename=figures-\d{4}-\d\d-\d\d\.csv$/u,
  )
  const lines = figures.text.trim().split('\r\n')
  expect(lines[0]).toContain('wait_p80_s')
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(
    expect.arrayContaining(['all', 'service', 'counter', 'person', 'half-hour']),
  )
  const tickets = await manager.get('/api/reports/today/export?what=tickets')
  expect(tickets.text.trim().split('\r\n')).toHaveLength(3)
  for (const { text } of [figures, tickets]) expect(text).not.toMatch(/Canary|Somebody|t-|key/u)
})

test('an auditor reads it too', async () => {
  const auditor = new Driver(hall)
  await auditor.signIn('5001')
  expect((await report(auditor)).totals.issued).toBe(2)
})

test.each([
  ['tickets?of=everything', 'of'],
  ['tickets', 'of'],
  ['tickets?of=wait&half=noon', 'half'],
  ['tickets?of=wait&from=-1', 'from'],
  ['tickets?of=wait&counter=a%20b', 'counter'],
  ['tickets?of=wait&day=1', 'day'],
  ['export?what=all', 'what'],
])('a wrong parameter is named: %s', async (query, path) => {
  const { status, body } = await manager.get(`/api/reports/today/${query}`)
  expect([status, body.invalid?.[0]?.path]).toEqual([400, path])
})
