import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personalAnswer, personalOfTicket } from '../../../server/protocol/maintenance/personal.ts'
import { recordAnswer } from '../../../server/protocol/record.ts'
import { Driver } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** Words of people in the vault, as an administrator counts and destroys them; each destruction is a row of the record. */

let hall: RunningHall
let administrator: Driver
let clerk: Driver
let kiosk: Driver
let day = ''
beforeAll(async () => {
  hall = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  administrator = new Driver(hall)
  await administrator.signIn('9001')
  clerk = new Driver(hall)
  await clerk.signIn('1001')
  kiosk = new Driver(hall, 'kiosk-1')
  await clerk.done('open-counter', { counter: '1' })
  day = recordAnswer.parse((await administrator.get('/api/record')).body).day
})
afterAll(() => hall.close())

/** A ticket with a note, which waits for another counter; or one that was rated with words. */
async function ticketWith(what: 'note' | 'rating') {
  const issued = await kiosk.issue('fees')
  await clerk.done('call-ticket', { counter: '1', label: issued.label })
  await clerk.done('start-service', { counter: '1' })
  if (what === 'note') await clerk.done('transfer', { counter: '1', to: { counter: '1' }, note: 'a word' })
  else {
    await clerk.done('finish', { counter: '1', outcome: 'done' })
    await kiosk.done('rate', { key: issued.phoneUrl!.split('/t/')[1]!, score: 5, words: 'a word' })
  }
  return issued
}

const counts = async () => {
  const { purposes } = personalAnswer.parse((await administrator.get('/api/personal')).body)
  return [purposes.note.texts, purposes.rating.texts]
}
const inVault = () => readdirSync(join(hall.directory, 'vault/keys')).length
const rowsOf = async (what: string) =>
  recordAnswer.parse((await administrator.get(`/api/record?what=${what}&order=newest`)).body).rows

test('are counted by purpose with their ends, and those of a ticket are destroyed by day and label; the record says who did it', async () => {
  const [noted, rated] = [await ticketWith('note'), await ticketWith('rating')]
  expect(await counts()).toEqual([1, 1])
  const { text, body } = await administrator.get('/api/personal')
  expect(text).not.toContain('a word')
  const { note, rating } = personalAnswer.parse(body).purposes
  expect([note.days, rating.days]).toEqual([{ [day]: 1 }, { [day]: 1 }])
  expect(rating.endsAt! - note.endsAt!).toBe(29 * 86_400_000)
  const about = async (label: string) => {
    const asked = await administrator.get(`/api/personal/ticket?day=${day}&label=${label}`)
    return asked.status === 200 ? personalOfTicket.parse(asked.body).texts : asked.status
  }
  expect(await about(noted.label)).toEqual({ note: 1, rating: 0 })
  expect(await about(rated.label)).toEqual({ note: 0, rating: 1 })
  expect(await about('Z999')).toBe(404)
  const files = inVault()
  const destroy = { day, label: noted.label }
  expect(await administrator.done('destroy-words', destroy)).toMatchObject({ texts: 1, label: noted.label })
  expect([await counts(), inVault()]).toEqual([[0, 1], files - 1])
  const again = await administrator.command('destroy-words', destroy)
  expect([again.status, again.body.refusal?.reason]).toEqual([409, 'no-such-words'])
  const unknown = await administrator.command('destroy-words', { day, label: 'Z999' })
  expect(unknown.body.refusal?.reason).toBe('no-such-ticket')
  const [row] = await rowsOf('destroy-words')
  expect(row).toMatchObject({ who: 'staff:9001', label: noted.label })
  // The colleague's screen does not promise a note that is gone.
  const { view } = await clerk.view('counter', { counter: '1' })
  expect(JSON.stringify(view)).not.toContain('"notes":1')
})

test('of a purpose are destroyed up to a day, never later ones, and a refused body destroys nothing', async () => {
  await ticketWith('rating')
  const [, before] = await counts()
  for (const body of [
    {},
    { day },
    { purpose: 'rating' },
    { day, label: 'A001', purpose: 'note', before: day },
  ])
    expect((await administrator.command('destroy-words', body)).status).toBe(400)
  const none = await administrator.command('destroy-words', { purpose: 'rating', before: day })
  expect(none.body.refusal?.reason).toBe('no-such-words')
  expect((await counts())[1]).toBe(before)
  const destroyed = await administrator.done('destroy-words', { purpose: 'rating', before: '2999-01-01' })
  expect([destroyed.texts, await counts()]).toEqual([before, [0, 0]])
  const [row] = await rowsOf('destroy-words')
  const event = { type: 'words-destroyed', texts: before, purpose: 'rating', before: '2999-01-01' }
  expect(row?.events).toEqual([event])
  // The words are gone; the rating itself stays.
  const manager = new Driver(hall)
  await manager.signIn('2001')
  const { ratings } = await manager.done('read-ratings', {})
  expect(ratings.length).toBeGreaterThan(0)
  expect(ratings.every(({ words }) => words === undefined)).toBe(true)
})
