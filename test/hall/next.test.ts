import { describe, expect, test } from 'vitest'
import type { Policy } from '../../server/hall/settings.ts'
import { type Floor, openHall } from '../fakes/hall/hall-floor.ts'
import { minutes, monday9, seconds } from '../fakes/hall/hall-settings.ts'

/** Everybody a counter calls, in order, each finished at once. */
function order(floor: Floor, counter = '1'): string[] {
  const called: string[] = []
  while (!('refusal' in floor.give('call-next', { counter }, floor.whoAt(counter)))) {
    called.push(floor.counter(counter).active!)
    floor.take('start-service', { counter }, floor.whoAt(counter))
    floor.take('finish', { counter }, floor.whoAt(counter))
  }
  return called
}
const rule = (floor: Floor, counter: string) => {
  const { why } = floor.take('call-next', { counter }, floor.whoAt(counter))
  return (why as { rule: string }).rule
}

describe('standing', () => {
  test('[NEXT-1] a walk-in stands since it joined, minus the head start of its category', () => {
    const floor = openHall()
    const ordinary = floor.issue('a')
    floor.pass(minutes(14))
    const elderly = floor.issue('a', { category: 'elderly' })
    expect(floor.ticket(elderly).standsSince).toBe(monday9 - minutes(1))
    expect(order(floor)).toEqual([elderly, ordinary])
  })

  test('[NEXT-2] an appointment stands since its own time: early gains nothing, late within tolerance loses nothing', () => {
    const floor = openHall()
    const standsSince = (appointment: number) =>
      floor.ticket(floor.issue('a', { appointment }, floor.staff('1001'))).standsSince - monday9
    expect(standsSince(monday9 + minutes(30))).toBe(minutes(25))
    expect(standsSince(monday9 - minutes(10))).toBe(-minutes(15))
    expect(standsSince(monday9 - minutes(10) - 1)).toBe(-minutes(5))
  })

  test('[NEXT-3] equal moments: issued first, across services too', () => {
    const floor = openHall()
    const issued = ['b', 'a', 'c', 'a', 'd', 'b'].map((service) => floor.issue(service))
    expect(order(floor)).toEqual(issued)
  })

  test('[NEXT-9] a walk-in is overtaken only by those that join within the difference of their head starts', () => {
    const floor = openHall()
    const ordinary = floor.issue('a')
    floor.pass(minutes(10))
    const pregnant = floor.issue('a', { category: 'pregnant' }, floor.staff('1001'))
    const within = floor.issue('a', { category: 'elderly' })
    floor.pass(minutes(5))
    const last = floor.issue('a', { category: 'elderly' })
    floor.pass(seconds(1))
    const later = floor.issue('a', { category: 'elderly' })
    expect(order(floor)).toEqual([within, ordinary, pregnant, last, later])
  })

  test('[NEXT-10] a call says why: rule, moment, category, head start, tier', () => {
    const floor = openHall()
    floor.issue('b')
    floor.issue('a', { category: 'elderly' })
    expect(floor.take('call-next', { counter: '4' }, floor.staff('1004'))).toEqual({
      ticket: 't2',
      label: 'A001',
      service: 'a',
      why: {
        rule: 'stands-longest',
        facts: {
          standsSince: monday9 - minutes(15),
          joinedAt: monday9,
          category: 'elderly',
          headStartMs: minutes(15),
          tier: 1,
        },
      },
    })
  })
})

