import type { ProblemFacts } from '../../protocol/settings/problem-kinds.ts'
import { nearestWord } from '../../schema/nearest-word.ts'
import type { SchemaProblem } from '../../schema/schema-problems.ts'

/** A name that leads nowhere, with the name that was probably meant. */
export function nowhere(
  path: SchemaProblem['path'],
  kind: 'profile' | 'service' | 'group' | 'counter',
  name: string,
  known: readonly string[],
): SchemaProblem & ProblemFacts {
  const meant = nearestWord(name, known)
  const what = `there is no ${kind} "${name}"`
  if (meant !== undefined)
    return {
      ...{ path, kind: `no-such-${kind}`, facts: { name, meant } },
      problem: `${what}: did you mean "${meant}"?`,
      correction: { value: meant },
    }
  const some = known.slice(0, namesTold).join(', ')
  const more = known.length > namesTold ? ', …' : ''
  return {
    ...{ path, kind: `no-such-${kind}`, facts: { name } },
    problem:
      known.length === 0 ? `${what}: add it, or take this out` : `${what}: write one of ${some}${more}`,
  }
}

const namesTold = 12
