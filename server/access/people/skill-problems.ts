import type { StaffOrder } from '../../protocol/commands.ts'
import type { Problem } from '../../protocol/messages.ts'
import type { StaffDocument } from '../staff.ts'

/** Skills of an order that no service has, and grants of skills that the person does not have, or has with all others. */
export function skillProblems({ body }: StaffOrder, { staff }: StaffDocument, services: object): Problem[] {
  const given = 'skills' in body ? body.skills : undefined
  const unknown = (given === 'all' ? [] : (given ?? [])).flatMap((skill, at) =>
    Object.hasOwn(services, skill)
      ? []
      : [{ path: `skills.${at}`, problem: `no such service: ${skill}; give one of the hall's settings` }],
  )
  const grants = 'skillGrants' in body ? Object.keys(body.skillGrants ?? {}) : []
  const known = Object.hasOwn(staff, body.badge) ? staff[body.badge]?.skills : undefined
  const skills = given ?? known ?? 'all'
  const undated = grants.filter((skill) => skills === 'all' || !skills.includes(skill))
  return [
    ...unknown,
    ...undated.map((skill) => ({
      path: `skillGrants.${skill}`,
      problem: `name ${skill} singly among the skills to date it`,
    })),
  ]
}
