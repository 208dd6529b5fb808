import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../../server/web/live/limits.ts'
import { Driver, openCounters, until } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** Several views on one socket, each by the page's own id for it. */

let hall: RunningHall
let kiosk: Driver
let counter: Driver
beforeAll(async () => {
  hall = await startHall()
  kiosk = new Driver(hall, 'kiosk-1')
  ;[counter] = (await openCounters(hall, 1)) as [Driver]
})
afterAll(() => hall.close())

/** A socket that names no view in its address. */
async function bare(driver = kiosk) {
  const page = driver.dial({})
  await new Promise((settle) => page.socket.once('open', settle))
  return page
}
const watch = (id: string, view: string, params: Record<string, string> = {}, known: object = {}) => ({
  type: 'watch',
  id,
  view,
  params,
  ...known,
})
const frameOf = (type: string, id: string) => (frame: { type: string; id?: unknown }) =>
  frame.type === type && frame.id === id

test('one socket shows several views; each message says by its id to which it belongs', async () => {
  const page = await bare()
  page.send(watch('board', 'board'))
  page.send(watch('window:1', 'window', { counter: '1' }))
  page.send(watch('window:2', 'window', { counter: '2' }))
  await until('three welcomes', () => page.views.size === 3)
  const { label } = await kiosk.issue('fees')
  await counter.done('call-ticket', { counter: '1', label })
  await until('the call on the window screen', () => page.views.get('window:1')?.view.label === label)
  await until('and on the board', () => JSON.stringify(page.views.get('board')?.view.calls).includes(label))
  expect(page.views.get('window:2')?.view.state).toBe('closed')
  for (const [id, [view, parameters]] of Object.entries({
    board: ['board', {}],
    'window:1': ['window', { counter: '1' }],
  } as const)) {
    const now = await kiosk.plainView(view, parameters)
    expect(page.views.get(id)?.view).toEqual(now.view)
  }
  await counter.done('mark-no-show', { counter: '1' })
  await page.close()
})

test('a view in the address has no id, and others may be watched beside it', async () => {
  const page = await kiosk.watch('board')
  page.send(watch('floor', 'kiosk', { device: 'kiosk-1' }))
  await page.until('a welcome to the other', frameOf('welcome', 'floor'))
  const { label } = await kiosk.issue('fees')
  await until('both to be told', () => JSON.stringify(page.views.get('floor')).includes(label))
  await page.see('the queue', ({ queues }) => JSON.stringify(queues).includes('"waiting":'))
  expect(page.frames.some((frame) => frame.type === 'welcome' && !('id' in frame))).toBe(true)
  await page.close()
})

test('a view that is no longer watched is told nothing more', async () => {
  const page = await bare()
  page.send(watch('b', 'board'))
  page.send(watch('w', 'window', { counter: '1' }))
  await until('two welcomes', () => page.views.size === 2)
  page.send({ type: 'unwatch', id: 'b' })
  const from = page.frames.length
  const { label } = await kiosk.issue('fees')
  await counter.done('call-ticket', { counter: '1', label })
  await until('the call on the window screen', () => page.views.get('w')?.view.label === label)
  expect(page.frames.slice(from).filter((frame) => 'id' in frame && frame.id === 'b')).toEqual([])
  await counter.done('mark-no-show', { counter: '1' })
  await page.close()
})

test('after a break each watch is told just what it missed', async () => {
  const stays = await bare()
  stays.send(watch('board', 'board'))
  stays.send(watch('w', 'window', { counter: '1' }))
  await until('two welcomes', () => stays.views.size === 2)
  const goes = await bare()
  goes.send(watch('board', 'board'))
  goes.send(watch('w', 'window', { counter: '1' }))
  await until('two welcomes', () => goes.views.size === 2)
  const { epoch } = await kiosk.view('board')
  await goes.close()
  const { label } = await kiosk.issue('fees')
  await counter.done('call-ticket', { counter: '1', label })
  await counter.done('mark-no-show', { counter: '1' })
  const back = await bare()
  for (const [id, known] of goes.views) back.views.set(id, known)
  back.send(watch('board', 'board', {}, { epoch, seq: goes.views.get('board')!.seq }))
  back.send(watch('w', 'window', { counter: '1' }, { epoch, seq: goes.views.get('w')!.seq }))
  await until('both pages to see the same', () =>
    ['board', 'w'].every((id) => back.views.get(id)?.seq === stays.views.get(id)?.seq),
  )
  expect([...back.views]).toEqual([...stays.views])
  expect(back.frames.filter(({ type }) => type === 'welcome')).toEqual([])
  await Promise.all([stays.close(), back.close()])
})

test('one watch that lost count is welcomed anew, the others go on', async () => {
  const page = await bare()
  page.send(watch('b', 'board'))
  page.send(watch('w', 'window', { counter: '1' }))
  await until('two welcomes', () => page.views.size === 2)
  const from = page.frames.length
  page.send({ type: 'again', id: 'w' })
  await page.until('its welcome', frameOf('welcome', 'w'), from)
  expect(page.frames.slice(from).filter(({ type }) => type === 'welcome')).toHaveLength(1)
  await page.close()
})

