import { expect, test } from 'vitest'
import { call, hall, happened, liveHall, paper, view, welcome } from './linked-page.ts'

test('a page asks for its view by name and parameters', () => {
  const { board } = hall({ params: { counter: '3' } })
  board.last.accept()
  expect(board.last.url.href).toBe('ws://hall/live')
  expect(board.last.heard()).toContainEqual({
    type: 'watch',
    id: 'paper',
    view: 'paper',
    params: { counter: '3' },
  })
})

test('a welcome brings the view, the clock of the server and the calls of late', () => {
  const { board, link, heard } = hall()
  expect([link.state.status, link.state.view]).toEqual(['connecting', undefined])
  board.last
    .accept()
    .say(welcome({ events: [call('A001')] }))
    .flow()
  expect(link.state).toMatchObject({ status: 'live', view, seq: 10, epoch: 'e1', offset: 500 })
  expect(heard).toEqual(['d/A001/1'])
})

test('what happened is patched in, in order, with its calls', () => {
  const { board, link, heard } = liveHall()
  const seen: number[] = []
  link.subscribe((state) => seen.push(state.seq))
  board.last.say(happened(10, 11, { 1: paper(1) }, [call('A001')]))
  board.last.say(happened(11, 12, { 2: paper(2) }, [call('A002')])).flow()
  expect(link.state.view?.papers).toEqual({ 1: paper(1), 2: paper(2) })
  expect(seen).toEqual([11, 12])
  expect(heard).toEqual(['d/A001/1', 'd/A002/1'])
})

test('a gap is answered by "again", once, and the next welcome replaces everything', () => {
  const { board, link, heard } = liveHall()
  board.last
    .say(happened(11, 12, { 2: paper(2) }, [call('A002')]))
    .say(happened(12, 13, {}))
    .flow()
  expect(board.last.heard()).toEqual([{ type: 'again', id: 'paper' }])
  expect(link.state).toMatchObject({ seq: 10, view })
  expect(heard).toEqual([])
  board.last.say(welcome({ seq: 13, view: { papers: { 2: paper(2) } }, events: [call('A002')] })).flow()
  expect(link.state).toMatchObject({ seq: 13, view: { papers: { 2: paper(2) } } })
  expect(heard).toEqual(['d/A002/1'])
  board.last.say(happened(14, 15, {})).flow()
  expect(board.last.heard()).toEqual([{ type: 'again', id: 'paper' }])
})

test('after a break the page goes on from what it has', () => {
  const { board, clock, link } = liveHall()
  board.last.cut()
  clock.pass(500)
  board.last.accept()
  expect(board.last.heard()).toContainEqual({
    type: 'watch',
    id: 'paper',
    view: 'paper',
    epoch: 'e1',
    seq: 10,
  })
  board.last
    .say(happened(9, 10, { 7: paper(7) }))
    .say(happened(10, 11, { 1: paper(1) }))
    .flow()
  expect(link.state).toMatchObject({ seq: 11, view: { papers: { 1: paper(1) } } })
  expect(board.last.heard().filter((one) => one.type === 'again')).toEqual([])
})

test('tries grow apart with full jitter, up to 3 s in the first minute and 15 s then, and start over after a welcome', () => {
  const { board, clock } = liveHall()
  const firstMinute = [500, 1_000, 2_000, ...Array.from({ length: 19 }, () => 3_000)]
  for (const wait of [...firstMinute, 15_000, 15_000]) {
    const before = board.ends.length
    board.last.cut()
    clock.pass(wait - 1)
    expect(board.ends.length).toBe(before)
    clock.pass(1)
    expect(board.ends.length).toBe(before + 1)
  }
  board.last.accept().say(welcome()).flow()
  board.last.cut()
  clock.pass(500)
  expect(board.ends.length).toBe(firstMinute.length + 4)
})

test('chance spreads the tries of many pages', () => {
  const { board, clock } = liveHall({ random: () => 0.25 })
  board.last.cut()
  clock.pass(125)
  expect(board.ends.length).toBe(2)
})

test('silence is told after 8 s, loss after 20 s, and a deaf connection is given up after 25 s', () => {
  const { board, clock, link } = liveHall()
  clock.pass(8_000)
  expect(link.state.status).toBe('live')
  clock.pass(1_000)
  expect(link.state.status).toBe('silent')
  clock.pass(12_000)
  expect(link.state.status).toBe('lost')
  expect(board.last.hungUp).toBe(false)
  clock.pass(5_000)
  expect(board.ends[0]?.hungUp).toBe(true)
  clock.pass(1_000)
  expect(board.ends.length).toBe(2)
  board.last.accept().say({ type: 'beat', seq: 10, now: 5 }).flow()
  expect(link.state.status).toBe('live')
})

