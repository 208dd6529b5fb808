import { z } from 'zod'
import { command } from '../command.ts'
import { badge, languagesOfStaff, personName, rolesOfStaff, skillGrants, skills } from '../fields.ts'
import { oneTimePassword } from './one-time-password.ts'

export const addStaff = command({
  summary: 'Adds an account for a member of staff; its password is for one sign-in',
  body: z.strictObject({
    badge: badge.regex(/^[A-Za-z0-9]/u, 'begins with a letter or digit'),
    name: personName,
    roles: rolesOfStaff,
    skills: skills.default('all'),
    skillGrants: skillGrants.optional(),
    languages: languagesOfStaff.optional(),
  }),
  by: ['administrator'],
  result: oneTimePassword,
})
