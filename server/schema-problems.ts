import type { z } from 'zod'

/** A problem of a value that a schema refuses. `problem` says what is wrong and what is allowed. */
interface SchemaProblem {
  readonly path: readonly PropertyKey[]
  readonly problem: string
}

type Issue = z.ZodError['issues'][number]

/** The problems of a refused value. Those of a key and of a union say what is allowed, which zod's own messages omit. */
export const problemsOf = ({ issues }: { readonly issues: readonly Issue[] }): SchemaProblem[] =>
  issues.flatMap((issue) => {
    const { path, message } = issue
    if (issue.code === 'invalid_key') return [{ path, problem: issue.issues[0]?.message ?? message }]
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return ofUnion(path, issue.errors)
    return [{ path, problem: message }]
  })

/** The problems inside the one member that the value resembles; otherwise what each member expects. */
function ofUnion(path: Issue['path'], members: readonly (readonly Issue[])[]): SchemaProblem[] {
  const found = members.map((issues) => problemsOf({ issues }))
  const [resembled, another] = found.filter((problems) => problems.every((one) => one.path.length > 0))
  if (resembled && !another)
    return resembled.map((inner) => ({ path: [...path, ...inner.path], problem: inner.problem }))
  const expected = new Set(found.flatMap(([first]) => (first ? [first.problem] : [])))
  return [{ path, problem: [...expected].join(', or ') }]
}
