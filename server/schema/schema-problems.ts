import type { z } from 'zod'
import { namesAt } from './known-names.ts'
import { nearestWord } from './nearest-word.ts'

/** A change that puts a problem right, or out of the way of the others. A copy gets it, so that these can be judged. */
export type Correction = { readonly name: string } | { readonly value: unknown } | 'remove'

/** A problem of a value that a schema refuses. `problem` says what is wrong and what to do. */
export interface SchemaProblem {
  readonly path: readonly PropertyKey[]
  readonly problem: string
  /** The name at the end of the path is wrong, not its value. */
  readonly isName?: boolean
  readonly correction?: Correction
  /** A list is longer than its limit, so that nothing between its entries is judged. */
  readonly isTooMany?: boolean
  /** For pages, which say it in other words: its kind, what it names, and paths of other parts that it is about. */
  readonly kind?: string
  readonly facts?: Readonly<Record<string, string | number>>
  readonly parts?: string[]
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
    return { ok: false, problems: problemsOf(parsed.error.issues, { schema, value }) }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const problem = 'cannot be read: an object stands where a text, a number or a list belongs'
    return { ok: false, problems: [{ path: [], problem }] }
  }
}

type Issue = z.ZodError['issues'][number]
type Path = Issue['path']

/** The value and its schema; `at` is the path at which the issues begin. */
interface Subject {
  readonly schema: z.ZodType
  readonly value: unknown
  readonly at?: Path
}

const problemsOf = (issues: readonly Issue[], subject: Subject): SchemaProblem[] =>
  issues.flatMap((issue) => {
    const path = [...(subject.at ?? []), ...issue.path]
    const found = valueAt(subject.value, path)
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownName([...path, key], subject, found))
      case 'invalid_key':
        return [{ path, problem: issue.issues[0]?.message ?? issue.message, isName: true }]
      case 'invalid_union':
        return ofUnion(issue, path, subject)
      case 'invalid_value':
        return [ofWords(path, found, issue.values)]
      case 'invalid_type':
        return [wrongType(path, found, issue.expected)]
      case 'too_small':
        return [{ path, problem: ofBound(issue, `at least ${issue.minimum}`, found) }]
      case 'too_big':
        return [{ path, problem: ofBound(issue, `at most ${issue.maximum}`, found) }]
      case 'custom':
        return [{ path, problem: issue.message, ...(issue.params?.isTooMany === true && tooMany) }]
      default:
        return [{ path, problem: issue.message }]
    }
  })

/** Parameters of a check of a list's length, and facts of its problem. */
export const tooMany = { isTooMany: true } as const

/** The value at a path; undefined where there is none. */
function valueAt(value: unknown, path: Path): unknown {
  let found = value
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined
    found = (found as Record<PropertyKey, unknown>)[step]
  }
  return found
}

function unknownName(path: Path, { schema }: Subject, holder: unknown): SchemaProblem {
  const name = String(path.at(-1))
  const known = namesAt(schema, path.slice(0, -1))
  const missing = known.filter((one) => !Object.hasOwn(Object(holder), one))
  const meant = nearestWord(name, missing)
  if (meant !== undefined)
    return { path, problem: unknown('name', name, meant), isName: true, correction: { name: meant } }
  const present = nearestWord(name, known)
  const what =
    present === undefined
      ? unknownAmong('name', name, known)
      : `unknown name "${name}": "${present}" is there already, so take this one out`
  return { path, problem: what, isName: true, correction: 'remove' }
}

/** The words of a proposal. */
export const unknown = (kind: 'name' | 'word', word: string, meant: string): string =>
  `unknown ${kind} "${shortened(word)}": did you mean "${meant}"?`

/** Characters of a word that a problem repeats. */
const mostRepeated = 64
const shortened = (word: string): string =>
  word.length <= mostRepeated ? word : `${word.slice(0, mostRepeated)}…`

/** Names after which a list of them helps nobody. */
const namesTold = 40

