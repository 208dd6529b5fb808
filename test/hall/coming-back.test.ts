import { describe, expect, test } from 'vitest'
import { kiosk, openHall } from '../fakes/hall/hall-floor.ts'
import { minutes, seconds } from '../fakes/hall/hall-settings.ts'

/** Customers who come back after a missed call, and tickets that are put back. */

describe('returning', () => {
  const place = (floor: ReturnType<typeof openHall>, ticket: string) =>
    floor.hall.index.lines.get('service:a')!.findIndex(({ id }) => id === ticket)

  test('[RETURN-1] a missed ticket returns behind the next three of its line, behind all of a shorter one', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    for (let n = 0; n < 4; n += 1) {
      floor.pass(seconds(1))
      floor.issue('a')
    }
    floor.issue('b')
    floor.missed('1')
    expect(floor.take('return-ticket', { label: 'A001' }, kiosk)).toEqual({ ticket, label: 'A001', ahead: 3 })
    expect(place(floor, ticket)).toBe(3)
    expect(floor.ticket(ticket).placementReason).toBe('returned')
    const next = floor.missed('1')
    floor.missed('1')
    floor.missed('1')
    expect(floor.take('return-ticket', { ticket: next }, kiosk).ahead).toBe(2)
  })

  test('[RETURN-2] among equal moments a return stands right behind the third, before every later ticket', () => {
    const floor = openHall()
    const ids = Array.from({ length: 9 }, () => floor.issue('a'))
    const ticket = floor.missed('1')
    expect(floor.take('return-ticket', { ticket }, kiosk).ahead).toBe(3)
    expect(place(floor, ticket)).toBe(3)
    const late = floor.issue('a')
    expect(place(floor, late)).toBe(ids.length)
  })

  /** The line after this many came back one after the other: R for each of them by its turn, o for others. */
  function lineAfter(floor: ReturnType<typeof openHall>, others: number, returns: number): string {
    const all = Array.from({ length: others + returns }, () => floor.issue('a'))
    const gone = Array.from({ length: returns }, () => floor.missed('1'))
    expect(gone).toEqual(all.slice(0, returns))
    for (const ticket of gone) {
      floor.pass(seconds(20))
      floor.take('return-ticket', { ticket }, kiosk)
    }
    return floor.hall.index.lines
      .get('service:a')!
      .map(({ id }) => (gone.includes(id) ? gone.indexOf(id) + 1 : 'o'))
      .join('')
  }

  test('[RETURN-5] who came back first is called first, and at most two of them among three others', () => {
    expect(lineAfter(openHall(), 12, 5)).toBe('ooo12ooo34ooo5ooo')
    expect(lineAfter(openHall(), 4, 4)).toBe('ooo12o34')
    const returns = { together: 1, othersBetween: 2 }
    expect(lineAfter(openHall({ returns, returnBehind: 1 }), 7, 3)).toBe('o1oo2oo3oo')
    expect(lineAfter(openHall({ returns: { together: 3, othersBetween: 0 }, returnBehind: 0 }), 2, 4)).toBe(
      '1234oo',
    )
  })

  test('[RETURN-6] a ticket ends at the miss whose number the settings name', () => {
    const floor = openHall({ returns: { together: 2, othersBetween: 3, endAtMiss: 2 } })
    const ticket = floor.issue('a')
    floor.missed('1')
    floor.take('return-ticket', { ticket }, kiosk)
    expect(floor.missed('1')).toBe(ticket)
    expect(floor.hall.ended.get(ticket)).toMatchObject({ how: 'no-show' })
    expect(floor.hall.figures.noShow).toBe(1)
    expect(floor.counter('1').active).toBeUndefined()
  })

  test('[RETURN-3] only a missed ticket returns', () => {
    const floor = openHall()
    const ticket = floor.issue('a')
    const back = () => floor.refused('return-ticket', { ticket }, kiosk)
    expect(back()).toEqual({ reason: 'not-missed', ticket })
    floor.call('1')
    expect(back()).toEqual({ reason: 'already-called', counter: '1', ticket })
  })

  test('[RETURN-4] with none to go first it returns in front; to an empty line it stands since now', () => {
    const floor = openHall({ returnBehind: 0 })
    const [ticket] = [floor.issue('a'), floor.issue('a')]
    floor.missed('1')
    floor.take('return-ticket', { ticket }, kiosk)
    expect(place(floor, ticket)).toBe(0)
    floor.missed('1')
    floor.missed('1')
    floor.pass(minutes(1))
    floor.take('return-ticket', { ticket }, kiosk)
    expect(floor.ticket(ticket).standsSince).toBe(floor.at)
  })
})

describe('put back', () => {
  const line = (floor: ReturnType<typeof openHall>, name: string) =>
    (floor.hall.index.lines.get(name) ?? []).map(({ id }) => id)

  test('[PUTBACK-1] a ticket put back keeps its moment and stands where it stood, from the glass or from service', () => {
    const floor = openHall()
    const ids = [floor.issue('a'), floor.issue('a'), floor.issue('a')]
    floor.call('1')
    floor.take('put-back', { counter: '1' }, floor.staff('1001'))
    expect(line(floor, 'service:a')).toEqual(ids)
    floor.serve('1')
    floor.take('put-back', { counter: '1' }, floor.staff('1001'))
    expect(line(floor, 'service:a')).toEqual(ids)
    expect(floor.ticket(ids[0]!).placementReason).toBe('put-back')
  })

  test('[PUTBACK-2] the next call of the same counter passes over a ticket put back, if anybody else waits for it', () => {
    const floor = openHall()
    const [first, second, third] = [floor.issue('a'), floor.issue('a'), floor.issue('a')]
    const why = (ticket: string) => floor.ticket(ticket).why?.rule
    floor.call('1')
    floor.take('put-back', { counter: '1' }, floor.staff('1001'))
    expect(floor.call('1')).toBe(second)
    expect(why(second)).toBe('after-put-back')
    floor.take('start-service', { counter: '1' }, floor.staff('1001'))
    // Only once: it is next again, at the same counter too.
    floor.take('finish', { counter: '1', next: true }, floor.staff('1001'))
    expect(floor.counter('1').active).toBe(first)
    floor.take('put-back', { counter: '1' }, floor.staff('1001'))
    expect(floor.call('2')).toBe(first)
    floor.take('put-back', { counter: '2' }, floor.staff('1002'))
    expect(floor.call('1')).toBe(third)
    floor.take('undo', { command: floor.taken.at(-1)!.entry.key }, floor.staff('1001'))
    expect(floor.call('1')).toBe(third)
    floor.take('cancel-ticket', { ticket: third }, floor.staff('1001'))
    expect(floor.call('2')).toBe(first)
    expect(why(first)).toBe('stands-longest')
  })
})
