import { changedSections, type Settings } from '../hall/settings.ts'
import type { Problem } from '../protocol/messages.ts'
import { limits } from './limits.ts'

/** Checks beyond the schema of `hall.json`: whether settings fit the hall, its staff and its journal. */

/** Problems of new settings that those in force do not have. */
export function settingsProblems(now: Settings | undefined, next: Settings): Problem[] {
  const known = new Set(now ? withoutPeople(now) : [])
  const knownSeries = new Set(now ? withoutService(now) : [])
  return [
    ...(now && now.hall !== next.hall ? [{ path: 'id', problem: `a hall keeps its id: ${now.hall}` }] : []),
    ...withoutPeople(next)
      .filter((id) => !known.has(id))
      .map((id) => ({
        path: `services.${id}`,
        problem:
          'nobody at the counters can do it: add it to the skills of somebody in staff.json, or hide it ("hidden": true)',
      })),
    ...withoutService(next)
      .filter((prefix) => !knownSeries.has(prefix))
      .map((prefix) => ({
        path: `series.${prefix}`,
        problem: `no service has this prefix, so the series would number nothing: correct it (services have ${prefixesOf(next).join(', ')}), or take it out`,
      })),
    ...tooLarge(now, next),
  ]
}

/** Offered services that no one of the staff of counters can do; none while there is no such staff yet. */
function withoutPeople({ services, staff }: Settings): string[] {
  const skills = Object.values(staff).flatMap((one) => (one.roles.includes('counter') ? [one.skills] : []))
  if (skills.length === 0) return []
  const isAble = (service: string) => skills.some((list) => list === 'all' || list.includes(service))
  return Object.entries(services).flatMap(([id, { hidden }]) => (hidden || isAble(id) ? [] : [id]))
}

const prefixesOf = ({ services }: Settings): string[] =>
  [...new Set(Object.values(services).map(({ prefix }) => prefix))].sort()

/** Prefixes of series that no service has. */
function withoutService(settings: Settings): string[] {
  const used = prefixesOf(settings)
  return Object.keys(settings.series).filter((prefix) => !used.includes(prefix))
}

/** A change is one record of the journal. */
function tooLarge(now: Settings | undefined, next: Settings): Problem[] {
  const bytes = Buffer.byteLength(JSON.stringify(changedSections(now, next)))
  if (bytes <= limits.settingsChangeBytes) return []
  return [
    {
      path: '',
      problem: `the changed parts have ${bytes} bytes, at most ${limits.settingsChangeBytes} can change at once: change them one after the other, or shorten texts`,
    },
  ]
}
