import { text } from './sources/source-tree.ts'

/** The smallest number that needs a name. */
const least = 1_000
/** Factors between units of time, length and bytes, as the right operand of a name or a bracket. */
const units = /[a-z)]\s*[*/%] (1_?000|60_000|3_?600|1_?024)$/i
/** The value of a constant, of a field or of a default. Arithmetic, lists and records may come before the number. */
const named = /(\bconst [^=]+ = |[\w'-]+: |\bdefault\()[\s\d_*+(){}[\],.-]*$/

const notCode =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm

/** The decimal numbers of a file from 1,000 on that have no name, as `file:line: number`. */
export function unnamedNumbers(file: string, source = text(file)): string[] {
  const code = source.replace(notCode, (found) => found.replace(/[^\n]/g, ' '))
  return code.split('\n').flatMap((line, at) =>
    [...line.matchAll(/(?<![\w.#$])\d[\d_]*(?![\w.])/g)].flatMap(({ 0: written, index }) => {
      const isUnit = units.test(line.slice(0, index + written.length))
      const isNamed = named.test(line.slice(0, index))
      return Number(written.replaceAll('_', '')) < least || isUnit || isNamed
        ? []
        : [`${file}:${at + 1}: ${written}`]
    }),
  )
}
