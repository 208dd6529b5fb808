import { expect, test } from 'vitest'
import { liveClientLimits } from '../../../server/protocol/client/live-client.ts'
import { call, happened, liveHall, paper, welcome } from './linked-page.ts'

/** Several watches on the one connection of a page, from the page's end. */

const other = { id: 'paper.2' }

/** A page with two watches of one name, both welcomed. */
function twoWatches() {
  const all = liveHall()
  const second = all.client.watch('paper', { counter: '2' })
  all.board.last.say(welcome({ ...other, seq: 20 })).flow()
  all.board.last.heard()
  return { ...all, second }
}

test('a watch added later is asked for at once, under an id of its own', () => {
  const { board, client } = liveHall()
  client.watch('paper', { counter: '2' })
  expect(board.last.heard()).toEqual([
    { type: 'watch', id: 'paper.2', view: 'paper', params: { counter: '2' } },
  ])
  expect(board.ends).toHaveLength(1)
})

test('each watch takes its own messages and no others', () => {
  const { board, link, second, heard } = twoWatches()
  const secondHeard: string[] = []
  second.onEvents((events) => secondHeard.push(...events.map(({ id }) => id)))
  board.last
    .say(happened(10, 11, { 1: paper(1) }, [call('A001')]))
    .say({ ...happened(20, 21, { 2: paper(2) }, [call('A002')]), ...other })
    .flow()
  expect([link.state.seq, Object.keys(link.state.view!.papers)]).toEqual([11, ['1']])
  expect([second.state.seq, Object.keys(second.state.view!.papers)]).toEqual([21, ['2']])
  expect([heard, secondHeard]).toEqual([['d/A001/1'], ['d/A002/1']])
})

test('a gap in one watch asks again for that one', () => {
  const { board, link } = twoWatches()
  board.last
    .say({ ...happened(21, 22, {}), ...other })
    .say(happened(10, 11, { 1: paper(1) }))
    .flow()
  expect(board.last.heard()).toEqual([{ type: 'again', id: 'paper.2' }])
  expect(link.state.seq).toBe(11)
})

test('a beat that is ahead of a watch tells that a message was lost, though nothing follows it', () => {
  const { board } = twoWatches()
  const beat = { type: 'beat', seq: 22, now: 1, seqs: { paper: 10, 'paper.2': 22 } }
  board.last.say(beat).say(beat).flow()
  expect(board.last.heard()).toEqual([{ type: 'again', id: 'paper.2' }])
})

test('after a break every watch goes on from what it has', () => {
  const { board, clock } = twoWatches()
  board.last.say(happened(10, 11, {})).flow()
  board.last.cut()
  clock.pass(500)
  board.last.accept()
  expect(board.last.heard().filter(({ type }) => type === 'watch')).toEqual([
    { type: 'watch', id: 'paper', view: 'paper', epoch: 'e1', seq: 11 },
    { type: 'watch', id: 'paper.2', view: 'paper', params: { counter: '2' }, epoch: 'e1', seq: 20 },
  ])
})

test('a watch that is closed is told to the server, its id is free, and the others go on', () => {
  const { board, client, link, second } = twoWatches()
  second.close()
  expect(board.last.heard()).toEqual([{ type: 'unwatch', id: 'paper.2' }])
  client.watch('paper')
  expect(board.last.heard()).toEqual([{ type: 'watch', id: 'paper.2', view: 'paper' }])
  board.last.say(happened(10, 11, {})).flow()
  expect(link.state.seq).toBe(11)
})

test('a watch that ends says why, keeps what it showed, and is tried again now and then', () => {
  const { board, clock, link, second } = twoWatches()
  const end = { type: 'ended', ...other, why: 'no-such-counter', problem: 'no such counter: 2' }
  board.last.say(end).flow()
  expect(second.state).toMatchObject({
    status: 'live',
    seq: 20,
    ended: { why: 'no-such-counter', problem: 'no such counter: 2' },
  })
  expect(link.state.ended).toBeUndefined()
  for (let beat = 0; beat < 4; beat += 1) {
    clock.pass(liveClientLimits.watchRetryMs / 4)
    board.last.say({ type: 'beat', seq: 10, now: 1 }).flow()
  }
  expect(board.last.heard()).toEqual([
    { type: 'watch', id: 'paper.2', view: 'paper', params: { counter: '2' }, epoch: 'e1', seq: 20 },
  ])
  board.last.say(welcome({ ...other, seq: 30 })).flow()
  expect(second.state.ended).toBeUndefined()
  expect(second.state.seq).toBe(30)
})

test('the connection tells at once that it opened or closed', () => {
  const { board, clock, link } = liveHall()
  const seen: boolean[] = []
  link.subscribe(({ isOpen }) => seen.push(isOpen))
  board.last.cut()
  expect(link.state).toMatchObject({ isOpen: false, status: 'live' })
  clock.pass(500)
  board.last.accept()
  expect(seen).toEqual([false, true])
})
