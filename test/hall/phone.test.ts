import { expect, test } from 'vitest'
import { openHall, phone } from '../fakes/hall/hall-floor.ts'
import { seconds } from '../fakes/hall/hall-settings.ts'

test('[PHONE-1] a customer leaves while waiting or missed; at the counter the counter decides', () => {
  const floor = openHall()
  const [called, missed, held, waiting] = [1, 2, 3, 4].map(() => floor.issue('a'))
  floor.call('1')
  floor.missed('2')
  floor.serve('2')
  floor.take('hold', { counter: '2' }, floor.staff('1002'))
  for (const ticket of [missed!, waiting!]) floor.take('leave', { ticket }, phone)
  expect(floor.hall.figures.left).toBe(2)
  expect(floor.refused('leave', { ticket: called! }, phone)).toEqual({
    reason: 'already-called',
    counter: '1',
  })
  expect(floor.refused('leave', { ticket: held! }, phone)).toEqual({ reason: 'not-waiting' })
  expect(floor.refused('leave', { ticket: waiting! }, phone).reason).toBe('already-ended')
})

test('[PHONE-2] a customer lets the next N go first and stands right behind them, before who comes later', () => {
  const floor = openHall()
  const [first, second, third, fourth] = [1, 2, 3, 4].map(() => floor.issue('a'))
  const order = () => floor.hall.index.lines.get('service:a')!.map(({ id }) => id)
  expect(floor.take('let-go-first', { ticket: first!, count: 2 }, phone)).toEqual({ ahead: 2 })
  expect(order()).toEqual([second, third, first, fourth])
  expect(floor.take('let-go-first', { ticket: second!, count: 10 }, phone)).toEqual({ ahead: 3 })
  const late = floor.issue('a')
  expect(order()).toEqual([third, first, fourth, second, late])
  expect(floor.ticket(second!).placementReason).toBe('let-others-go')
})

test('[PHONE-2] with nobody to let go, or not waiting, it is refused', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  const go = () => floor.refused('let-go-first', { ticket, count: 1 }, phone)
  expect(go()).toEqual({ reason: 'nobody-is-waiting' })
  floor.call('1')
  expect(go()).toEqual({ reason: 'already-called', counter: '1' })
  floor.take('mark-no-show', { counter: '1' }, floor.staff('1001'))
  expect(go()).toEqual({ reason: 'not-waiting' })
})

test('[PHONE-3] a served ticket is rated once, and nothing else is', () => {
  const floor = openHall()
  const [served, cancelled] = [floor.issue('a'), floor.issue('a')]
  const rate = (ticket: string) => floor.refused('rate', { ticket, score: 3 }, phone).reason
  floor.serve('1')
  expect(rate(served)).toBe('not-ended')
  floor.pass(seconds(90)).take('finish', { counter: '1' }, floor.staff('1001'))
  floor.take('rate', { ticket: served, score: 5, reasons: ['attitude'], wordsRef: 'w1' }, phone)
  expect(floor.events).toEqual([
    { type: 'ticket-rated', v: 2, ticket: served, score: 5, reasons: ['attitude'], wordsRef: 'w1' },
  ])
  expect(rate(served)).toBe('already-rated')
  expect(floor.hall.figures.ratings).toBe(1)
  floor.take('cancel-ticket', { ticket: cancelled }, floor.staff('1001'))
  expect(rate(cancelled)).toBe('not-ended')
  expect(rate('t99')).toBe('no-such-ticket')
})
