import type { Badge, EpochMs, PasskeyChange, StaffChange } from '../hall/ids.ts'
import type { Refusal } from '../hall/refusals.ts'
import type { StaffOrder } from '../protocol/commands.ts'
import { limits } from './limits.ts'
import { withOwnGrants } from './people/skill-grants.ts'
import { type Account, isAdministrator, type Passkey, type StaffDocument } from './staff.ts'

/** Changes of the accounts of staff, worked out without a change to the document. */

export interface ChangedStaff {
  readonly document: StaffDocument
  readonly change: StaffChange
  /** Whether every sign-in of the account ends with the change. */
  readonly endsSessions: boolean
}

type Refused = { readonly refusal: Refusal }
const refuse = (reason: Refusal['reason'], limit?: number): Refused => ({
  refusal: { reason, ...(limit === undefined ? {} : { limit }) },
})

/** The staff after an order. `password`: the hash of the password for one sign-in, for orders that give one. */
export function changedStaff(
  document: StaffDocument,
  order: StaffOrder,
  password: string,
): ChangedStaff | Refused {
  const { badge } = order.body
  const account = Object.hasOwn(document.staff, badge) ? document.staff[badge] : undefined
  if (order.type === 'add-staff') {
    if (account) return refuse('badge-is-taken')
    if (Object.keys(document.staff).length >= limits.staffCount)
      return refuse('too-many-staff', limits.staffCount)
  } else if (!account) return refuse('no-such-staff')
  if (order.type === 'remove-passkey' && !Object.hasOwn(account?.passkeys ?? {}, order.body.passkey))
    return refuse('no-such-passkey')
  const changed = ordered(account, order, password)
  const next = withAccount(document, badge, changed.account)
  if (hasAdministrator(document) && !hasAdministrator(next)) return refuse('last-administrator')
  return { document: next, change: changed.change, endsSessions: changed.endsSessions }
}

/** The staff after somebody chose a password; undefined when there is no such account. */
export function withOwnPassword(
  document: StaffDocument,
  badge: Badge,
  password: string,
): ChangedStaff | undefined {
  const account = Object.hasOwn(document.staff, badge) ? document.staff[badge] : undefined
  if (!account || account.isDisabled) return undefined
  const { isOneTime: _, oneTimeUntil: _until, ...rest } = account
  const next = withAccount(document, badge, { ...rest, password })
  return { document: next, change: 'password-changed', endsSessions: true }
}

/** The staff after a change of the passkeys of an account. Removing one ends the sign-ins that it may have begun. */
export function withPasskeys(
  document: StaffDocument,
  badge: Badge,
  passkeys: Readonly<Record<string, Passkey>>,
  change: PasskeyChange,
): ChangedStaff {
  const account = { ...document.staff[badge]!, passkeys: { ...passkeys } }
  return {
    document: withAccount(document, badge, account),
    change,
    endsSessions: change === 'passkey-removed',
  }
}

/** A PIN as somebody chose it: its hash, and the browser in which it is to unlock sign-ins. */
interface ChosenPin {
  readonly browser: string
  readonly hash: string
  readonly setAt: EpochMs
}

/**
 * The staff after somebody chose a PIN for one browser, or none for all; undefined when there is no such account. PINs of
 * other browsers stay, the oldest beyond `pinsPerPerson` goes.
 */
export function withOwnPin(
  document: StaffDocument,
  badge: Badge,
  pin: ChosenPin | undefined,
): ChangedStaff | undefined {
  const account = Object.hasOwn(document.staff, badge) ? document.staff[badge] : undefined
  if (!account || account.isDisabled) return undefined
  const pins = pin && pinsWith(account.pins, pin)
  const next = withAccount(document, badge, { ...withoutPin(account), ...(pins && { pins }) })
  return { document: next, change: pin === undefined ? 'pin-removed' : 'pin-set', endsSessions: false }
}

function pinsWith(pins: Account['pins'] = {}, { browser, hash, setAt }: ChosenPin): Account['pins'] {
  const others = Object.entries(pins)
    .filter(([other]) => other !== browser)
    .sort(([, one], [, other]) => other.setAt - one.setAt)
    .slice(0, limits.pinsPerPerson - 1)
  return Object.fromEntries([...others, [browser, { hash, setAt }]])
}

const hasAdministrator = ({ staff }: StaffDocument): boolean => Object.values(staff).some(isAdministrator)

function ordered(
  account: Account | undefined,
  order: StaffOrder,
  password: string,
): Pick<ChangedStaff, 'change' | 'endsSessions'> & { readonly account: Account } {
  const known = account as Account
  switch (order.type) {
    case 'add-staff': {
      const { badge: _, languages, skillGrants, ...facts } = order.body
      const given = { ...(languages && { languages }), ...(skillGrants && { skillGrants }) }
      const added = { ...facts, ...given, password, isOneTime: true } as const
      return { account: withOwnGrants(added), change: 'added', endsSessions: false }
    }
    case 'change-staff': {
      const { badge: _, ...facts } = order.body
      const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
      const changed = { ...known, ...given }
      const endsSessions = [...known.roles].sort().join() !== [...changed.roles].sort().join()
      return { account: withOwnGrants(changed), change: 'changed', endsSessions }
    }
    case 'remove-passkey': {
      const { [order.body.passkey]: _, ...passkeys } = known.passkeys ?? {}
      return { account: { ...known, passkeys }, change: 'passkey-removed', endsSessions: true }
    }
    case 'disable-staff':
      return { account: { ...withoutPin(known), isDisabled: true }, change: 'disabled', endsSessions: true }
    case 'enable-staff': {
      const { isDisabled: _, ...enabled } = known
      return { account: enabled, change: 'enabled', endsSessions: false }
    }
    case 'reset-password':
      return {
        account: { ...withoutEnd(withoutPin(known)), password, isOneTime: true },
        change: 'password-reset',
        endsSessions: true,
      }
    default:
      return order satisfies never
  }
}

const withoutEnd = ({ oneTimeUntil: _, ...account }: Account): Account => account

const withoutPin = ({ pin: _, pins: _pins, ...account }: Account): Account => account

const withAccount = (document: StaffDocument, badge: Badge, account: Account): StaffDocument => ({
  ...document,
  staff: { ...document.staff, [badge]: account },
})
