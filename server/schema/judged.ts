import type { z } from 'zod'
import { type Correction, checkValue, type SchemaProblem } from './schema-problems.ts'

type Path = readonly PropertyKey[]

/** Problems between the parts of a value, such as a name that is nowhere. Takes any value and never throws. */
export type RelationsCheck = (value: unknown) => readonly SchemaProblem[]

/** `rank`: 0 what was corrected before the rest was judged, 1 the shape of a value, 2 what stands between values. */
interface JudgedProblem extends SchemaProblem {
  readonly rank: 0 | 1 | 2
}

type Judged<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly JudgedProblem[] }

/** Corrections may uncover others, such as a name inside an object whose name was wrong. */
const mostRounds = 8

/**
 * All problems of a value at once, causes first. A copy is corrected before the rest is judged, so that a misspelled
 * name brings no problems of parts that only seem to be missing. Paths are those of the given value.
 */
export function judged<S extends z.ZodType>(
  schema: S,
  value: unknown,
  relations: RelationsCheck = () => [],
): Judged<z.output<S>> {
  const copy = new CorrectedCopy(value)
  let shape = checkValue(schema, value)
  for (let round = 0; !shape.ok && round < mostRounds; round += 1) {
    if (!copy.correct(shape.problems)) break
    shape = checkValue(schema, copy.value)
  }
  copy.keep(shape.ok ? [] : shape.problems, 1)
  if (!shape.ok && shape.problems.some(({ isTooMany }) => isTooMany))
    return { ok: false, problems: copy.problems }
  let found = relations(copy.value)
  for (let round = 0; round < mostRounds && copy.correct(found); round += 1) found = relations(copy.value)
  copy.keep(found, 2)
  const { problems } = copy
  return shape.ok && problems.length === 0 ? shape : { ok: false, problems }
}

/** A value in which one problem after the other is put right. */
class CorrectedCopy {
  value: unknown
  readonly problems: JudgedProblem[] = []
  /** The former name of each object that was renamed, by its path in the copy. */
  readonly #formerNames = new Map<string, PropertyKey>()
  readonly #known = new Set<string>()

  constructor(value: unknown) {
    this.value = value
  }

  /** Adds the problems that have a correction, and makes it. False when there are none. */
  correct(problems: readonly SchemaProblem[]): boolean {
    const correctable = problems.filter(({ correction }) => correction !== undefined)
    this.keep(correctable, 0)
    for (const { path, correction } of correctable) this.#apply(path, correction!)
    return correctable.length > 0
  }

  /** Adds problems, each once, with its path in the value that was given. */
  keep(problems: readonly SchemaProblem[], rank: JudgedProblem['rank']): void {
    for (const problem of problems) {
      const path = this.#given(problem.path)
      const key = JSON.stringify([path.map(String), problem.problem])
      if (this.#known.has(key)) continue
      this.#known.add(key)
      this.problems.push({ ...problem, path, rank })
    }
  }

  #given(path: Path): PropertyKey[] {
    return path.map((step, depth) => this.#formerNames.get(keyOf(path.slice(0, depth + 1))) ?? step)
  }

  #apply(path: Path, correction: Correction): void {
    if (typeof correction === 'object' && 'name' in correction) {
      const renamed = [...path.slice(0, -1), correction.name]
      this.#formerNames.set(keyOf(renamed), this.#given(path).at(-1)!)
    }
    this.value = replaced(this.value, path, correction)
  }
}

const keyOf = (path: Path): string => JSON.stringify(path.map(String))

/** The value with one correction made; objects on the way are copied. Names keep their order. */
function replaced(value: unknown, [step, ...rest]: Path, correction: Correction): unknown {
  if (step === undefined)
    return typeof correction === 'object' && 'value' in correction ? correction.value : value
  if (Array.isArray(value))
    return value.map((item, n) => (n === Number(step) ? replaced(item, rest, correction) : item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      if (name !== String(step)) return [[name, part]]
      if (rest.length > 0) return [[name, replaced(part, rest, correction)]]
      if (correction === 'remove') return []
      return 'name' in correction ? [[correction.name, part]] : [[name, correction.value]]
    }),
  )
}
