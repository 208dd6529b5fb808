export interface Problem {
  readonly invariant: string
  readonly message: string
}

/** The broken rule: the one that a check names. `DataDamaged` at a start is a loss (I1); any other error is a bug. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { invariant: 'broken', message: String(error) }
  const { name, message, stack = message } = error
  const rule = /^([A-Z]+-?\d*): /u.exec(message)?.[1]
  if (rule !== undefined) return { invariant: rule, message }
  return { invariant: name === 'DataDamaged' ? 'I1' : 'broken', message: stack }
}
