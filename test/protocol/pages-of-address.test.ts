import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { limits } from '../../server/web/live/limits.ts'
import { until } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** One address does not take all the pages that a hall can have. */

let hall: RunningHall
const open: WebSocket[] = []
beforeAll(async () => {
  hall = await startHall({
    verb: 'serve',
    directory: await furnishedDirectory(),
    flags: ['--trust-proxy', '127.0.0.1'],
  })
})
afterAll(async () => {
  for (const socket of open) socket.terminate()
  await hall.close()
})

/** Opens a page as a client of that address, through the proxy; the status with which it was refused. */
async function dial(address: string): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${hall.port}/live`, {
    headers: { 'x-forwarded-for': address },
  })
  socket.on('error', () => {})
  const refused = once(socket, 'unexpected-response').then(([, answer]) => Number(answer.statusCode))
  const status = await Promise.race([refused, once(socket, 'open').then(() => 101)])
  if (status === 101) open.push(socket)
  return status
}

test('the pages of one address are limited, those of others are not, and a page that goes leaves its place', async () => {
  const [busy, other] = ['203.0.113.7', '203.0.113.8']
  for (let n = 0; n < limits.socketsOfAddress; n += 100) {
    const statuses = await Promise.all(Array.from({ length: 100 }, () => dial(busy)))
    expect(new Set(statuses)).toEqual(new Set([101]))
  }
  expect(await dial(busy)).toBe(429)
  expect(await dial(`::ffff:${busy}`)).toBe(429)
  expect(await dial(other)).toBe(101)
  open[0]!.close()
  await until('a place', async () => (await dial(busy)) === 101)
  expect(await dial(busy)).toBe(429)
})
