import type { Actor, Badge, DeviceId, Role, StaffRight } from '../hall/ids.ts'
import type { Grantee } from '../protocol/command.ts'
import type { Lock, WatchName } from '../protocol/messages.ts'

/**
 * All permissions: data without a library, so that pages may read it too. Nothing is allowed unless it is granted here
 * or in the row of a command.
 */

/** The identity behind a request: a member of staff, a screen of the hall, or any other program. */
export interface Caller {
  readonly staff?: {
    readonly badge: Badge
    readonly roles: readonly Role[]
    /** The id of the session; other sessions of the person end when this one takes over a counter. */
    readonly session?: string
  }
  /** Of the sign-in of the request, which is locked: nobody is signed in. */
  readonly lock?: Lock
  readonly device: DeviceId
  /** The request names no device, so that `device` is the usual one of a demo or of this machine. */
  readonly isUnnamed?: boolean
  /** A kiosk of this hall (in a demo: every caller that names itself one). */
  readonly isKiosk: boolean
  /** The rating device of a counter (in a demo: every caller at this machine). */
  readonly isRatingDevice?: boolean
  /** The API key of another program, which may do what is named in it and nothing else; `unknown`: no valid one. */
  readonly key?:
    | { readonly id: string; readonly commands: readonly string[]; readonly views: readonly string[] }
    | 'unknown'
  /** Signed in as this device, of whatever kind; false once the pairing was revoked, absent without a sign-in. */
  readonly isPaired?: boolean
}

/** `locked`: somebody is signed in, and the sign-in is locked. */
export type Denial = 'not-signed-in' | 'locked' | 'wrong-role'

/**
 * Grants of each role: an administrator may do all that a hall manager may, but works at no counter. An auditor reads and
 * gives no command.
 */
const grantsOfRole: Readonly<Record<Role, readonly Grantee[]>> = {
  counter: ['counter'],
  reception: ['reception'],
  manager: ['manager'],
  complaints: ['complaints'],
  auditor: ['auditor'],
  administrator: ['manager', 'administrator'],
}

/** Grants to watch a view. The key of a ticket and the id of a counter are checked by the code that looks them up. */
const viewGrantees: Readonly<Record<WatchName, readonly Grantee[]>> = {
  kiosk: ['kiosk', 'staff'],
  board: ['anybody'],
  window: ['anybody'],
  // Whether the visit was rated shows in it: for nobody at the counter.
  rating: ['rating'],
  // The code on a slip is the key of its ticket: for those who give tickets.
  paper: ['kiosk', 'counter', 'reception', 'manager'],
  pairing: ['anybody'],
  devices: ['administrator'],
  keys: ['administrator'],
  maintenance: ['manager', 'auditor'],
  ticket: ['phone'],
  counter: ['staff'],
  manager: ['manager', 'auditor'],
  queue: ['manager', 'auditor'],
  setup: ['administrator', 'auditor'],
  staff: ['administrator'],
}

/** By name alone: a name such as `constructor` is no view. Browsers of the floor have no `Object.hasOwn`. */
const granteesByView: ReadonlyMap<string, readonly Grantee[]> = new Map(Object.entries(viewGrantees))

/** Grants to read a document of the API: the settings of the hall, the accounts of its staff, the record, the reports. */
const documentGrantees = {
  settings: ['administrator'],
  accounts: ['administrator'],
  record: ['auditor', 'administrator'],
  reports: ['manager', 'auditor'],
  personal: ['auditor', 'administrator'],
  keys: ['administrator'],
} as const satisfies Readonly<Record<string, readonly Grantee[]>>

export type DocumentName = keyof typeof documentGrantees

/** The denial to read a document; undefined when the caller may. */
export const denialOfDocument = (caller: Caller, document: DocumentName): Denial | undefined =>
  denial(caller, documentGrantees[document])

/** The denial to watch a view; undefined when the caller may. */
export function denialOfView(caller: Caller, view: WatchName): Denial | undefined {
  if (caller.key) return denialOfKey(caller.key, 'views', view)
  return denial(caller, granteesByView.get(view) ?? [])
}

/** The actor of a command that the caller gives and that is open to `grantees`, or the denial. */
export function actorFor(
  caller: Caller,
  type: string,
  grantees: readonly Grantee[],
): Actor | { readonly denied: Denial } {
  if (caller.key) {
    const denied = denialOfKey(caller.key, 'commands', type)
    return denied || caller.key === 'unknown'
      ? { denied: denied ?? 'not-signed-in' }
      : { kind: 'key', id: caller.key.id, may: managerRights }
  }
  const denied = denial(caller, grantees)
  if (denied) return { denied }
  // The key in the body is a capability: it alone decides about a command of a phone.
  if (grantees.includes('phone')) return { kind: 'phone' }
  const { staff } = caller
  if (!staff || !grantees.some((grantee) => isStaffGranted(staff.roles, grantee))) return { kind: 'device' }
  return { kind: 'staff', badge: staff.badge, may: rightsOf(staff.roles) }
}

function denialOfKey(
  key: NonNullable<Caller['key']>,
  kind: 'commands' | 'views',
  name: string,
): Denial | undefined {
  if (key === 'unknown') return 'not-signed-in'
  return key[kind].includes(name) ? undefined : 'wrong-role'
}

function denial(caller: Caller, grantees: readonly Grantee[]): Denial | undefined {
  if (grantees.some((grantee) => isGranted(caller, grantee))) return undefined
  if (caller.staff || caller.isPaired || caller.key) return 'wrong-role'
  return caller.lock ? 'locked' : 'not-signed-in'
}

function isGranted({ staff, isKiosk, isRatingDevice, key }: Caller, grantee: Grantee): boolean {
  if (key) return false
  if (grantee === 'anybody' || grantee === 'phone') return true
  if (grantee === 'kiosk') return isKiosk
  if (grantee === 'rating') return isRatingDevice === true
  return staff !== undefined && isStaffGranted(staff.roles, grantee)
}

const isStaffGranted = (roles: readonly Role[], grantee: Grantee): boolean =>
  grantee === 'staff' || roles.some((role) => grantsOfRole[role].includes(grantee))

const managerRights: readonly StaffRight[] = ['handle-any-ticket']
const otherRights: readonly StaffRight[] = []

/** Rights as the heart knows them, because roles stay outside of it. */
const rightsOf = (roles: readonly Role[]): readonly StaffRight[] =>
  isStaffGranted(roles, 'manager') ? managerRights : otherRights
