import type { z } from 'zod'
import { problemsOf } from '../schema-problems.ts'
import type { DocumentCheck } from './documents.ts'

/** Checks a document against a zod schema. Returns its value, or each problem with its path. */
export function checkedBy<S extends z.ZodType>(schema: S): DocumentCheck<z.output<S>> {
  return (value) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return { value: parsed.data }
    return {
      problems: problemsOf(parsed.error).map(({ path, problem }) => ({
        path: path.map((part) => (typeof part === 'number' ? part : String(part))),
        problem,
      })),
    }
  }
}
