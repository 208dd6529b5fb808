import type { AnyEvent, EntryOf } from '../entry.ts'
import type { SettingsPlan, SettingsRecord } from '../hall.ts'
import type { ActorName, EpochMs } from '../ids.ts'

/** Events of planned changes of the settings. */
export type PlanEvent =
  | { type: 'settings-planned'; due: EpochMs; change: object; former: object }
  | { type: 'settings-plan-due'; plan: number }
  | { type: 'settings-plan-ended'; plan: number; how: 'applied' | 'withdrawn' }
  | { type: 'settings-plan-ended'; plan: number; how: 'refused'; why: object }

/** The plans after an event. A refused one stays, so that somebody reads why. */
export function plansAfter(
  { plans = [] }: SettingsRecord,
  event: PlanEvent,
  { seq, at, actor }: EntryOf<AnyEvent>,
): SettingsPlan[] {
  if (event.type === 'settings-planned') {
    const { due, change, former } = event
    return [...plans, { id: seq, due, at, by: actor, change, former, state: 'planned' }]
  }
  const others = plans.filter(({ id }) => id !== event.plan)
  const found = plans.find(({ id }) => id === event.plan)
  if (!found) return others
  if (event.type === 'settings-plan-due') return [...others, { ...found, state: 'due' }]
  return event.how === 'refused' ? [...others, { ...found, state: 'refused', why: event.why }] : others
}

/** The person who planned a change; undefined for one that nobody planned. */
export const plannerOf = ({ plans }: SettingsRecord, plan: number | undefined): ActorName | undefined =>
  plans?.find(({ id }) => id === plan)?.by
