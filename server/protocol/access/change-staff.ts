import { z } from 'zod'
import { command } from '../command.ts'
import { badge, languagesOfStaff, personName, rolesOfStaff, skillGrants, skills } from '../fields.ts'
import { nothing } from '../floor/results.ts'

export const changeStaff = command({
  summary: 'Changes an account; what is absent stays. Other roles end all sign-ins of the account',
  body: z.strictObject({
    badge,
    name: personName.optional(),
    roles: rolesOfStaff.optional(),
    skills: skills.optional(),
    skillGrants: skillGrants.optional(),
    languages: languagesOfStaff.optional(),
  }),
  by: ['administrator'],
  result: nothing,
})
