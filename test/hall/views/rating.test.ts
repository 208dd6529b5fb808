import { expect, test } from 'vitest'
import { limits } from '../../../server/hall/limits.ts'
import type { RatingView } from '../../../server/hall/views/view-types.ts'
import { viewFor } from '../../../server/hall/views/views.ts'
import { type Floor, openHall, phone } from '../../fakes/hall/hall-floor.ts'
import { furnished, seconds } from '../../fakes/hall/hall-settings.ts'

const device = (id: string, counter?: string) => ({
  id,
  kind: 'rating',
  name: id,
  ...(counter === undefined ? {} : { counter }),
})
const at = (id: string) => ({ actor: { kind: 'device' }, device: id }) as const
const rater = at('rating-1')
const hallWith = (...devices: ReturnType<typeof device>[]) =>
  openHall({ devices: [...furnished.devices, ...devices] })
const see = (floor: Floor, counter = '1') => viewFor(floor.hall, { view: 'rating', counter }) as RatingView

/** Serves the next ticket of service a to its end; returns it with its visit. */
function served(floor: Floor, counter = '1', key?: string): { ticket: string; visit: string } {
  const ticket = floor.issue('a')
  floor.serve(counter)
  floor.pass(seconds(90))
  floor.take('finish', { counter }, floor.staff(counter === '1' ? '1001' : '1002'), key)
  return { ticket, visit: see(floor, counter).visit!.id }
}

test('[RATE-1] the device rates the visit that ended last at its counter, once, as the phone would', () => {
  const floor = hallWith(device('rating-1', '1'))
  const rate = (visit: string, more = {}) => ({ counter: '1', visit, score: 2, ...more })
  expect(floor.refused('rate-at-counter', rate('2026-06-15/A001'), rater).reason).toBe('no-such-ticket')
  const former = served(floor)
  const { ticket, visit } = served(floor)
  expect(floor.refused('rate-at-counter', rate(former.visit), rater).reason).toBe('no-such-ticket')
  expect(floor.refused('rate-at-counter', rate(visit, { reasons: ['no'] }), rater).reason).toBe(
    'no-such-reason',
  )
  floor.take('rate-at-counter', rate(visit, { reasons: ['waiting'] }), rater)
  expect(floor.events).toEqual([{ type: 'ticket-rated', v: 2, ticket, score: 2, reasons: ['waiting'] }])
  expect(floor.refused('rate-at-counter', rate(visit), rater).reason).toBe('already-rated')
  expect(floor.refused('rate', { ticket, score: 5 }, phone).reason).toBe('already-rated')
  expect(floor.hall.figures.ratings).toBe(1)
})

test('[RATE-1] a rating by phone was first: the device is refused, and told of no visit', () => {
  const floor = hallWith(device('rating-1', '1'))
  const { ticket, visit } = served(floor)
  floor.take('rate', { ticket, score: 5 }, phone)
  expect(see(floor).visit).toBeUndefined()
  const again = { counter: '1', visit, score: 1 }
  expect(floor.refused('rate-at-counter', again, rater).reason).toBe('already-rated')
})

test('[RATE-2] its view names the visit from the end of the service to the next one, and says no score', () => {
  const floor = hallWith(device('rating-1', '1'))
  expect(see(floor)).toMatchObject({ counter: '1', state: 'open', askMs: limits.ratingAskMs })
  expect(see(floor).visit).toBeUndefined()
  const { ticket, visit } = served(floor)
  const { label, endedAt } = floor.hall.ended.get(ticket)!
  expect(see(floor).visit).toEqual({ id: visit, label, language: 'zh-CN', endedAt })
  expect(visit).not.toContain(ticket)
  floor.issue('a')
  floor.call('1')
  expect(see(floor).visit?.id).toBe(visit)
  floor.take('start-service', { counter: '1' }, floor.staff('1001'))
  expect(see(floor).visit).toBeUndefined()
  floor.take('finish', { counter: '1' }, floor.staff('1001'))
  expect(see(floor).visit?.id).not.toBe(visit)
  floor.take('rate-at-counter', { counter: '1', visit: see(floor).visit!.id, score: 1 }, rater)
  expect(JSON.stringify(see(floor))).not.toMatch(/score|rated/u)
  expect(see(floor).visit).toBeUndefined()
  // Another counter has a visit of its own, and a counter that is none has no view.
  expect(see(floor, '2').visit).toBeUndefined()
  expect(viewFor(floor.hall, { view: 'rating', counter: '99' })).toBeUndefined()
})

test('[RATE-2] an end that is undone is asked about no more; the visit before it is the last again', () => {
  const floor = hallWith(device('rating-1', '1'))
  const { visit: former } = served(floor)
  const { visit } = served(floor, '1', 'the-end-of-this')
  floor.take('undo', { command: 'the-end-of-this' }, floor.staff('1001'))
  expect(see(floor).visit).toBeUndefined()
  floor.take('put-back', { counter: '1' }, floor.staff('1001'))
  expect([see(floor).visit?.id, visit]).not.toContain(undefined)
  expect(see(floor).visit?.id).toBe(former)
})

test('[RATE-2] how long it asks is a setting', () => {
  const floor = openHall({ rating: { askMs: 60_000 } })
  expect(see(floor).askMs).toBe(60_000)
})

test('[RATE-3] a rating device rates at its own counter, and nowhere while it stands at none', () => {
  const floor = hallWith(device('rating-1', '1'), device('rating-9'))
  const { visit } = served(floor, '2')
  const rate = { counter: '2', visit, score: 4 }
  for (const one of [rater, at('rating-9')])
    expect(floor.refused('rate-at-counter', rate, one)).toEqual({ reason: 'not-yours', counter: '2' })
  expect(floor.refused('rate-at-counter', { ...rate, counter: '99' }, rater).reason).toBe('no-such-counter')
  floor.take('rate-at-counter', rate, at('rating-of-a-demo'))
})
