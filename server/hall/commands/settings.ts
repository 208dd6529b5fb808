import type { Context } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import { changedSections } from '../settings.ts'
import { changedSince } from '../settings-history.ts'
import { inUse } from '../settings-in-use.ts'
import type { KeeperCommands } from './command-shapes.ts'
import { accept, type Decision, refuse } from './decision.ts'

/**
 * Changes the settings from the version that the giver saw. Refused when they have changed since (C20), and when
 * tickets or counters depend on what is removed. `plan`: the planned change that this is. Result: `{version}`.
 */
export function changeSettings(
  hall: Hall,
  { base, settings, plan }: KeeperCommands['change-settings'],
  { at }: Context,
): Decision {
  const { version } = hall.settingsRecord
  if (base !== version)
    return refuse('settings-changed', { version, ...changedSince(hall.settingsRecord, base) })
  const sections = changedSections(hall.settings, settings)
  const planned: HallEvent[] =
    plan === undefined ? [] : [{ type: 'settings-plan-ended', plan, how: 'applied' }]
  if (Object.keys(sections).length === 0) return accept(planned, { version })
  const used = hall.settings ? inUse(hall, hall.settings, settings, at) : []
  if (used.length > 0) return refuse('in-use', { inUse: used })
  const event: HallEvent = {
    ...{ type: 'settings-changed', v: 2, version: version + 1, sections },
    ...(plan === undefined ? {} : { plan }),
  }
  return accept([event, ...planned], { version: version + 1 })
}

/**
 * Records a change of the account of a member of staff, whose name and password stay outside. Roles and skills that
 * differ enter as a change of settings from the version in force.
 */
export function changeStaff(hall: Hall, { badge, change, staff }: KeeperCommands['change-staff']): Decision {
  const recorded: HallEvent = { type: 'staff-changed', badge, change }
  const sections = changedSections(hall.settings, { ...hall.settings!, staff })
  if (Object.keys(sections).length === 0) return accept([recorded])
  const version = hall.settingsRecord.version + 1
  return accept([{ type: 'settings-changed', v: 2, version, sections }, recorded])
}

/** Records that somebody signed in. The proof stays outside. */
export const recordSignIn = (_hall: Hall, { badge, way }: KeeperCommands['record-sign-in']): Decision =>
  accept([{ type: 'staff-signed-in', badge, way }])

export const recordSignOut = (_hall: Hall, { badge }: KeeperCommands['record-sign-out']): Decision =>
  accept([{ type: 'staff-signed-out', badge }])

/** Records sign-ins that failed, summed up outside; the badge is absent where it is of no account. */
export const recordFailedSignIns = (_hall: Hall, body: KeeperCommands['record-failed-sign-ins']): Decision =>
  accept([{ type: 'sign-ins-failed', ...body }])

/** Records a change of the API keys, which stay outside. Result of one that was added: `{id, until}`. */
export function changeKeys(_hall: Hall, body: KeeperCommands['change-keys']): Decision {
  const { id, change, until } = body
  return accept([{ type: 'key-changed', ...body }], change === 'added' ? { id, until } : {})
}

/** Records a change of the pairing of a device, whose secret stays outside. Result: `{device}`. */
export function changeDevice(_hall: Hall, { device, change }: KeeperCommands['change-device']): Decision {
  return accept([{ type: 'device-changed', device, change }], { device })
}

/** Records that a screen which waited for its pairing was refused. */
export const refusePairing = (): Decision => accept([{ type: 'pairing-refused' }])

/** Records that a backup was asked for. */
export const askForBackup = (): Decision => accept([{ type: 'backup-asked' }])

/** Records that the oldest records are removed, with the hash of the last of them, by which `verify` knows of it. */
export const removeRecords = (_hall: Hall, body: KeeperCommands['remove-records']): Decision =>
  accept([{ type: 'records-removed', ...body }])

/** Records that `hall.json` now holds the settings of a version, and its hash, by which a later edit is seen. */
export function fileSettings(hall: Hall, { version, hash }: KeeperCommands['file-settings']): Decision {
  const { filed } = hall.settingsRecord
  if (filed?.version === version && filed.hash === hash) return accept([])
  return accept([{ type: 'settings-filed', version, hash }])
}
