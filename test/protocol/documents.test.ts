import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '../../server/protocol/commands.ts'
import { serverMessages } from '../../server/protocol/server-messages.ts'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** The hall's own description of its wire. */

let hall: RunningHall
let kiosk: Driver
beforeAll(async () => {
  hall = await startHall()
  kiosk = new Driver(hall, 'kiosk-1')
})
afterAll(() => hall.close())

test('the server describes itself as OpenAPI 3.1, with every command, its shape and every status', async () => {
  const { status, body } = await kiosk.get('/api/openapi.json')
  expect(status).toBe(200)
  expect(body.openapi).toBe('3.1.0')
  const paths = body.paths as Record<string, { post?: { requestBody: object; responses: object } }>
  for (const type of Object.keys(commands)) {
    const { post } = paths[`/api/commands/${type}`]!
    expect(post?.requestBody).toHaveProperty(
      ['content', 'application/json', 'schema', 'additionalProperties'],
      false,
    )
    for (const code of [200, 400, 401, 403, 404, 409, 413, 422, 429, 503])
      expect(post?.responses).toHaveProperty(String(code))
  }
  for (const path of [
    '/api/session',
    ...['kiosk', 'board', 'window', 'rating', 'counter', 'manager', 'ticket'].map(
      (view) => `/api/views/${view}`,
    ),
    '/api/tickets/{key}',
    '/healthz',
    '/readyz',
    '/metrics',
  ])
    expect(paths).toHaveProperty([path])
  expect(danglingReferences(body)).toEqual([])
  expect(emptyObjects(body)).toEqual([])
})

test('the socket is described as AsyncAPI 3.0: what a page may say, and every message of the server', async () => {
  const { status, body } = await kiosk.get('/api/asyncapi.json')
  expect([status, body.asyncapi]).toEqual([200, '3.0.0'])
  const channel = (body.channels as { live: { address: string; messages: object } }).live
  expect(channel.address).toBe('/live')
  expect(Object.keys(channel.messages).sort()).toEqual(
    ['answer', 'beat', 'closing', 'ended', 'happened', 'invalid', 'page', 'welcome'].sort(),
  )
  expect(danglingReferences(body)).toEqual([])
  expect(emptyObjects(body)).toEqual([])
  const page = await kiosk.watch('kiosk')
  page.send({ type: 'watch', id: 'b', view: 'board' })
  page.send({ type: 'watch', id: 'w', view: 'window', params: { counter: '99' } })
  await page.command('issue-ticket', { service: 'fees' })
  page.send('{')
  await page.until('invalid', ({ type }) => type === 'invalid')
  // Strictly: what is described is what comes, to the last field.
  for (const frame of page.frames) serverMessages[frame.type].payload.parse(frame)
  const types = new Set(page.frames.map(({ type }) => type))
  expect([...types].sort()).toEqual(['answer', 'ended', 'happened', 'invalid', 'welcome'])
  await page.close()
})

/** Places of schemas that say no more than that there is an object. A merge patch may be any. */
function emptyObjects(value: unknown, place = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  const schema = value as Record<string, unknown>
  const { type, properties, additionalProperties: rest } = schema
  const isOpen = rest === undefined || rest === true || isDeepStrictEqual(rest, {})
  const isEmpty = type === 'object' && !properties && isOpen && !place.endsWith('/patch')
  return [
    ...(isEmpty ? [place] : []),
    ...Object.entries(schema).flatMap(([name, part]) => emptyObjects(part, `${place}/${name}`)),
  ]
}

/** `$ref`s that lead nowhere. */
function danglingReferences(document: object): string[] {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/gu)].map(([, to]) => to!)
  return references.filter((to) => {
    const steps = to.replace(/^#\//u, '').split('/')
    let at: unknown = document
    for (const step of steps) at = (at as Record<string, unknown> | undefined)?.[step]
    return at === undefined
  })
}
