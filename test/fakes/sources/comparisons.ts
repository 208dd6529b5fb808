/** Comparisons by `===` and `!==` in the text of a source. */

export interface Comparison {
  readonly left: string
  readonly right: string
}

const opening = '([{'
const closing = ')]}'

/** The operand that ends before `end`: names, calls and indices without a space between. */
function operandBefore(source: string, end: number): string {
  let at = source.slice(0, end).trimEnd().length
  const last = at
  for (let depth = 0; at > 0; at -= 1) {
    const sign = source[at - 1]!
    if (closing.includes(sign)) depth += 1
    else if (opening.includes(sign)) depth -= 1
    if (depth < 0 || (depth === 0 && /[\s,;:]/u.test(sign))) break
  }
  return source.slice(at, last)
}

function operandAfter(source: string, start: number): string {
  let at = start + /^\s*/u.exec(source.slice(start))![0].length
  const first = at
  for (let depth = 0; at < source.length; at += 1) {
    const sign = source[at]!
    if (opening.includes(sign)) depth += 1
    else if (closing.includes(sign)) depth -= 1
    if (depth < 0 || (depth === 0 && /[\s,;]/u.test(sign))) break
  }
  return source.slice(first, at)
}

/** Comments are passed over. */
export function comparisonsOf(source: string): Comparison[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gmu, ' ')
  return [...code.matchAll(/[!=]==/gu)].map(({ index }) => ({
    left: operandBefore(code, index),
    right: operandAfter(code, index + 3),
  }))
}

/** The name of an operand, without what it belongs to: `hash` of `device?.hash!`, `hashOf` of `hashOf(given)`. */
const nameOf = (operand: string): string =>
  /([\w$]+)!*$/u.exec(operand.replace(/\((?:[^()]|\([^()]*\))*\)!*$/u, ''))?.[1] ?? ''

/** The same, and the names in a template and of what is asked for by name: `cookie` of `headers.get('cookie')`. */
export const namesOfOperand = (operand: string): string[] => [
  nameOf(operand),
  ...[...operand.matchAll(/\$\{([^}]*)\}/gu)].map(([, inside]) => nameOf(inside!)),
  ...[...operand.matchAll(/\('([\w-]+)'\)/gu)].map(([, asked]) => asked!),
]

/** A value of the source itself, with which nothing is compared in secret. */
export const isPlainValue = (operand: string): boolean =>
  /^(?:undefined|null|true|false|-?\d|['"])/u.test(operand) || /^`[^$]*`$/u.test(operand)
