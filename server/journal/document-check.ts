import type { z } from 'zod'
import { checkValue } from '../schema-problems.ts'
import type { DocumentCheck } from './documents.ts'

/** Checks a document against a zod schema. Returns its value, or each problem with its path. */
export function checkedBy<S extends z.ZodType>(schema: S): DocumentCheck<z.output<S>> {
  return (value) => {
    const checked = checkValue(schema, value)
    if (checked.ok) return { value: checked.value }
    return {
      problems: checked.problems.map(({ path, problem }) => ({
        path: path.map((part) => (typeof part === 'number' ? part : String(part))),
        problem,
      })),
    }
  }
}
