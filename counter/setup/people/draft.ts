import { wireLimits } from '../../../server/protocol/limits.ts'
import type { Answer, StaffView } from '../../../server/protocol/messages.ts'
import { readableLine } from '../../../server/protocol/readable-text.ts'
import { typedId } from '../../../server/protocol/typed-label.ts'
import { deniedKey } from '../../denied-key.ts'

export type Account = StaffView['staff'][string]
/** The facts of an account that an administrator gives. */
export type Facts = Pick<Account, 'name' | 'roles' | 'skills' | 'skillGrants' | 'languages'>
export type Field = 'badge' | keyof Facts
/** Fields that can be given wrongly; languages are chosen out of a list. */
type FaultyField = Exclude<Field, 'languages'>

/** The facts that were touched in the form. All others follow the account, also when somebody else changes it. */
export type Draft = Partial<Facts>

export const newFacts: Facts = { name: '', roles: ['counter'], skills: 'all', languages: [] }

/** A badge number that may be given to a new account, as `add-staff` takes it. */
const givenBadge = /^[A-Za-z0-9][\w-]*$/u

/** The number behind the highest badge number, as wide; undefined where no badge is a number. */
export function nextBadge(badges: readonly string[]): string | undefined {
  const [highest] = badges
    .filter((badge) => /^\d+$/u.test(badge) && badge.length < wireLimits.badgeLength)
    .sort((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1))
  return highest === undefined ? undefined : String(BigInt(highest) + 1n).padStart(highest.length, '0')
}

export const badgeOf = (typed: string): string => typedId(typed)

/** The fields that are not as they should be. `badge`: of a new account. */
export function faultyFields(
  { name, roles, skills, skillGrants }: Facts,
  badge: string | undefined,
): FaultyField[] {
  const faults: FaultyField[] = []
  if (badge !== undefined && !(givenBadge.test(badge) && badge.length <= wireLimits.badgeLength))
    faults.push('badge')
  const shown = readableLine(name)
  if (shown === '' || shown.length > wireLimits.personNameLength) faults.push('name')
  if (roles.length === 0) faults.push('roles')
  if (roles.includes('counter') && skills.length === 0) faults.push('skills')
  if (roles.includes('counter') && !areGrants(ownGrants(skills, skillGrants))) faults.push('skillGrants')
  return faults
}

/** The grants of the skills that are named singly, without empty fields and without those that are empty as a whole. */
export function ownGrants(
  skills: Facts['skills'],
  grants: Facts['skillGrants'] = {},
): NonNullable<Facts['skillGrants']> {
  const given = Object.entries(grants).flatMap(([skill, { on, training = '', until = '' }]) => {
    const isOwn = skills !== 'all' && skills.includes(skill)
    const isEmpty = on === '' && readableLine(training) === '' && until === ''
    if (!isOwn || isEmpty) return []
    const rest = { ...(readableLine(training) !== '' && { training }), ...(until !== '' && { until }) }
    return [[skill, { on, ...rest }] as const]
  })
  return Object.fromEntries(given)
}

/** A grant needs its day, and does not end before it. */
const areGrants = (grants: NonNullable<Facts['skillGrants']>): boolean =>
  Object.values(grants).every(({ on, until }) => on !== '' && (until === undefined || on <= until))

/** The reason of a failed command: a fault of a field, a refusal, or one of the connection. */
export type Fault =
  | {
      readonly at: FaultyField
      readonly key: `people.fault.${FaultyField}` | 'refusal.badge-is-taken' | 'refusal.last-administrator'
    }
  | { readonly at: 'form'; readonly refusal: Extract<Answer, { refusal: unknown }>['refusal']['reason'] }
  | { readonly at: 'form'; readonly key: 'people.fault.unknown' | 'people.fault.busy' | 'answer.wrong-role' }

const isFaultyField = (name: string): name is FaultyField =>
  ['badge', 'name', 'roles', 'skills', 'skillGrants'].includes(name)

export const fieldFault = (at: FaultyField): Fault => ({ at, key: `people.fault.${at}` })

/** Where and why a command failed; undefined when it was accepted. */
export function faultOf(answer: Answer): Fault | undefined {
  if (answer.ok) return undefined
  if ('refusal' in answer) {
    const { reason } = answer.refusal
    if (reason === 'badge-is-taken') return { at: 'badge', key: `refusal.${reason}` }
    if (reason === 'last-administrator') return { at: 'roles', key: `refusal.${reason}` }
    return { at: 'form', refusal: reason }
  }
  if ('invalid' in answer) {
    const [field = ''] = answer.invalid[0]?.path.split('.') ?? []
    if (isFaultyField(field)) return fieldFault(field)
  }
  const key = 'denied' in answer ? deniedKey(answer.denied, 'people.fault.busy') : 'people.fault.unknown'
  return { at: 'form', key }
}
