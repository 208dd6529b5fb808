import { expect, test } from 'vitest'
import { limits } from '../../server/hall/limits.ts'
import { viewFor } from '../../server/hall/views/views.ts'
import { canonical, openHall, phone, replay } from '../fakes/hall/hall-floor.ts'
import { monday9, seconds } from '../fakes/hall/hall-settings.ts'

test('[WORDS-1] the notes of a ticket are read at the counter where it is called, served or held', () => {
  const floor = openHall()
  const [one, two] = [floor.staff('1001'), floor.staff('1002')]
  const ticket = floor.issue('a')
  floor.serve('1')
  floor.pass(seconds(30))
  floor.take('transfer', { counter: '1', to: { counter: '2' }, noteRef: 'note-1' }, one)
  const read = () => floor.take('read-notes', { counter: '2', ticket }, two).notes
  const refused = (counter: string, giver = two) =>
    floor.refused('read-notes', { counter, ticket }, giver).reason
  expect(refused('2')).toBe('not-yours')
  floor.call('2')
  const note = { ref: 'note-1', by: 'staff:1001', at: monday9 + seconds(30) }
  expect(read()).toEqual([note])
  expect(refused('1', one)).toBe('not-yours')
  expect(refused('2', one)).toBe('not-yours')
  expect(refused('2', floor.staff('2001'))).toBe('not-yours')
  floor.take('start-service', { counter: '2' }, two)
  expect(read()).toEqual([note])
  floor.take('hold', { counter: '2', for: 'copy' }, two)
  expect(read()).toEqual([note])
  floor.take('cancel-ticket', { ticket }, two)
  expect(refused('2')).toBe('already-ended')
})

test('[WORDS-5] words that an administrator destroys are recorded with their number, and a ticket that lives on has no notes', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  floor.serve('1')
  floor.take('transfer', { counter: '1', to: { counter: '2' }, noteRef: 'note-1' }, floor.staff('1001'))
  const { label } = floor.hall.live.get(ticket)!
  const body = { texts: 1, noted: [ticket], of: ticket, label }
  expect(floor.take('destroy-words', body, floor.staff('9001'))).toEqual({ texts: 1, ticket, label })
  expect(floor.events).toEqual([
    { type: 'words-destroyed', texts: 1, of: ticket },
    { type: 'notes-destroyed', ticket, notes: 1 },
  ])
  expect(floor.hall.live.get(ticket)?.notes).toEqual([])
  const all = { texts: 3, noted: [], purpose: 'rating', before: '2026-06-01' }
  expect(floor.take('destroy-words', all, floor.staff('9001'))).toEqual({ texts: 3 })
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
})

test('[WORDS-2] the hall manager reads the latest ratings, newest first, and goes on to older ones', () => {
  const floor = openHall()
  const manager = floor.staff('2001')
  const count = limits.ratingsRead + 3
  for (let n = 0; n < count; n += 1) {
    const ticket = floor.issue('a')
    floor.serve('1')
    floor.take('finish', { counter: '1' }, floor.staff('1001'))
    floor.pass(seconds(10))
    const score = 1 + (n % 5)
    floor.take('rate', { ticket, score, reasons: ['attitude'], wordsRef: `words-${n}` }, phone)
  }
  const first = floor.take('read-ratings', {}, manager) as { ratings: object[]; older: number }
  expect(first.ratings).toHaveLength(limits.ratingsRead)
  expect(first.ratings[0]).toEqual({
    seq: expect.any(Number),
    at: floor.at,
    score: 1 + ((count - 1) % 5),
    reasons: ['attitude'],
    service: 'a',
    counter: '1',
    ref: `words-${count - 1}`,
  })
  const then = floor.take('read-ratings', { before: first.older }, manager) as { ratings: object[] }
  expect(then.ratings).toHaveLength(3)
  expect(then).not.toHaveProperty('older')
})

test('[WORDS-3] a reading is an entry that says who read what, and no view changes', () => {
  const floor = openHall()
  const ticket = floor.issue('a')
  floor.call('1')
  const seen = () =>
    JSON.stringify([
      viewFor(floor.hall, { view: 'manager' }),
      viewFor(floor.hall, { view: 'counter', counter: '1' }),
    ])
  const [before, floorSeq] = [seen(), floor.hall.floorChangedSeq]
  floor.take('read-notes', { counter: '1', ticket }, floor.staff('1001'))
  expect(floor.taken.at(-1)!.entry).toMatchObject({
    actor: 'staff:1001',
    events: [{ type: 'notes-read', ticket, notes: 0 }],
  })
  floor.take('read-ratings', {}, floor.staff('2001'))
  expect(floor.taken.at(-1)!.entry).toMatchObject({
    actor: 'staff:2001',
    events: [{ type: 'ratings-read', ratings: [] }],
  })
  expect([seen(), floor.hall.floorChangedSeq]).toEqual([before, floorSeq])
})

test('[WORDS-4] notes that were checked are destroyed by an entry of its own: their references are gone, and the ticket goes on', () => {
  const floor = openHall()
  const [one, two] = [floor.staff('1001'), floor.staff('1002')]
  const ticket = floor.issue('a')
  floor.serve('1')
  floor.take('transfer', { counter: '1', to: { counter: '2' }, noteRef: 'note-1' }, one)
  const body = { counter: '2', ticket }
  expect(floor.refused('destroy-notes', body, two).reason).toBe('not-yours')
  floor.call('2')
  expect(floor.refused('destroy-notes', { counter: '1', ticket }, one).reason).toBe('not-yours')
  expect(floor.take('destroy-notes', body, two)).toEqual({ ticket, label: floor.label(ticket) })
  expect(floor.events).toEqual([{ type: 'notes-destroyed', ticket, notes: 1 }])
  expect(floor.take('read-notes', body, two).notes).toEqual([])
  floor.take('destroy-notes', body, two)
  expect(floor.events).toEqual([])
  floor.take('start-service', { counter: '2' }, two)
  expect(canonical(replay(floor.lines))).toBe(canonical(floor.hall))
})
