import type { Context } from '../entry.ts'
import type { Hall } from '../hall.ts'
import { limits } from '../limits.ts'
import { changedSince } from '../settings-history.ts'
import type { KeeperCommands } from './command-shapes.ts'
import { accept, type Decision, refuse } from './decision.ts'

/** Keeps a change of the settings until its moment. Refused from an older version, as a change at once is. */
export function planSettings(
  hall: Hall,
  { base, due, change, former }: KeeperCommands['plan-settings'],
  { at }: Context,
): Decision {
  const { version, plans = [] } = hall.settingsRecord
  if (base !== version)
    return refuse('settings-changed', { version, ...changedSince(hall.settingsRecord, base) })
  if (due <= at) return refuse('moment-has-passed')
  if (plans.length >= limits.settingsPlans) return refuse('too-many-plans', { limit: limits.settingsPlans })
  return accept([{ type: 'settings-planned', due, change, former }])
}

/** Takes a planned change back, or a refused one off the list. */
export function withdrawPlan(hall: Hall, { plan }: KeeperCommands['withdraw-plan']): Decision {
  const found = planOf(hall, plan)
  return found && found.state !== 'due'
    ? accept([{ type: 'settings-plan-ended', plan, how: 'withdrawn' }])
    : refuse('no-such-plan')
}

/** Records that a planned change could not be made, and why. */
export function refusePlan(hall: Hall, { plan, why }: KeeperCommands['refuse-plan']): Decision {
  return planOf(hall, plan)?.state === 'due'
    ? accept([{ type: 'settings-plan-ended', plan, how: 'refused', why }])
    : refuse('no-such-plan')
}

const planOf = ({ settingsRecord }: Hall, id: number) => settingsRecord.plans?.find((one) => one.id === id)
