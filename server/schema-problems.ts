import type { z } from 'zod'

/** A problem of a value that a schema refuses. `problem` says what is wrong and what is allowed. */
interface SchemaProblem {
  readonly path: readonly PropertyKey[]
  readonly problem: string
}

type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly SchemaProblem[] }

/**
 * Checks any value, also one that somebody made to do harm. zod itself throws for some: it compares the `length` of
 * whatever has one, and `{"length": {"toString": 1}}` has one that is no number and cannot become one.
 */
export function checkValue<S extends z.ZodType>(schema: S, value: unknown): Checked<z.output<S>> {
  try {
    const parsed = schema.safeParse(value)
    if (parsed.success) return { ok: true, value: parsed.data }
    return { ok: false, problems: problemsOf(parsed.error) }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const problem = 'cannot be read: an object stands where a text, a number or a list belongs'
    return { ok: false, problems: [{ path: [], problem }] }
  }
}

type Issue = z.ZodError['issues'][number]

/** The problems of a refused value. Those of a key and of a union say what is allowed, which zod's own messages omit. */
const problemsOf = ({ issues }: { readonly issues: readonly Issue[] }): SchemaProblem[] =>
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
