/** Finds places in JSON text that a person edits. `JSON.parse` names no line in every version of Node. */

export interface JsonPosition {
  /** Counted from 1. */
  readonly line: number
  readonly column: number
}

export interface Mistake extends JsonPosition {
  readonly what: string
}

export type Path = readonly (string | number)[]

const deepest = 500
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const string = /"(?:[ !\u0023-\u005b\u005d-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const space = /[ \t\r\n]*/y

function placeOf(text: string, at: number): JsonPosition {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return { line, column: at - before.lastIndexOf('\n') }
}

class Stop {
  readonly at: number
  readonly what: string

  constructor(at: number, what: string) {
    this.at = at
    this.what = what
  }
}

class Scanner {
  readonly #text: string
  readonly #path: Path | undefined
  #at = 0
  /** Where the deepest part of the path that exists begins. */
  found = 0

  constructor(text: string, path: Path | undefined) {
    this.#text = text
    this.#path = path
  }

  document(): void {
    this.#value(0, true)
    this.#match(space)
    if (this.#at < this.#text.length) this.#fail('there is more behind the end of the document')
  }

  #fail(what: string): never {
    throw new Stop(this.#at, what)
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const matched = pattern.exec(this.#text)?.[0]
    if (matched !== undefined) this.#at += matched.length
    return matched
  }

  #peek(): string {
    this.#match(space)
    return this.#text.charAt(this.#at)
  }

  #value(depth: number, isOnPath: boolean): void {
    if (depth > deepest) this.#fail(`nested deeper than ${deepest}`)
    const next = this.#peek()
    if (isOnPath) this.found = this.#at
    if (next === '{') this.#items('}', () => this.#member(depth, isOnPath))
    else if (next === '[')
      this.#items(']', (index) => this.#value(depth + 1, isOnPath && this.#path?.[depth] === index))
    else if (next === '"') this.#string()
    else if (next === '') this.#fail('the text ends too early')
    else if (!this.#match(literal)) this.#fail(`"${next}" can't stand here`)
  }

  #string(): string {
    return (
      this.#match(string) ??
      this.#fail('a text without its closing quote, or with a character that must be escaped')
    )
  }

  #member(depth: number, isOnPath: boolean): void {
    if (this.#peek() !== '"') this.#fail('a name in double quotes is missing here')
    const name: unknown = JSON.parse(this.#string())
    if (this.#peek() !== ':') this.#fail('a colon is missing here')
    this.#at += 1
    this.#value(depth + 1, isOnPath && String(this.#path?.[depth]) === name)
  }

  #items(closing: string, item: (index: number) => void): void {
    this.#at += 1
    if (this.#peek() === closing) {
      this.#at += 1
      return
    }
    for (let index = 0; ; index += 1) {
      item(index)
      const next = this.#peek()
      if (next !== ',' && next !== closing) this.#fail(`a comma or "${closing}" is missing before this`)
      this.#at += 1
      if (next === closing) return
      if (this.#peek() === closing) this.#fail('a comma with nothing behind it')
    }
  }
}

/** The first mistake in a text that is no JSON; undefined when it is. */
export function firstMistake(text: string): Mistake | undefined {
  try {
    new Scanner(text, undefined).document()
    return undefined
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop
    return { ...placeOf(text, stop.at), what: stop.what }
  }
}

/** Where the value of a path stands in a valid JSON text; of a missing field, where the object stands that lacks it. */
export function positionOfPath(text: string, path: Path): JsonPosition {
  const scanner = new Scanner(text, path)
  scanner.document()
  return placeOf(text, scanner.found)
}
