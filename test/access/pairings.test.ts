import { expect, test } from 'vitest'
import { makePairingCode, typedCode } from '../../server/access/devices/pairing-code.ts'
import { type PairingStage, Pairings } from '../../server/access/devices/pairings.ts'
import { WrongCodes } from '../../server/access/devices/wrong-codes.ts'
import { limits } from '../../server/access/limits.ts'
import { HandClock } from '../protocol/live/wire-pair.ts'

/** Screens that wait for their pairing, on a clock that the test moves. */

function pairings() {
  const hand = new HandClock()
  const clock = {
    now: () => hand.now(),
    monotonicMs: () => hand.now(),
    after: (ms: number, task: () => void) => hand.after(ms, task),
    soon: (task: () => void) => task(),
  }
  const all = new Pairings(clock)
  const ask = (address = 'a') => {
    const stages: PairingStage[] = []
    const leave = all.ask({ address }, (stage) => stages.push(stage))
    return { stages, leave, code: (stages[0] as { code?: string } | undefined)?.code ?? '' }
  }
  return { hand, clock, all, ask }
}

test('a code has eight consonants that nobody takes for a digit, and reads the same however it is typed', () => {
  const codes = Array.from({ length: 2_000 }, makePairingCode)
  for (const code of codes) expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/u)
  expect(new Set(codes).size).toBe(codes.length)
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(20)
  for (const typed of ['BCDF-GHJK', 'bcdfghjk', ' bcdf ghjk ', 'B C D F G H J K'])
    expect(typedCode(typed)).toBe('BCDF-GHJK')
})

test('a code ends after its life, its use, its refusal or the end of the connection, and then nobody finds it', () => {
  const { hand, all, ask } = pairings()
  const [expired, used, refused, left] = [ask(), ask(), ask(), ask()]
  all.approve(all.find(used.code)!, { device: 'k', kind: 'kiosk', secret: 's' })
  expect(all.refuse(all.find(refused.code)!.id)).toBe(true)
  left.leave!()
  expect(all.waiting).toHaveLength(1)
  hand.pass(limits.pairingCodeMs - 1)
  expect(all.find(expired.code)).toBeDefined()
  hand.pass(1)
  for (const { code } of [expired, used, refused, left]) expect(all.find(code)).toBeUndefined()
  expect([expired, used, refused, left].map(({ stages }) => stages.at(-1)?.stage)).toEqual([
    'expired',
    'approved',
    'refused',
    'waiting',
  ])
  expect(hand.waiting).toBe(0)
})

test('a claim gives the secret once, within a minute', () => {
  const { hand, all, ask } = pairings()
  const approved = { device: 'k', kind: 'kiosk', secret: 's' } as const
  const claimOf = () => {
    const screen = ask()
    all.approve(all.find(screen.code)!, approved)
    return (screen.stages.at(-1) as { claim: string }).claim
  }
  const [inTime, late] = [claimOf(), claimOf()]
  expect(all.claim('A'.repeat(43))).toBeUndefined()
  expect(all.claim(inTime)).toMatchObject(approved)
  expect(all.claim(inTime)).toBeUndefined()
  hand.pass(limits.pairingClaimMs)
  expect(all.claim(late)).toBeUndefined()
})

test('the number of waiting screens is limited, in all and from one address, so that no phone takes every place', () => {
  const { all, ask } = pairings()
  const own = Array.from({ length: limits.pairingsPerAddress + 1 }, () => ask('phone'))
  expect(own.at(-1)!.leave).toBeUndefined()
  expect(ask('kiosk').leave).toBeDefined()
  own[0]!.leave!()
  expect(ask('phone').leave).toBeDefined()
  for (let n = 0; all.waiting.length < limits.pairingsAtOnce; n += 1) ask(`many-${n}`)
  expect(ask('one more').leave).toBeUndefined()
})

test('an account that typed ten wrong codes waits for the end of the span, and nobody else does', () => {
  const { hand, clock } = pairings()
  const wrong = new WrongCodes(clock)
  for (let n = 0; n < limits.wrongCodes; n += 1) {
    expect(wrong.mayTry('9001')).toBe(true)
    wrong.add('9001')
  }
  expect([wrong.mayTry('9001'), wrong.mayTry('9002')]).toEqual([false, true])
  hand.pass(limits.wrongCodesMs)
  expect(wrong.mayTry('9001')).toBe(true)
})
