import { z } from 'zod'
import { type Badge, type Role, roles } from '../hall/ids.ts'
import type { StaffSettings } from '../hall/settings.ts'
import { lineUpTo, service } from '../protocol/fields.ts'
import { limits } from './limits.ts'
import { checkPassword, dummyHash, fullCost } from './passwords.ts'

/** Staff with their names and password hashes; the heart knows badge numbers, roles and skills only. */
export const staffDocument = z.strictObject({
  format: z.literal(1),
  staff: z.record(
    z.string().regex(/^[\w-]{1,20}$/u, 'a badge number has 1 to 20 letters, digits, _ or -'),
    z.strictObject({
      name: lineUpTo(limits.nameLength),
      roles: z.array(z.enum(roles)).min(1),
      skills: z.union([z.literal('all'), z.array(service)]).default('all'),
      password: z.string().startsWith('scrypt:', 'a hash made by nowserving'),
    }),
  ),
})
export type StaffDocument = z.output<typeof staffDocument>

export const staffSettings = ({ staff }: StaffDocument): Record<Badge, StaffSettings> =>
  Object.fromEntries(Object.entries(staff).map(([badge, { roles, skills }]) => [badge, { roles, skills }]))

export class Staff {
  readonly #document: { data: StaffDocument }
  readonly #dummyHash: string

  constructor(document: { data: StaffDocument }) {
    this.#document = document
    const [, logN, r, p] = Object.values(document.data.staff)[0]?.password.split(':') ?? []
    this.#dummyHash = dummyHash(logN ? { logN: Number(logN), r: Number(r), p: Number(p) } : fullCost)
  }

  rolesOf(badge: Badge): readonly Role[] {
    return this.#person(badge)?.roles ?? []
  }

  knows(badge: Badge): boolean {
    return this.#person(badge) !== undefined
  }

  /** False, after the same time, for an unknown badge and for a wrong password. */
  async check(badge: Badge, password: string): Promise<boolean> {
    const person = this.#person(badge)
    const right = await checkPassword(password, person?.password ?? this.#dummyHash)
    return right && person !== undefined
  }

  #person(badge: Badge) {
    const { staff } = this.#document.data
    return Object.hasOwn(staff, badge) ? staff[badge] : undefined
  }
}
