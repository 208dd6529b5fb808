import type { SchemaProblem } from '../../schema/schema-problems.ts'
import { deviceProblems } from './device-links.ts'
import { nowhere } from './nowhere.ts'
import { isObject, listOf, objectOf, type Rough, textOf } from './rough-hall.ts'

/** Names of other parts of the settings that lead nowhere, and offered services that no counter calls. */
export function hallLinks(value: unknown): readonly SchemaProblem[] {
  const hall = objectOf(value)
  return [
    ...unknownProfiles(hall),
    ...unknownServices(hall),
    ...unknownGroups(hall),
    ...uncalledServices(hall),
    ...deviceProblems(hall),
  ]
}

function unknownProfiles({ counters, profiles }: Rough): SchemaProblem[] {
  if (!isObject(profiles)) return []
  return Object.entries(objectOf(counters)).flatMap(([counter, one]) => {
    const profile = textOf(objectOf(one).profile)
    if (profile === undefined || Object.hasOwn(profiles, profile)) return []
    return [nowhere(['counters', counter, 'profile'], 'profile', profile, Object.keys(profiles))]
  })
}

function unknownServices({ profiles, services }: Rough): SchemaProblem[] {
  if (!isObject(services)) return []
  return Object.entries(objectOf(profiles)).flatMap(([profile, tiers]) =>
    listOf(tiers).flatMap((tier, position) =>
      listOf(objectOf(tier).services).flatMap((service, n) => {
        if (typeof service !== 'string' || Object.hasOwn(services, service)) return []
        const path = ['profiles', profile, position, 'services', n]
        return [nowhere(path, 'service', service, Object.keys(services))]
      }),
    ),
  )
}

function unknownGroups({ services, groups }: Rough): SchemaProblem[] {
  if (!isObject(groups)) return []
  return Object.entries(objectOf(services)).flatMap(([service, one]) => {
    const group = textOf(objectOf(one).group)
    if (group === undefined || Object.hasOwn(groups, group)) return []
    return [nowhere(['services', service, 'group'], 'group', group, Object.keys(groups))]
  })
}

function uncalledServices(hall: Rough): SchemaProblem[] {
  const called = calledServices(hall)
  if (called === 'all') return []
  return Object.entries(objectOf(hall.services)).flatMap(([service, one]) =>
    objectOf(one).hidden === true || called.has(service)
      ? []
      : [
          {
            path: ['services', service],
            kind: 'uncalled-service',
            problem:
              'no counter calls it: name it in a tier of a profile that a counter has, or hide it ("hidden": true)',
          },
        ],
  )
}

/** Services that the profile of some counter calls; `all` also where that cannot be read. */
function calledServices({ counters, profiles }: Rough): 'all' | ReadonlySet<unknown> {
  if (!isObject(counters) || !isObject(profiles) || Object.keys(counters).length === 0) return 'all'
  const called = new Set<unknown>()
  for (const counter of Object.values(counters)) {
    const profile = textOf(objectOf(counter).profile)
    const tiers = profile !== undefined && Object.hasOwn(profiles, profile) ? profiles[profile] : undefined
    if (!Array.isArray(tiers)) return 'all'
    for (const tier of tiers) {
      const { services } = objectOf(tier)
      if (!Array.isArray(services)) return 'all'
      for (const service of services) called.add(service)
    }
  }
  return called
}
