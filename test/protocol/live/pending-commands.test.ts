import { expect, test } from 'vitest'
import { commands, hall, liveHall, welcome } from './linked-page.ts'
import { Drawer } from './wire-pair.ts'

test('a command carries an id of 22 characters and gets its answer', async () => {
  const { board, client } = liveHall()
  const answer = client.act('issue-ticket', { service: 'repair' })
  const [said] = commands(board.last.heard())
  expect(said).toEqual({
    type: 'command',
    id: expect.stringMatching(/^[\w-]{22}$/),
    command: 'issue-ticket',
    body: { service: 'repair' },
  })
  board.last.say({ type: 'answer', id: said?.id, ok: true, seq: 11, result: { label: 'A001' } }).flow()
  expect(await answer).toEqual({ ok: true, seq: 11, result: { label: 'A001' } })
})

test('a command without an answer is asked again with the same id after a break', async () => {
  const { board, clock, client } = liveHall()
  const answer = client.act('recall', { counter: '3' }, 'k'.repeat(22))
  board.last.cut()
  clock.pass(500)
  board.last.accept()
  expect(commands(board.last.heard()).map((one) => one.id)).toEqual(['k'.repeat(22)])
  board.last.say({ type: 'answer', id: 'k'.repeat(22), ok: false, refusal: { reason: 'not-called' } }).flow()
  expect(await answer).toEqual({ ok: false, refusal: { reason: 'not-called' } })
  board.last.cut()
  clock.pass(1_000)
  board.last.accept()
  expect(commands(board.last.heard())).toEqual([])
})

test('after 30 s the outcome is unknown and the command never fires again', async () => {
  const { board, clock, client } = liveHall()
  const answer = client.act('issue-ticket', { service: 'repair' })
  board.last.cut()
  clock.pass(31_000)
  expect(await answer).toEqual({ ok: false, unknown: true })
  board.last.accept().say(welcome()).flow()
  expect(commands(board.last.heard())).toEqual([])
})

test('a machine that slept through the 30 s does not send the command when it wakes', async () => {
  const { board, clock, client } = liveHall()
  const answer = client.act('issue-ticket', { service: 'repair' })
  board.last.cut()
  clock.sleep(600_000)
  client.retry()
  board.last.accept()
  expect(commands(board.last.heard())).toEqual([])
  expect(await answer).toEqual({ ok: false, unknown: true })
})

test('a command given while the page is cut off waits for the next connection', () => {
  const { board, clock, client } = liveHall()
  board.last.cut()
  void client.act('issue-ticket', { service: 'repair' })
  clock.pass(500)
  board.last.accept()
  expect(commands(board.last.heard())).toHaveLength(1)
})

test('a deaf connection is given up sooner while a command waits', () => {
  const { board, clock, client } = liveHall()
  void client.act('issue-ticket', { service: 'repair' })
  clock.pass(9_000)
  expect(board.ends[0]?.hungUp).toBe(true)
  clock.pass(500)
  board.last.accept()
  expect(commands(board.last.heard())).toHaveLength(1)
})

test('an answer of "unknown" from the server is asked again, not believed', async () => {
  const { board, clock, client } = liveHall()
  const answer = client.act('issue-ticket', { service: 'repair' }, 'u'.repeat(22))
  board.last.heard()
  board.last.say({ type: 'answer', id: 'u'.repeat(22), ok: false, unknown: true }).flow()
  clock.pass(1_000)
  expect(commands(board.last.heard()).map((one) => one.id)).toEqual(['u'.repeat(22)])
  board.last.say({ type: 'answer', id: 'u'.repeat(22), ok: true, seq: 11, result: {} }).flow()
  expect(await answer).toMatchObject({ ok: true })
})

test('a page loaded again finds the command it had no answer to and asks with the same id', async () => {
  const storage = new Drawer()
  const first = liveHall({ storage })
  void first.client.act('issue-ticket', { service: 'repair' }, 's'.repeat(22))
  const second = hall({ storage, clock: first.clock })
  const [left] = second.client.unanswered()
  expect(left).toMatchObject({ id: 's'.repeat(22), command: 'issue-ticket', body: { service: 'repair' } })
  const answer = second.client.act('issue-ticket', { service: 'repair' }, left?.id)
  second.board.last.accept()
  expect(commands(second.board.last.heard()).map((one) => one.id)).toEqual(['s'.repeat(22)])
  second.board.last.say({ type: 'answer', id: 's'.repeat(22), ok: true, seq: 11, result: {} }).flow()
  await answer
  expect(storage.held.size).toBe(0)
})

test('a page loaded again much later asks nothing', () => {
  const storage = new Drawer()
  const first = liveHall({ storage })
  void first.client.act('issue-ticket', { service: 'repair' })
  first.client.close()
  first.clock.pass(30_000)
  expect(hall({ storage, clock: first.clock }).client.unanswered()).toEqual([])
  expect(storage.held.size).toBe(0)
})

test('the 30 s count from the first time a command was given, over a reload', async () => {
  const storage = new Drawer()
  const first = liveHall({ storage })
  void first.client.act('issue-ticket', { service: 'repair' }, 's'.repeat(22))
  first.client.close()
  first.clock.pass(20_000)
  const second = hall({ storage, clock: first.clock })
  const answer = second.client.act('issue-ticket', { service: 'repair' }, 's'.repeat(22))
  first.clock.pass(11_000)
  expect(await answer).toEqual({ ok: false, unknown: true })
})
