import type { z } from 'zod'
import { judged, type RelationsCheck } from '../schema/judged.ts'
import type { DocumentCheck } from './documents.ts'

/** Checks a document against a zod schema. Returns its value, or each problem with its path, causes first. */
export function checkedBy<S extends z.ZodType>(
  schema: S,
  relations?: RelationsCheck,
): DocumentCheck<z.output<S>> {
  return (value) => {
    const checked = judged(schema, value, relations)
    if (checked.ok) return { value: checked.value }
    return {
      problems: checked.problems.map(({ path, problem, isName = false, rank }) => ({
        path: path.map((part) => (typeof part === 'number' ? part : String(part))),
        problem,
        isName,
        rank,
      })),
    }
  }
}
