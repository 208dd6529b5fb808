import type { ProblemKind } from '../../protocol/settings/problem-kinds.ts'
import type { SchemaProblem } from '../../schema/schema-problems.ts'
import { agentPrefix } from '../hall-config.ts'
import { nowhere } from './nowhere.ts'
import { isObject, listOf, objectOf, type Rough, textOf } from './rough-hall.ts'

/** Kinds of devices for which each field has a meaning; on another kind it would do nothing. */
const kindsWith: Readonly<Record<string, readonly string[]>> = {
  zone: ['board', 'speaker'],
  diagonal: ['kiosk', 'board'],
  counter: ['window', 'rating', 'console'],
}

export function deviceProblems({ devices, counters }: Rough): SchemaProblem[] {
  const zones = new Set(Object.values(objectOf(counters)).map((counter) => objectOf(counter).zone))
  const seen = new Set<unknown>()
  return listOf(devices).flatMap((one, position) => {
    const device = objectOf(one)
    const { id, kind, counter, zone, printer, ignore } = device
    const found: SchemaProblem[] = []
    const path = (field: string) => ['devices', position, field]
    const problem = (field: string, what: string, kind: ProblemKind, name: unknown) =>
      found.push({ path: path(field), problem: what, kind, facts: { name: String(name) } })
    if (ignore !== undefined && textOf(printer)?.startsWith(agentPrefix))
      problem(
        'ignore',
        'give it to the print agent instead, as its flag --ignore',
        'ignored-by-agent',
        printer,
      )
    if (id !== undefined && seen.has(id))
      problem('id', `two devices are called "${id}": rename one of them`, 'same-device', id)
    seen.add(id)
    if (typeof counter === 'string' && isObject(counters) && !Object.hasOwn(counters, counter))
      found.push(nowhere(path('counter'), 'counter', counter, Object.keys(counters)))
    if ((kind === 'board' || kind === 'speaker') && zone !== undefined && !zones.has(zone))
      problem(
        'zone',
        `no counter stands in "${zone}": give that "zone" to its counters`,
        'zone-without-counter',
        zone,
      )
    for (const [field, kinds] of Object.entries(kindsWith))
      if (device[field] !== undefined && typeof kind === 'string' && !kinds.includes(kind))
        problem(field, `a ${kind} has no use for it, only ${listed(kinds)}: take it out`, 'useless-field', id)
    return found
  })
}

/** `board`; `kiosk and board`; `window, rating and console`. */
const listed = (kinds: readonly string[]): string =>
  kinds.length < 2 ? kinds.join() : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`
