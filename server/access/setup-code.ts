import { randomBytes } from 'node:crypto'
import type { Badge, EpochMs } from '../hall/ids.ts'
import type { Document } from '../journal/documents.ts'
import { limits } from './limits.ts'
import { clearText, fullCost, hashPassword } from './passwords/passwords.ts'
import { type Account, isAdministrator, isOfDemo, type StaffDocument } from './staff.ts'

/** A code with which the first administrator signs in once and chooses a password. */
interface SetupCode {
  readonly badge: Badge
  readonly code: string
}

/**
 * Makes a new code while no administrator has chosen a password; otherwise undefined. Only its hash is stored.
 * `refusesDemo`: an account of the demo does not count, because its password is public.
 */
export async function makeSetupCode(
  staff: Document<StaffDocument>,
  { now, refusesDemo }: { now: EpochMs; refusesDemo: boolean },
): Promise<SetupCode | undefined> {
  const accounts = Object.entries(staff.data.staff)
  const administrators = accounts.filter(([, account]) => isAdministrator(account))
  if (administrators.some(([, account]) => !account.isOneTime && !(refusesDemo && isOfDemo(account))))
    return undefined
  const [known] = administrators
  const badge = known?.[0] ?? freeBadge(staff.data)
  const code = clearText(randomBytes(limits.oneTimeSigns), limits.oneTimeSigns)
  const account: Account = {
    ...(known?.[1] ?? { name: 'administrator', roles: ['administrator'], skills: 'all' }),
    password: await hashPassword(code, fullCost),
    isOneTime: true,
    oneTimeUntil: now + limits.setupCodeMs,
  }
  await staff.update((document) => ({ ...document, staff: { ...document.staff, [badge]: account } }))
  return { badge, code }
}

const firstBadge = 9_001

function freeBadge({ staff }: StaffDocument): Badge {
  let badge = firstBadge
  while (Object.hasOwn(staff, String(badge))) badge += 1
  return String(badge)
}
