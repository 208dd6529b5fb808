import { type StaffDocument, staffSettings } from '../access/staff.ts'
import { changedSections, type Settings } from '../hall/settings.ts'
import type { Problem } from '../protocol/messages.ts'
import { fileOf } from './hall-settings.ts'
import { laterProblems } from './judging/hall-judgement.ts'
import { limits } from './limits.ts'

/** Checks beyond the schema of `hall.json`: whether settings fit the hall, its staff and its journal. */

/** Problems of new settings that those in force do not have. */
export function settingsProblems(now: Settings | undefined, next: Settings): Problem[] {
  const known = new Set(now ? peopleProblems(now).map(keyOf) : [])
  const knownLater = new Set(now ? laterProblems(fileOf(now)).map(keyOf) : [])
  return [
    ...(now && now.hall !== next.hall ? [fixedId(now.hall)] : []),
    ...laterProblems(fileOf(next)).filter((one) => !knownLater.has(keyOf(one))),
    ...peopleProblems(next).filter((one) => !known.has(keyOf(one))),
    ...tooLarge(now, next),
  ]
}

const fixedId = (name: string): Problem => ({
  ...{ path: 'id', kind: 'fixed-id', facts: { name } },
  problem: `a hall keeps its id: ${name}`,
})

const keyOf = ({ path, problem }: Problem): string => `${path}: ${problem}`

/** Settings to be judged: with the skills that ended as well, because their end keeps no hall shut and no change out. */
export const withAllSkills = (settings: Settings, staff: StaffDocument): Settings => ({
  ...settings,
  staff: staffSettings(staff, undefined),
})

/** Offered services that no one of the staff of counters can do; none while there is no such staff yet. */
export function peopleProblems({ services, staff }: Settings): Problem[] {
  const skills = Object.values(staff).flatMap((one) => (one.roles.includes('counter') ? [one.skills] : []))
  if (skills.length === 0) return []
  const isAble = (service: string) => skills.some((list) => list === 'all' || list.includes(service))
  return Object.entries(services).flatMap(([id, { hidden }]) =>
    hidden || isAble(id) ? [] : [nobodyCanDo(id)],
  )
}

const nobodyCanDo = (service: string): Problem => ({
  path: `services.${service}`,
  kind: 'nobody-can',
  problem:
    'nobody at the counters can do it: add it to the skills of somebody in staff.json, or hide it ("hidden": true)',
})

/** A change is one record of the journal. */
function tooLarge(now: Settings | undefined, next: Settings): Problem[] {
  return tooMuch(changedSections(now, next))
}

/** The problem of a change that takes more than a record of the journal has room for; none where it fits. */
export function tooMuch(change: object): Problem[] {
  const bytes = Buffer.byteLength(JSON.stringify(change))
  if (bytes <= limits.settingsChangeBytes) return []
  return [
    {
      ...{ path: '', kind: 'too-large', facts: { n: bytes, most: limits.settingsChangeBytes } },
      problem: `the changed parts have ${bytes} bytes, at most ${limits.settingsChangeBytes} can change at once: change them one after the other, or shorten texts`,
    },
  ]
}
