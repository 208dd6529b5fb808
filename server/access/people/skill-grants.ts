import type { DayId, ServiceId } from '../../hall/ids.ts'

/** Skills with the day and the training by which they were granted, some with a last day (S-H1). */

interface GrantedSkills {
  readonly skills: ServiceId[] | 'all'
  readonly skillGrants?:
    | Record<ServiceId, { on: string; training?: string | undefined; until?: string | undefined }>
    | undefined
}

/** The skills whose last day lies before a business day; without a day, before the hall has had one, none. */
export function skillsEndedOn(
  { skills, skillGrants = {} }: GrantedSkills,
  day: DayId | undefined,
): ServiceId[] {
  if (skills === 'all' || day === undefined) return []
  return skills.filter((skill) => {
    const until = Object.hasOwn(skillGrants, skill) ? skillGrants[skill]?.until : undefined
    return until !== undefined && until < day
  })
}

/** The skills that count on a business day, and of those that ended the ones in `kept`. */
export function skillsOn(
  granted: GrantedSkills,
  day: DayId | undefined,
  kept: readonly ServiceId[] | 'all' = [],
): ServiceId[] | 'all' {
  const ended = skillsEndedOn(granted, day)
  return granted.skills === 'all'
    ? 'all'
    : granted.skills.filter((skill) => !ended.includes(skill) || kept.includes(skill))
}

/** The account with the grants of its own skills alone; none where it has all skills. */
export function withOwnGrants<One extends GrantedSkills>(account: One): One {
  const { skills, skillGrants = {} } = account
  const own = Object.entries(skillGrants).filter(([skill]) => skills !== 'all' && skills.includes(skill))
  const { skillGrants: _, ...rest } = account
  return (own.length === 0 ? rest : { ...rest, skillGrants: Object.fromEntries(own) }) as One
}
