import { expect, test } from 'vitest'
import { hall, liveHall, welcome } from './linked-page.ts'

const beat = (now: number) => ({ type: 'beat', seq: 10, now })

test('what was held up on its way does not set the server clock back, so that no old call passes for new', () => {
  const { board, clock, link } = liveHall()
  const known = link.state.offset
  const sent = clock.now() + known
  // The page reads nothing for 18 s; then all that was sent meanwhile is there at once.
  clock.sleep(18_000)
  for (const ms of [3_000, 8_000, 13_000]) {
    board.last.say(beat(sent + ms)).flow()
    expect(link.state.offset).toBe(known)
  }
  // And the connection is gone before a beat comes in its time.
  board.last.cut()
  clock.pass(3_000)
  expect(link.state.offset).toBe(known)
})

test('a page whose first welcome is held up takes the call in it for as old as it may be', () => {
  const { board, clock, link } = hall()
  board.last.accept()
  clock.sleep(20_000)
  board.last.say(welcome({ now: 1_000_500 })).flow()
  expect(link.state.offset).toBe(500)
  expect(clock.now() + link.state.offset).toBe(1_020_500)
})

test('a server clock that was set back is followed once beats come in their time, one set ahead at once', () => {
  const { board, clock, link } = liveHall()
  const say = (offset: number) => board.last.say(beat(clock.now() + offset)).flow()
  for (let n = 0; n < 2; n += 1) {
    clock.pass(5_000)
    say(-90_000)
  }
  expect(link.state.offset).toBeGreaterThanOrEqual(-90_000)
  expect(link.state.offset).toBeLessThanOrEqual(-88_500)
  clock.pass(1_000)
  say(40_000)
  expect(link.state.offset).toBe(40_000)
})

test('a page whose own clock was set ahead connects anew, because it seems to hear nothing, and is right at once', () => {
  const { board, clock, link } = liveHall()
  clock.sleep(3_600_000)
  clock.pass(2_000)
  expect(board.ends.length).toBe(2)
  board.last
    .accept()
    .say(welcome({ now: clock.now() - 3_600_000 }))
    .flow()
  expect(link.state.offset).toBeLessThanOrEqual(-3_598_000)
})
