import type { Actor, Badge, DeviceId, Role, StaffRight } from '../hall/ids.ts'
import type { Grantee } from '../protocol/command.ts'
import type { WatchName } from '../protocol/messages.ts'

/** Permissions, once: data without a library, so that pages may read it too. Nothing is allowed that is not granted here or in a command's own row. */

/** The identity behind a request: a member of staff, a screen of the hall, or any other program. */
export interface Caller {
  readonly staff?: { readonly badge: Badge; readonly roles: readonly Role[] }
  readonly device: DeviceId
  /** A kiosk of this hall (in a demo: every caller that names itself one). */
  readonly isKiosk: boolean
}

export type Denial = 'not-signed-in' | 'wrong-role'

/** What each role is granted: an administrator may do all that a hall manager may, but sits at no counter. */
const grantsOfRole: Readonly<Record<Role, readonly Grantee[]>> = {
  counter: ['counter'],
  manager: ['manager'],
  administrator: ['manager', 'administrator'],
}

/** Who may watch which view. The key of a ticket, or the number of a counter, is checked where it is looked up. */
export const viewGrantees: Readonly<Record<WatchName, readonly Grantee[]>> = {
  kiosk: ['anybody'],
  board: ['anybody'],
  window: ['anybody'],
  paper: ['anybody'],
  ticket: ['phone'],
  counter: ['staff'],
  manager: ['manager'],
}

/** Why the caller may not watch a view; undefined when it may. */
export function denialOfView(caller: Caller, view: WatchName): Denial | undefined {
  return denial(caller, Object.hasOwn(viewGrantees, view) ? viewGrantees[view] : [])
}

/** The actor as whom the caller gives a command that is open to `grantees`, or why it may not. */
export function actorFor(caller: Caller, grantees: readonly Grantee[]): Actor | { readonly denied: Denial } {
  const denied = denial(caller, grantees)
  if (denied) return { denied }
  // A phone's command rests on the key in its body alone, whoever sends it.
  if (grantees.includes('phone')) return { kind: 'phone' }
  const { staff } = caller
  if (!staff || !grantees.some((grantee) => isStaffGranted(staff.roles, grantee))) return { kind: 'device' }
  return { kind: 'staff', badge: staff.badge, may: rightsOf(staff.roles) }
}

function denial(caller: Caller, grantees: readonly Grantee[]): Denial | undefined {
  if (grantees.some((grantee) => isGranted(caller, grantee))) return undefined
  return caller.staff ? 'wrong-role' : 'not-signed-in'
}

function isGranted({ staff, isKiosk }: Caller, grantee: Grantee): boolean {
  if (grantee === 'anybody' || grantee === 'phone') return true
  if (grantee === 'kiosk') return isKiosk
  return staff !== undefined && isStaffGranted(staff.roles, grantee)
}

const isStaffGranted = (roles: readonly Role[], grantee: Grantee): boolean =>
  grantee === 'staff' || roles.some((role) => grantsOfRole[role].includes(grantee))

const ofManagers: readonly StaffRight[] = ['handle-any-ticket']
const ofOthers: readonly StaffRight[] = []

/** Rights that the heart asks for: roles stay outside of it. */
const rightsOf = (roles: readonly Role[]): readonly StaffRight[] =>
  isStaffGranted(roles, 'manager') ? ofManagers : ofOthers
