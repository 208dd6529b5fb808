import { type Node, parse, parseTree, printParseErrorCode, stripComments, visit } from 'jsonc-parser'

/** JSON that a person edits: with comments, and with the position of every error, which `JSON.parse` does not give. */

interface JsonPosition {
  /** Counted from 1. */
  readonly line: number
  readonly column: number
}

interface Mistake extends JsonPosition {
  readonly what: string
}

export type Path = readonly (string | number)[]

/** Deeper nesting could overflow the stack of a recursive parser. */
const deepest = 500

/** Texts of the parser's error codes. */
const problems: Readonly<Record<string, string>> = {
  InvalidSymbol: 'these characters are no value',
  InvalidNumberFormat: 'the number is incomplete',
  UnexpectedEndOfNumber: 'the number is incomplete',
  PropertyNameExpected: 'a name in double quotes is missing, or the comma before is one too many',
  ValueExpected: 'a value is missing, or the comma before is one too many',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'the text ends too early: "}" is missing',
  CloseBracketExpected: 'the text ends too early: "]" is missing',
  EndOfFileExpected: 'there is more behind the end of the document',
  UnexpectedEndOfComment: 'a comment without its closing */',
  UnexpectedEndOfString: 'a text without its closing quote',
  InvalidCharacter: 'a text with a character that must be escaped, such as a tab',
  InvalidUnicode: 'a text in which four hexadecimal digits must follow \\u',
  InvalidEscapeCharacter: 'a text with \\ before a character that needs no escape',
}

export function positionAt(text: string, offset: number): JsonPosition {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** An error of the text, in the order of the text. */
interface Found {
  readonly offset: number
  readonly what: string
  /** The text can be read as if it were not there. */
  readonly isHarmless: boolean
}

/** Errors that leave no doubt about what the text means. */
const harmless = ['CommaExpected', 'InvalidEscapeCharacter']

class TooDeep extends Error {
  readonly offset: number

  constructor(offset: number) {
    super(`nested deeper than ${deepest}`)
    this.offset = offset
  }
}

/** All errors of a text, and the names that stand twice in their object. Throws `TooDeep`. */
function errorsOf(text: string): { readonly errors: readonly Found[]; readonly twice: readonly Found[] } {
  const errors: Found[] = []
  const twice: Found[] = []
  /** The names so far of the enclosing objects with their lines; empty for an array. */
  const names: Map<string, number>[] = []
  const enter = (offset: number) => {
    if (names.length >= deepest) throw new TooDeep(offset)
    names.push(new Map())
  }
  visit(text, {
    onObjectBegin: enter,
    onArrayBegin: enter,
    onObjectEnd: () => void names.pop(),
    onArrayEnd: () => void names.pop(),
    onObjectProperty(name, offset, _length, line) {
      const first = names.at(-1)?.get(name)
      if (first === undefined) names.at(-1)?.set(name, line + 1)
      else
        twice.push({
          offset,
          what: `the name "${name}" stands twice in this object, first in line ${first}: keep one of them`,
          isHarmless: true,
        })
    },
    onError(code, offset) {
      const name = printParseErrorCode(code)
      errors.push({ offset, what: problems[name] ?? name, isHarmless: harmless.includes(name) })
    },
  })
  return { errors, twice }
}

/** The value of a JSON text that may have comments, or the first error in it. */
export function parseJson(text: string): { readonly value: unknown } | { readonly mistake: Mistake } {
  const { value, mistakes } = readJson(text)
  const [mistake] = mistakes
  return mistake ? { mistake } : { value }
}

/**
 * The value of a JSON text and the errors in it. After errors that leave no doubt about the meaning there is a value
 * all the same; otherwise it is undefined, and only the first error is told, because the others may follow from it.
 */
export function readJson(text: string): { readonly value?: unknown; readonly mistakes: readonly Mistake[] } {
  try {
    const { errors, twice } = errorsOf(text)
    const at = ({ offset, what }: Found): Mistake => ({ ...positionAt(text, offset), what })
    const serious = errors.findIndex(({ isHarmless }) => !isHarmless)
    if (serious >= 0) return { mistakes: errors.slice(0, serious + 1).map(at) }
    const value = errors.length > 0 ? parse(text) : JSON.parse(stripComments(text, ' '))
    return { value, mistakes: [...errors, ...twice].sort((a, b) => a.offset - b.offset).map(at) }
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error
    return { mistakes: [{ ...positionAt(text, error.offset), what: error.message }] }
  }
}

/**
 * The position of the value at a path in a valid JSON text, or of its name; for a missing field, of the object that
 * lacks it. A function, because a text is parsed once for all its problems.
 */
export function positionsIn(text: string): (path: Path, isName?: boolean) => JsonPosition {
  const root = parseTree(text)
  return (path, isName = false) => {
    let node = root
    let name: Node | undefined
    for (const step of path) {
      const found = childOf(node, step)
      if (!found) return positionAt(text, node?.offset ?? 0)
      ;({ name, node } = found)
    }
    return positionAt(text, ((isName && name) || node)?.offset ?? 0)
  }
}

/** An item of a list, or a value of an object with its name. Of a name that stands twice, the last counts. */
function childOf(node: Node | undefined, step: string | number): { name?: Node; node: Node } | undefined {
  if (node?.type === 'array') {
    const item = node.children?.[Number(step)]
    return item && { node: item }
  }
  const property = node?.children?.findLast(({ children }) => children?.[0]?.value === String(step))
  const [name, value] = property?.children ?? []
  return name && value && { name, node: value }
}

/** The position of the value at a path. */
export const positionOfPath = (text: string, path: Path): JsonPosition => positionsIn(text)(path)
