import { afterAll, expect, test } from 'vitest'
import { limits } from '../../server/web/live/limits.ts'
import { Driver, until } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** A name that a guest makes up makes nothing that stays in the hall. */

const halls: RunningHall[] = []
afterAll(() => Promise.all(halls.map((hall) => hall.close())))
async function started(...options: Parameters<typeof startHall>): Promise<Driver> {
  const hall = await startHall(...options)
  halls.push(hall)
  return new Driver(hall, 'kiosk-1')
}

const viewsOf = async (guest: Driver): Promise<number> =>
  Number(/^nowserving_views (\d+)$/mu.exec((await guest.get('/metrics')).text)?.[1])

test('a hall knows only the kiosks of its settings, and says so', async () => {
  const guest = await started({ verb: 'serve', directory: await furnishedDirectory() })
  const { status, body } = await guest.get('/api/views/kiosk?device=g1')
  expect([status, body.problem]).toEqual([404, expect.stringContaining('no kiosk g1')])
  expect(await guest.dial({ view: 'kiosk', device: 'g1' }).denied()).toMatchObject({ status: 404 })
  const page = await guest.watch('board')
  page.send({ type: 'watch', id: 'k', view: 'kiosk', params: { device: 'g1' } })
  const { why } = await page.until('the end', ({ type }) => type === 'ended')
  expect(why).toBe('no-such-device')
  expect(await viewsOf(guest)).toBe(1)
  await page.close()
})

test('a demo takes any name for a kiosk, some at once, and forgets it with its last page', async () => {
  const guest = await started()
  const own = await guest.watch('kiosk', { device: 'kiosk-1' })
  const pages = Array.from({ length: limits.unlistedKiosks * 2 }, (_, n) =>
    guest.dial({ view: 'kiosk', device: `g${n}` }),
  )
  const isOver = ({ type }: { type: string }) => type === 'welcome' || type === 'ended'
  const frames = await Promise.all(pages.map((page) => page.until('a welcome or the end', isOver)))
  const ended = frames.filter(({ type }) => type === 'ended')
  expect(ended).toHaveLength(limits.unlistedKiosks)
  expect(new Set(ended.map(({ why }) => why))).toEqual(new Set(['no-such-device']))
  expect(await viewsOf(guest)).toBe(limits.unlistedKiosks + 1)
  for (const page of pages) page.socket.terminate()
  await until('their views to be gone', async () => (await viewsOf(guest)) === 1)
  for (let n = 0; n < 500; n += 50) {
    const some = Array.from({ length: 50 }, (_, at) => guest.dial({ view: 'kiosk', device: `h${n + at}` }))
    await Promise.all(some.map((page) => page.until('a welcome', ({ type }) => type === 'welcome')))
    for (const page of some) page.socket.terminate()
    await until('their views to be gone', async () => (await viewsOf(guest)) === 1)
  }
  await guest.issue('fees')
  await own.close()
})
