import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAnswer } from '../../server/protocol/record.ts'
import { commandLine } from '../fakes/command-line.ts'
import { Driver } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** The record over HTTP and on the command line, in a running hall. */

let hall: RunningHall
let auditor: Driver
let clerk: Driver
beforeAll(async () => {
  const directory = await furnishedDirectory()
  const file = join(directory, 'staff.json')
  const document = JSON.parse(readFileSync(file, 'utf8'))
  document.staff['5001'] = { ...document.staff['1001'], name: 'Somebody', roles: ['auditor'] }
  writeFileSync(file, JSON.stringify(document))
  hall = await startHall({ verb: 'serve', directory })
  clerk = new Driver(hall, 'kiosk-1')
  auditor = new Driver(hall)
  await clerk.signIn('1001')
  await auditor.signIn('5001')
})
afterAll(() => hall.close())

const read = async (query: Record<string, string> = {}) => {
  const { status, body, text } = await auditor.get(`/api/record?${new URLSearchParams(query)}`)
  expect([status, text]).toEqual([200, text])
  return recordAnswer.parse(body)
}

test('an auditor reads who did what, when and from which device, without the words that people wrote', async () => {
  const note = 'Canary-note 13800138000'
  await clerk.done('open-counter', { counter: '1' })
  const { label, ticket } = await clerk.issue('fees')
  await clerk.done('call-ticket', { counter: '1', label })
  await clerk.done('start-service', { counter: '1' })
  await clerk.done('transfer', { counter: '1', to: { counter: '1' }, note })
  await clerk.done('call-ticket', { counter: '1', label })
  await clerk.done('read-notes', { counter: '1', ticket })
  const { rows, day } = await read({ who: '1001' })
  const shown = rows.map(({ what, device, who, at }) => [
    what,
    device,
    who,
    Math.abs(Date.now() - at) < 60_000,
  ])
  expect(shown).toEqual([
    ['record-sign-in', 'console', 'staff:1001', true],
    ...[
      'open-counter',
      'issue-ticket',
      'call-ticket',
      'start-service',
      'transfer',
      'call-ticket',
      'read-notes',
    ].map((what) => [what, 'kiosk-1', 'staff:1001', true]),
  ])
  // The printer may report about the paper at any moment.
  const ofTicket = (await read({ ticket: label })).rows.filter(({ what }) => what !== 'report-print')
  expect(ofTicket.map(({ what }) => what)).toEqual(rows.slice(2).map(({ what }) => what))
  for (const as of ['csv', 'ndjson']) {
    const { status, text, headers } = await auditor.get(`/api/record/export?as=${as}`)
    expect([status, headers['content-disposition']]).toEqual([
      200,
      `attachment; filename=record-${day}.${as}`,
    ])
    expect(text).toContain('staff:1001')
    expect(text).not.toMatch(/Canary|Ref"|Somebody/u)
  }
  const { code, said } = await commandLine(`record ${day} --data ${hall.directory} --who 1001 --as ndjson`)
  const printed = said.split('\n').map((line) => JSON.parse(line))
  expect([code, printed]).toEqual([0, rows])
})

test.each([
  ['day=2026-13-01', 'day'],
  ['day=yesterday', 'day'],
  ['cursor=1.2.3', 'cursor'],
  ['who=%00', 'who'],
  ['what=a%20b', 'what'],
  ['since=1', 'since'],
])('a wrong parameter is named: %s', async (query, path) => {
  const { status, body } = await auditor.get(`/api/record?${query}`)
  expect([status, body.invalid?.[0]?.path]).toEqual([400, path])
})

test('tickets go on beside readers of the record; one more reader than the limit waits', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => auditor.get('/api/record')))
  const statuses = new Set(answers.map(({ status }) => status))
  expect([...statuses].filter((status) => status !== 200 && status !== 429)).toEqual([])
  expect(answers.find(({ status }) => status === 429)?.headers['retry-after'] ?? '1').toBe('1')
  await clerk.issue('fees')
})

test('a wrong day or flag of the command line is named', async () => {
  await expect(commandLine('record yesterday')).rejects.toThrow(/one business day/u)
  await expect(commandLine('record 2026-11-29 --as xml')).rejects.toThrow(/csv or ndjson/u)
  await expect(commandLine('record --who a/b')).rejects.toThrow(/badge number/u)
})
