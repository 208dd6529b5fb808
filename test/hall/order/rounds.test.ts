import { describe, expect, test } from 'vitest'
import { openHall } from '../../fakes/hall/hall-floor.ts'

const policy = { kind: 'alternation', priority: 2, ordinary: 1 } as const

/** Ten with a head start and ten without, all of service `a`; counters 1 and 2 call from it. */
function twoCounters() {
  const floor = openHall({ policy })
  const kinds = new Map<string, 'p' | 'o'>()
  for (let n = 0; n < 10; n += 1) kinds.set(floor.issue('a'), 'o')
  for (let n = 0; n < 10; n += 1) kinds.set(floor.issue('a', { category: 'elderly' }), 'p')
  return { floor, kindOf: (ticket: string) => kinds.get(ticket)! }
}

describe('the round of a queue', () => {
  test('[NEXT-8] two counters that call from one queue share its round', () => {
    const { floor, kindOf } = twoCounters()
    let called = ''
    for (let n = 0; n < 9; n += 1) {
      const counter = ['1', '2', '2'][n % 3]!
      called += kindOf(floor.call(counter))
      floor.take('start-service', { counter }, floor.staff(`100${counter}`))
      floor.take('finish', { counter }, floor.staff(`100${counter}`))
    }
    expect(called).toBe('ppoppoppo')
  })

  test('[UNDO-11] an undone call gives its turn back, unless another counter has called since', () => {
    const { floor, kindOf } = twoCounters()
    const undone = () => {
      const ticket = floor.call('1')
      const { key } = floor.taken.at(-1)!.entry
      return { ticket, undo: () => floor.take('undo', { command: key }, floor.staff('1001')) }
    }
    undone().undo()
    expect([...floor.hall.rounds]).toEqual([])
    const second = undone()
    expect(kindOf(floor.call('2'))).toBe('p')
    second.undo()
    expect(floor.hall.rounds.get('a')).toMatchObject({ priority: 2, ordinary: 0 })
    expect(kindOf(floor.call('1'))).toBe('o')
  })

  test('[NEXT-11] a new policy begins all rounds anew', () => {
    const { floor } = twoCounters()
    floor.call('1')
    floor.change({ ...floor.settings, policy: { kind: 'alternation', priority: 1, ordinary: 1 } })
    expect([...floor.hall.rounds]).toEqual([])
  })
})