const unknownAmong = (kind: 'name' | 'word', word: string, known: readonly string[]): string => {
  const what = `unknown ${kind} "${shortened(word)}"`
  if (known.length === 0 || known.length > namesTold) return `${what}: take it out`
  return kind === 'name'
    ? `${what}: take it out; known here are ${known.join(', ')}`
    : `${what}: write one of ${known.join(', ')}`
}

/** A value that is none of a closed list. */
function ofWords(path: Path, found: unknown, values: readonly unknown[]): SchemaProblem {
  const words = values.map(String)
  if (found === undefined) return { path, problem: `is missing: write ${oneOf(words)}` }
  if (typeof found !== 'string' || typeof values[0] !== 'string') {
    const [value] = values.filter((one) => String(one) === String(found))
    const problem = `${told(found)} stands here: write ${oneOf(values.map(told))}`
    return value === undefined ? { path, problem } : { path, problem, correction: { value } }
  }
  const meant = nearestWord(found, words)
  if (meant === undefined) return { path, problem: unknownAmong('word', found, words) }
  return { path, problem: unknown('word', found, meant), correction: { value: meant } }
}

const oneOf = (words: readonly string[]): string =>
  words.length === 1 ? words[0]! : `one of ${words.join(', ')}`

/** How a person writes a value of each type of zod. */
const written: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  tuple: 'a list in [ ]',
  object: 'an object in { }',
  record: 'an object in { }',
}

function wrongType(path: Path, found: unknown, expected: string): SchemaProblem {
  const wanted = written[expected] ?? expected
  if (found === undefined) return { path, problem: `is missing: write ${wanted}` }
  const problem = `${told(found)} stands here: write ${wanted}`
  const bare = typeof found === 'string' ? withoutQuotes(found, expected) : undefined
  return bare === undefined
    ? { path, problem }
    : { path, problem: `${problem}, without quotes`, correction: { value: bare } }
}

function withoutQuotes(text: string, expected: string): unknown {
  const isNumber = (expected === 'number' || expected === 'int') && /^-?\d+(\.\d+)?$/u.test(text)
  if (isNumber) return Number(text)
  return expected === 'boolean' && /^(true|false)$/u.test(text) ? text === 'true' : undefined
}

/** A value in a few characters. */
function told(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return value.length <= mostRepeated ? `the text "${value}"` : 'a text'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** A message of our own says how to put it right; those of zod only count. */
function ofBound(issue: Issue & { readonly origin?: string }, bound: string, found: unknown): string {
  if (!/^Too (small|big)/u.test(issue.message)) return issue.message
  if (issue.origin === 'number' || issue.origin === 'int') return `${told(found)} stands here: write ${bound}`
  const entries = issue.origin === 'string' ? 'characters' : 'entries'
  const count = issue.origin === 'string' ? String(found).length : Object.keys(Object(found)).length
  return `${count} ${entries} stand here: write ${bound}`
}

/** The problems inside the one member that the value resembles; otherwise what each member expects. */
function ofUnion(issue: Issue & { readonly code: 'invalid_union' }, path: Path, subject: Subject) {
  const found = valueAt(subject.value, path)
  if (issue.errors.length === 0) return [ofWords(path, found, optionsOf(issue))]
  const members = issue.errors.map((issues) => problemsOf(issues, { ...subject, at: path }))
  const [resembled, another] = members.filter((problems) =>
    problems.every((one) => one.path.length > path.length),
  )
  if (resembled && !another) return resembled
  const corrected = members.find(
    ([first]) => first?.correction !== undefined && first.correction !== 'remove',
  )
  if (corrected) return corrected
  const values = issue.errors.flatMap(([first]) => (first?.code === 'invalid_value' ? [...first.values] : []))
  if (values.length > 0 && members.length === values.length) return [ofWords(path, found, values)]
  const expected = new Set(
    members.flatMap(([first]) => (first ? [first.problem.replace(/^.*: write (one of )?/u, '')] : [])),
  )
  const what = found === undefined ? 'is missing' : `${told(found)} stands here`
  return [{ path, problem: `${what}: write ${[...expected].join(', or ')}` }]
}

/** The words of a union that tells its members apart by one of their fields. */
const optionsOf = (issue: Issue): readonly unknown[] =>
  'options' in issue && Array.isArray(issue.options) ? issue.options : []
