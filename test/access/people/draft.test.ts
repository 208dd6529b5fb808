import { describe, expect, test } from 'vitest'
import { type Facts, faultOf, faultyFields, nextBadge } from '../../../counter/setup/people/draft.ts'
import { roles } from '../../../server/hall/ids.ts'
import { wireLimits } from '../../../server/protocol/limits.ts'

/** The form of a person: what it refuses before anything is sent, and where it shows what the hall refused. */

const right: Facts = { name: 'Wu Fang', roles: ['counter'], skills: ['fees'], languages: [] }
const faultsOf = (change: Partial<Facts>, badge?: string) => faultyFields({ ...right, ...change }, badge)

describe('before it is sent', () => {
  test('a person needs a role; each one alone is enough', () => {
    expect(faultsOf({ roles: [] })).toEqual(['roles'])
    for (const role of roles) expect([role, faultsOf({ roles: [role] })]).toEqual([role, []])
    expect(faultsOf({ roles: [...roles] })).toEqual([])
  })

  test('who works at a counter needs a service, all of them or one; nobody else does', () => {
    expect(faultsOf({ skills: [] })).toEqual(['skills'])
    expect(faultsOf({ skills: 'all' })).toEqual([])
    for (const role of roles.filter((one) => one !== 'counter'))
      expect([role, faultsOf({ roles: [role], skills: [] })]).toEqual([role, []])
    expect(faultsOf({ roles: ['manager', 'counter'], skills: [] })).toEqual(['skills'])
  })

  test('a name needs a visible sign, and has its longest', () => {
    for (const name of ['', ' ', '\u200B', '\u202E '])
      expect([name, faultsOf({ name })]).toEqual([name, ['name']])
    const longest = 'a'.repeat(wireLimits.personNameLength)
    expect([faultsOf({ name: longest }), faultsOf({ name: `${longest}a` })]).toEqual([[], ['name']])
  })

  test('the badge number of a new account alone is looked at', () => {
    expect(faultsOf({}, undefined)).toEqual([])
    for (const badge of ['', '-1', '1 2', '工号', '1'.repeat(wireLimits.badgeLength + 1)])
      expect([badge, faultsOf({}, badge)]).toEqual([badge, ['badge']])
    for (const badge of ['1', 'A-1_b', '1'.repeat(wireLimits.badgeLength)])
      expect([badge, faultsOf({}, badge)]).toEqual([badge, []])
  })

  test('all that is wrong is told at once', () => {
    expect(faultyFields({ name: '', roles: [], skills: [], languages: [] }, '')).toEqual([
      'badge',
      'name',
      'roles',
    ])
  })
})

test('the badge number behind the highest is proposed, as wide', () => {
  expect(nextBadge(['1001', '1009', '0999'])).toBe('1010')
  expect(nextBadge(['007', '9'])).toBe('10')
  expect(nextBadge(['A1', 'x'])).toBeUndefined()
  expect(nextBadge([])).toBeUndefined()
})

describe('what the hall refused', () => {
  test('stands at its field where it has one', () => {
    const refused = (reason: 'badge-is-taken' | 'last-administrator' | 'no-such-staff') =>
      faultOf({ ok: false, refusal: { reason } })
    expect(refused('badge-is-taken')).toEqual({ at: 'badge', key: 'refusal.badge-is-taken' })
    expect(refused('last-administrator')).toEqual({ at: 'roles', key: 'refusal.last-administrator' })
    expect(refused('no-such-staff')).toEqual({ at: 'form', refusal: 'no-such-staff' })
    const invalid = (path: string) => faultOf({ ok: false, invalid: [{ path, problem: 'no' }] })
    expect(invalid('roles.0')).toEqual({ at: 'roles', key: 'people.fault.roles' })
    expect(invalid('elsewhere')).toEqual({ at: 'form', key: 'people.fault.unknown' })
  })

  test('is told of the whole form otherwise; accepted is no fault', () => {
    expect(faultOf({ ok: false, denied: 'too-many' })).toEqual({ at: 'form', key: 'people.fault.busy' })
    expect(faultOf({ ok: false, denied: 'wrong-role' })).toEqual({ at: 'form', key: 'answer.wrong-role' })
    expect(faultOf({ ok: false, unknown: true })).toEqual({ at: 'form', key: 'people.fault.unknown' })
    expect(faultOf({ ok: true, seq: 1, result: {} })).toBeUndefined()
  })
})
