import { expect, test } from 'vitest'
import { openHall, phone } from '../../fakes/hall/hall-floor.ts'

test("[HOLD-4] a reason of a hold, a pause or a rating is one of the hall's list; any other is refused", () => {
  const reasons = { pause: { break: {} }, hold: { notary: { en: 'Notary' } }, rating: { queue: {} } }
  const floor = openHall({ reasons })
  const one = floor.staff('1001')
  const ticket = floor.issue('a')
  floor.serve('1')
  const refused = { reason: 'no-such-reason' }
  for (const errand of ['copy', 'Mrs.Wang', 'toString'])
    expect(floor.refused('hold', { counter: '1', for: errand }, one)).toEqual(refused)
  floor.take('hold', { counter: '1', for: 'notary', minutes: 10 }, one)
  expect(floor.refused('pause-counter', { counter: '1', reason: 'meal' }, one)).toEqual(refused)
  floor.take('pause-counter', { counter: '1', reason: 'break' }, one)
  expect(floor.counter('1')).toMatchObject({ state: 'paused', reason: 'break' })
  floor.take('open-counter', { counter: '1' }, one)
  floor.take('resume', { counter: '1', ticket }, one)
  floor.take('finish', { counter: '1' }, one)
  const rate = (list: string[]) => ({ ticket, score: 2, reasons: list })
  expect(floor.refused('rate', rate(['queue', 'waiting']), phone)).toEqual(refused)
  floor.take('rate', rate(['queue']), phone)
})
