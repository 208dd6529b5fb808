import { findNodeAtLocation, parseTree, printParseErrorCode, stripComments, visit } from 'jsonc-parser'

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

function positionAt(text: string, offset: number): JsonPosition {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

class MistakeAt extends Error {
  readonly offset: number

  constructor(offset: number, what: string) {
    super(what)
    this.offset = offset
  }
}

/** Throws `MistakeAt` for the first error. */
function check(text: string): void {
  /** The names so far of the enclosing objects; empty for an array. */
  const names: Set<string>[] = []
  const enter = (offset: number) => {
    if (names.length >= deepest) throw new MistakeAt(offset, `nested deeper than ${deepest}`)
    names.push(new Set())
  }
  visit(text, {
    onObjectBegin: enter,
    onArrayBegin: enter,
    onObjectEnd: () => void names.pop(),
    onArrayEnd: () => void names.pop(),
    onObjectProperty(name, offset) {
      if (names.at(-1)?.has(name))
        throw new MistakeAt(offset, `the name "${name}" stands twice in this object`)
      names.at(-1)?.add(name)
    },
    onError(code, offset) {
      const name = printParseErrorCode(code)
      throw new MistakeAt(offset, problems[name] ?? name)
    },
  })
}

/** The value of a JSON text that may have comments, or the first error in it. */
export function parseJson(text: string): { readonly value: unknown } | { readonly mistake: Mistake } {
  try {
    check(text)
  } catch (error) {
    if (!(error instanceof MistakeAt)) throw error
    return { mistake: { ...positionAt(text, error.offset), what: error.message } }
  }
  return { value: JSON.parse(stripComments(text, ' ')) }
}

/** The position of the value at a path in a valid JSON text; for a missing field, of the object that lacks it. */
export function positionOfPath(text: string, path: Path): JsonPosition {
  const root = parseTree(text)
  for (let depth = path.length; root && depth > 0; depth -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, depth))
    if (node) return positionAt(text, node.offset)
  }
  return positionAt(text, root?.offset ?? 0)
}
