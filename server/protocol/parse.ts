import type { z } from 'zod'
import { checkValue } from '../schema/schema-problems.ts'
import { wireLimits } from './limits.ts'
import type { Problem } from './messages.ts'

/** Parses untrusted text into a value of a schema, or into problems with their paths. Never throws. */

export type Parsed<T> = { ok: true; value: T } | { ok: false; invalid: Problem[] }

export function parseJson(text: string): Parsed<unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return invalid('', 'not JSON: send one JSON object')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return invalid('', 'send one JSON object')
  const path = tooDeepOrPolluted(value, wireLimits.bodyDepth)
  return path ?? { ok: true, value }
}

export function parseBody<S extends z.ZodType>(schema: S, value: unknown): Parsed<z.output<S>> {
  const checked = checkValue(schema, value)
  if (checked.ok) return checked
  return {
    ok: false,
    invalid: checked.problems.map(({ path, problem }) => ({ path: path.join('.'), problem })),
  }
}

const invalid = (path: string, problem: string): { ok: false; invalid: Problem[] } => ({
  ok: false,
  invalid: [{ path, problem }],
})

/** Checked before any schema: the depth, and `__proto__`, which JSON.parse makes an own property. */
function tooDeepOrPolluted(value: object, depth: number): { ok: false; invalid: Problem[] } | undefined {
  if (depth === 0) return invalid('', `nested deeper than ${wireLimits.bodyDepth} levels`)
  for (const key in value) {
    if (key === '__proto__') return invalid('__proto__', 'this name is not allowed')
    const part = (value as Record<string, unknown>)[key]
    if (typeof part !== 'object' || part === null) continue
    const found = tooDeepOrPolluted(part, depth - 1)
    if (found) return found
  }
  return undefined
}