test('a beat says how far each watch was told', async () => {
  const page = await bare()
  page.send(watch('b', 'board'))
  page.send(watch('w', 'window', { counter: '1' }))
  await until('two welcomes', () => page.views.size === 2)
  const beat = await page.until('a beat', (frame) => frame.type === 'beat' && 'seqs' in frame)
  expect(beat.seqs).toEqual({ b: page.views.get('b')!.seq, w: page.views.get('w')!.seq })
  await page.close()
})

test('pages that name a watch alike get the same frames, byte by byte; other names differ in the name only', async () => {
  const [one, two, other] = await Promise.all([bare(), bare(), bare()])
  one.send(watch('board', 'board'))
  two.send(watch('board', 'board', { device: 'board-2' }))
  other.send(watch('my:own.name', 'board'))
  await until('their welcomes', () => [one, two, other].every(({ views }) => views.size === 1))
  const { label } = await kiosk.issue('fees')
  await counter.done('call-ticket', { counter: '1', label })
  const told = (page: typeof one) => page.texts.filter((text) => text.includes(`"label":"${label}"`))
  await until('all to be told', () => [one, two, other].every((page) => told(page).length > 0))
  expect(told(two)).toEqual(told(one))
  expect(told(other).map((text) => text.replace('"my:own.name"', '"board"'))).toEqual(told(one))
  await counter.done('mark-no-show', { counter: '1' })
  await Promise.all([one.close(), two.close(), other.close()])
})

test.each([
  ['a view that is none', watch('x', 'everything'), 'no-such-view'],
  ['a strange parameter', watch('x', 'board', { colour: 'red' }), 'no-such-view'],
  ['a counter that is none', watch('x', 'window', { counter: '99' }), 'no-such-counter'],
  ['a ticket by a wrong key', watch('x', 'ticket', { key: 'a'.repeat(22) }), 'no-such-ticket'],
  ['a console, not signed in', watch('x', 'counter', { counter: '1' }), 'not-signed-in'],
  ['the manager’s view, not signed in', watch('x', 'manager'), 'not-signed-in'],
])('%s is answered with why, in words; the socket goes on', async (_what, message, why) => {
  const page = await bare()
  page.send(message)
  const ended = await page.until('the end of the watch', frameOf('ended', 'x'))
  expect(ended).toEqual({ type: 'ended', id: 'x', why, problem: expect.stringMatching(/\w+ \w+/u) })
  page.send(watch('x', 'board'))
  await page.until('a welcome under the same id', frameOf('welcome', 'x'))
  await page.close()
})

test('the manager’s view for a counter’s person is refused as the wrong role', async () => {
  const page = await bare(counter)
  page.send(watch('x', 'manager'))
  const ended = await page.until('the end of the watch', frameOf('ended', 'x'))
  expect(ended).toMatchObject({ why: 'wrong-role' })
  await page.close()
})

test('a parameter that the view does not have is named', async () => {
  const page = await bare()
  page.send(watch('x', 'board', { colour: 'red' }))
  const ended = await page.until('the end of the watch', frameOf('ended', 'x'))
  expect(ended).toMatchObject({ why: 'no-such-view', problem: expect.stringContaining('"colour"') })
  await page.close()
})

test('a page watches as many views as the limit says and no more, until it gives one up', async () => {
  const page = await bare()
  for (let n = 0; n <= limits.watchesPerSocket; n += 1)
    page.send(watch(`b${n}`, 'board', { device: `board-${n}` }))
  const ended = await page.until('a refusal', ({ type }) => type === 'ended')
  expect(ended).toMatchObject({
    id: `b${limits.watchesPerSocket}`,
    why: 'too-many-watches',
    problem: expect.stringContaining(`${limits.watchesPerSocket} views`),
  })
  expect(page.views.size).toBe(limits.watchesPerSocket)
  page.send({ type: 'unwatch', id: 'b0' })
  page.send(watch('last', 'board'))
  await page.until('a welcome', frameOf('welcome', 'last'))
  await page.close()
})

test('watching again under the same id replaces the watch, and is welcomed once', async () => {
  const page = await bare()
  page.send(watch('x', 'board'))
  await page.until('a welcome', frameOf('welcome', 'x'))
  page.send(watch('x', 'window', { counter: '1' }))
  await until('the other view', () => page.views.get('x')?.view.counter === '1')
  const from = page.frames.length
  const { label } = await kiosk.issue('fees')
  await counter.done('call-ticket', { counter: '1', label })
  await until('the call', () => page.views.get('x')?.view.label === label)
  expect(page.texts.slice(from).filter((text) => text.includes('"calls"'))).toEqual([])
  await counter.done('mark-no-show', { counter: '1' })
  await page.close()
})

test('a page’s commands are those of the kiosk that it watches, whichever device the address names', async () => {
  const page = await bare(new Driver(hall))
  page.send(watch('kiosk', 'kiosk', { device: 'kiosk-2' }))
  await page.until('its welcome', frameOf('welcome', 'kiosk'))
  const { result } = await page.command('issue-ticket', { service: 'fees' })
  const entry = hall.given().at(-1)
  expect(entry).toMatchObject({ command: 'issue-ticket', device: 'kiosk-2' })
  await until('its own ticket', () =>
    Object.keys(page.views.get('kiosk')?.view.printStates as object).includes(String(result?.label)),
  )
  await page.close()
})