describe('tiers', () => {
  test('[NEXT-4] a lower tier is called when those above are empty', () => {
    const floor = openHall()
    const [b, a] = [floor.issue('b'), floor.issue('a')]
    expect(order(floor, '4')).toEqual([a, b])
  })

  test('[NEXT-4] a person is only called what they can serve', () => {
    const floor = openHall()
    const [b, c, d] = [floor.issue('b'), floor.issue('c'), floor.issue('d')]
    expect(order(floor, '3')).toEqual([c])
    expect(order(floor, '1')).toEqual([b, d])
  })

  test('[NEXT-5] past its threshold a lower tier goes first, if it stands longer; exactly at it, not yet', () => {
    const floor = openHall()
    floor.take('set-profile', { counter: '1', profile: 'a-then-b-late' }, floor.staff('2001'))
    const b = floor.issue('b')
    floor.pass(minutes(20))
    const a = floor.issue('a')
    expect(floor.call('1')).toBe(a)
    floor.take('put-back', { counter: '1' }, floor.staff('1001'))
    floor.pass(1)
    const result = floor.take('call-next', { counter: '1' }, floor.staff('1001'))
    expect(result).toMatchObject({
      ticket: b,
      why: { rule: 'over-threshold', facts: { tier: 2, afterMs: minutes(20) } },
    })
  })

  test('[NEXT-5] the longest wait of the tier counts, not that of its first; standing longer still goes first', () => {
    const floor = openHall()
    floor.take('set-profile', { counter: '1', profile: 'a-then-b-late' }, floor.staff('2001'))
    const [a, slow] = [floor.issue('a'), floor.issue('b')]
    floor.pass(minutes(14))
    const elderly = floor.issue('b', { category: 'elderly' })
    floor.pass(minutes(7))
    expect(order(floor)).toEqual([elderly, a, slow])
  })

  test('[NEXT-6] who was sent to a counter or a person goes first there, in order, and nowhere else', () => {
    const floor = openHall()
    const [x, y, z] = [floor.issue('a'), floor.issue('b'), floor.issue('a')]
    const manager = floor.staff('2001')
    floor.take('transfer', { ticket: z, to: { counter: '2' } }, manager)
    floor.take('transfer', { ticket: y, to: { badge: '1002' } }, manager)
    expect(order(floor, '1')).toEqual([x])
    expect(rule(floor, '2')).toBe('sent-here')
    expect(floor.counter('2').active).toBe(y)
    floor.take('undo', { command: floor.taken.at(-1)!.entry.key }, floor.staff('1002'))
    expect(order(floor, '2')).toEqual([y, z])
  })
})

describe('other policies', () => {
  const mixed = (policy: Policy) => {
    const floor = openHall({ policy })
    const ordinary = [floor.issue('a'), floor.issue('a'), floor.issue('a')]
    floor.pass(minutes(60))
    const priority = [1, 2, 3, 4].map(() => floor.issue('a', { category: 'elderly' }))
    return { floor, ordinary, priority }
  }

  test('[NEXT-7] strict precedence: a head start goes before none, however long that waits', () => {
    const { floor, ordinary, priority } = mixed({ kind: 'precedence' })
    expect(order(floor)).toEqual([...priority, ...ordinary])
    const again = mixed({ kind: 'precedence' }).floor
    expect(rule(again, '1')).toBe('precedence')
  })

  test('[NEXT-8] alternation: two with a head start, one without, and nobody waits for who is missing', () => {
    const policy = { kind: 'alternation', priority: 2, ordinary: 1 } as const
    const { floor, ordinary, priority } = mixed(policy)
    const [p1, p2, p3, p4] = priority
    const [o1, o2, o3] = ordinary
    expect(order(floor)).toEqual([p1, p2, o1, p3, p4, o2, o3])
    expect(rule(mixed(policy).floor, '1')).toBe('alternation')
  })

  test('[NEXT-11] resuming and moving to another counter take no turn of the round', () => {
    const { floor, priority } = mixed({ kind: 'alternation', priority: 2, ordinary: 1 })
    const [p1, p2] = priority
    expect(floor.serve('1')).toBe(p1)
    const one = floor.staff('1001')
    floor.take('hold', { counter: '1' }, one)
    floor.take('resume', { counter: '1', ticket: p1! }, one)
    expect(floor.hall.rounds.get('a')).toMatchObject({ priority: 1, ordinary: 0 })
    floor.take('finish', { counter: '1' }, one)
    expect(floor.call('1')).toBe(p2)
  })
})
