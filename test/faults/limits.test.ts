import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits as webLimits } from '../../server/web/limits.ts'
import { limits as liveLimits } from '../../server/web/live/limits.ts'
import { Driver, openCounters, until } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'
import { busyMs, patience } from '../fakes/watch.ts'

/** More than a hall can take: what is too much is refused, what is slow is cut off, the hall goes on answering. */

const halls: RunningHall[] = []
afterAll(() => Promise.all(halls.map((hall) => hall.close())))
const started = async (...options: Parameters<typeof startHall>) => {
  const hall = await startHall(...options)
  halls.push(hall)
  return hall
}

/** Files this process may have open; the server gets as many. */
const mayOpen = Number(/Max open files\s+(\d+)/u.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 0)
const sockets = Number(process.env.SOCKETS ?? 10_000)
if (mayOpen < 20_000)
  process.stderr.write(`\nSKIPPED: 10,000 sockets need 20,000 open files, here are ${mayOpen}\n\n`)

/** A bare WebSocket: nothing but the handshake, so that ten thousand of them cost little here. */
function upgrade(port: number, view: string): Promise<{ socket: Socket; head: string }> {
  return new Promise((settle, reject) => {
    const socket = connect(port, '127.0.0.1')
    let head = ''
    socket.setTimeout(patience, () => reject(new Error('no answer to an upgrade')))
    socket.on('error', reject)
    const onData = (part: Buffer) => {
      head += part.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      socket.off('data', onData)
      socket.setTimeout(0)
      settle({ socket, head })
    }
    socket.on('data', onData)
    socket.write(
      `GET /live?view=${view} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    )
  })
}

const slow = async (port: number, begin: string, drip: string): Promise<number> => {
  const begunAt = performance.now()
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.resume()
  socket.write(begin)
  const timer = setInterval(() => socket.write(drip), 1_000)
  await new Promise<void>((settle) => socket.once('close', () => settle()))
  clearInterval(timer)
  return performance.now() - begunAt
}

/** Runs beside the other tests of this file: it is nothing but waiting. */
async function drip(): Promise<{ hall: RunningHall; headers: number; bodies: number }> {
  const hall = await started({ verb: 'serve', directory: await furnishedDirectory() })
  const head = 'POST /api/commands/issue-ticket HTTP/1.1\r\nHost: 127.0.0.1\r\n'
  const body = `${head}Content-Type: application/json\r\nIdempotency-Key: ${'a'.repeat(22)}\r\nContent-Length: 1000\r\n\r\n{`
  const [headers, bodies] = await Promise.all([
    slow(hall.port, head, 'X-A: b\r\n'),
    slow(hall.port, body, ' '),
    new Driver(hall, 'kiosk-1').issue('fees'),
  ])
  return { hall, headers, bodies }
}

let dripped: ReturnType<typeof drip>
beforeAll(() => {
  dripped = drip()
  dripped.catch(() => undefined)
})

test.skipIf(mayOpen < 20_000)(
  `of ${sockets} pages as many as the limit come in, the rest is told why not, and the hall goes on`,
  async () => {
    const hall = await started({ before: 'ulimit -n 20000' })
    const kiosk = new Driver(hall, 'kiosk-1')
    const open: Socket[] = []
    let refused = 0
    for (let from = 0; from < sockets; from += 250) {
      const some = await Promise.all(
        Array.from({ length: Math.min(250, sockets - from) }, () => upgrade(hall.port, 'window&counter=1')),
      )
      for (const { socket, head } of some) {
        socket.on('error', () => undefined)
        if (head.startsWith('HTTP/1.1 101')) {
          // Reads on and throws away.
          socket.resume()
          open.push(socket)
        } else {
          expect(head).toMatch(/^HTTP\/1\.1 503 /u)
          expect(head).toContain(`no more than ${liveLimits.sockets} pages`)
          refused += 1
          socket.destroy()
        }
      }
    }
    expect([open.length, refused]).toEqual([
      Math.min(sockets, liveLimits.sockets),
      Math.max(0, sockets - liveLimits.sockets),
    ])
    const begunAt = performance.now()
    const { label } = await kiosk.issue('fees')
    const spentMs = performance.now() - begunAt
    expect(label).toBe('B001')
    const bytes = hall.residentBytes()
    process.stdout.write(
      `limits: ${open.length} pages open, ${refused} refused, a ticket in ${Math.round(spentMs)} ms, ${Math.round(bytes / 1e6)} MB resident\n`,
    )
    for (const socket of open) socket.destroy()
    await until(
      'their places to be free',
      async () => /nowserving_pages (\d+)/u.exec((await kiosk.get('/metrics')).text)?.[1] === '0',
    )
    const page = await kiosk.watch('board')
    await page.close()
  },
)

test('100 pages that stop reading cost bounded memory, get the newest state when they read again, and hold nobody up', async () => {
  const hall = await started()
  // Has no printer: papers would be weighed with the pages.
  const kiosk = new Driver(hall, 'kiosk-7')
  const [counter] = (await openCounters(hall, 1)) as [Driver]
  const stalled = await Promise.all(Array.from({ length: 100 }, () => kiosk.watch('board')))
  const reading = await kiosk.watch('board')
  for (const page of stalled) page.socket.pause()
  const before = hall.residentBytes()
  let most = before
  for (let n = 0; n < 150; n += 1) {
    await kiosk.issue('fees')
    await counter.done('call-next', { counter: '1' })
    await counter.done('mark-no-show', { counter: '1' })
    if (n % 25 === 0) most = Math.max(most, hall.residentBytes())
  }
  const last = (await kiosk.issue('passes')).label
  await counter.done('call-ticket', { counter: '1', label: last })
  const isShown = (view: Record<string, unknown>) => JSON.stringify(view.calls).includes(`"${last}"`)
  await reading.see('the last call', isShown)
  for (const page of stalled) page.socket.resume()
  await Promise.all(stalled.map((page) => page.see('the last call', isShown)))
  process.stdout.write(
    `limits: 100 pages not reading: ${Math.round((most - before) / 1e6)} MB more, all newest after they read again\n`,
  )
  // At most the kernel's buffers and 64 KB each here; 1 MB each would already be cut off.
  expect(most - before).toBeLessThan(100 * liveLimits.socketLostBytes)
  for (const page of [...stalled, reading]) page.socket.terminate()
})

test('headers or a body that drip in are cut off in time, and nobody waits for them', async () => {
  const { hall, headers, bodies } = await dripped
  expect(headers).toBeLessThan(webLimits.requestHeadersMs + webLimits.requestCheckMs + busyMs)
  expect(bodies).toBeLessThan(webLimits.requestMs + webLimits.requestCheckMs + busyMs)
  await new Driver(hall, 'kiosk-1').issue('fees')
  expect(hall.journal().filter(({ command }) => command === 'issue-ticket')).toHaveLength(2)
})
