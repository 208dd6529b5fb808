export interface Problem {
  readonly invariant: string
  readonly message: string
}

/** Which rule was broken: the checks say it first, a start that trusts its files no more is a loss (I1), the rest is a bug. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { invariant: 'broken', message: String(error) }
  const { name, message, stack = message } = error
  const rule = /^([A-Z]+-?\d*): /u.exec(message)?.[1]
  if (rule !== undefined) return { invariant: rule, message }
  return { invariant: name === 'DataDamaged' ? 'I1' : 'broken', message: stack }
}