test('beats keep a page live and its clock right', () => {
  const { board, clock, link } = liveHall()
  for (let beat = 0; beat < 10; beat++) {
    clock.pass(5_000)
    board.last.say({ type: 'beat', seq: 10, now: clock.now() + 2_000 }).flow()
    expect(link.state).toMatchObject({ status: 'live', offset: 2_000 })
  }
})

test('a page that was never welcomed says so after 20 s', () => {
  const { clock, link } = hall()
  clock.pass(19_000)
  expect(link.state.status).toBe('connecting')
  clock.pass(3_000)
  expect(link.state.status).toBe('lost')
})

test('a report is said at once and after every reconnect, with the build', () => {
  const { board, clock, client } = liveHall({ build: 'b1' })
  client.report({ sound: 'blocked' })
  expect(board.last.heard()).toEqual([{ type: 'report', sound: 'blocked' }])
  board.last.cut()
  clock.pass(500)
  board.last.accept()
  expect(board.last.heard()).toContainEqual({ type: 'report', sound: 'blocked', build: 'b1' })
})

test('another build is told at most once a minute', () => {
  const builds: string[] = []
  const { board, clock } = liveHall({ build: 'b0', onNewBuild: (build) => builds.push(build) })
  board.last.say(welcome()).flow()
  expect(builds).toEqual(['b1'])
  clock.pass(7_000)
  for (let beat = 0; beat < 8; beat++) {
    board.last.say({ type: 'beat', seq: 10, now: 0 }).flow()
    clock.pass(7_000)
  }
  board.last.say(welcome({ build: 'b2' })).flow()
  expect(builds).toEqual(['b1', 'b2'])
})

test('a page of the same build is left alone, and a protocol it does not know is not drawn', () => {
  const builds: string[] = []
  const same = liveHall({ build: 'b1', onNewBuild: (build) => builds.push(build) })
  expect(builds).toEqual([])
  same.board.last.say(welcome({ protocol: 2, build: 'b2', seq: 99, view: { papers: { 9: {} } } })).flow()
  expect(same.link.state).toMatchObject({ seq: 10, view })
  expect(builds).toEqual(['b2'])
})

test('the server says why it lets go, and the next welcome ends that', () => {
  const { board, client, link } = liveHall()
  board.last.say({ type: 'closing', reason: 'signed-out' }).flow()
  expect(link.state.closing).toBe('signed-out')
  board.last.cut()
  client.retry()
  board.last.accept().say(welcome()).flow()
  expect(link.state.closing).toBeUndefined()
})

test('trouble of the hall is told as long as the server tells it', () => {
  const { board, link } = liveHall()
  board.last.say({ type: 'beat', seq: 10, now: 1, trouble: 'disk-is-full' }).flow()
  expect(link.state.trouble).toBe('disk-is-full')
  board.last.say({ type: 'beat', seq: 10, now: 2 }).flow()
  expect(link.state.trouble).toBeUndefined()
})

test('boards without sound are told as long as the beats tell them, over a welcome too', () => {
  const { board, link } = liveHall()
  const silentBoards = { 'board-1': { name: 'Board 1', sound: 'blocked' } }
  board.last.say({ type: 'beat', seq: 10, now: 1, silentBoards }).flow()
  board.last.say(welcome()).flow()
  expect(link.state.silentBoards).toEqual(silentBoards)
  board.last.say({ type: 'beat', seq: 10, now: 2 }).flow()
  expect(link.state.silentBoards).toBeUndefined()
})

test('a message that the server did not understand is an error, not a silence', () => {
  const { board, link } = liveHall()
  board.last.say({ type: 'invalid', invalid: [{ path: 'sound', problem: 'no such state' }] })
  expect(() => board.last.flow()).toThrow('sound')
  expect(link.state.status).toBe('live')
})

test('a closed client keeps no timer, tells nobody and connects no more', async () => {
  const { board, clock, client, link } = liveHall()
  const seen: unknown[] = []
  link.subscribe((state) => seen.push(state))
  const answer = client.act('recall', { counter: '3' })
  client.close()
  expect(await answer).toEqual({ ok: false, unknown: true })
  board.last.cut()
  clock.pass(60_000)
  expect([clock.waiting, board.ends.length, seen]).toEqual([0, 1, []])
})

test('a page returns the newest proof of a record that it was shown with each watch after a reconnect', () => {
  const { board, clock } = liveHall()
  board.last.say({ type: 'beat', seq: 12, now: 5, seen: 'e1.s.12.code' }).flow()
  board.last.cut()
  clock.pass(1_000)
  board.last.accept()
  expect(board.last.heard()).toContainEqual({
    ...{ type: 'watch', id: 'paper', view: 'paper', epoch: 'e1', seq: 10 },
    seen: 'e1.s.12.code',
  })
})
