import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

export const root = join(import.meta.dirname, '../../..')
/** Folders that are generated, or that git ignores. */
const made = new Set(['node_modules', 'dist', '.git', '.vite'])
/** A hall’s own data, when one runs from here. */
const halls = 'data'

/** Every file of the house, as a path from its top. */
export function files(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((one) => {
    const path = posix.join(folder, one.name)
    if (made.has(one.name) || path === halls) return []
    return one.isDirectory() ? files(path) : [path]
  })
}

export function filesByFolder(paths: readonly string[]): [folder: string, files: number][] {
  const counts = new Map<string, number>()
  for (const path of paths) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1)
  return [...counts].filter(([folder]) => folder !== '.')
}

export const text = (file: string): string => readFileSync(join(root, file), 'utf8')
export const isSource = (file: string): boolean => /\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts')
export const isThere = (file: string): boolean =>
  statSync(join(root, file), { throwIfNoEntry: false }) !== undefined

export interface Import {
  readonly from: string
  /** The file it names from the top, or the package (`node:fs`, `zod`, `@scope/name`). */
  readonly to: string
  /** Gone once the types are: `import type`, or a type in place. */
  readonly type: boolean
}

const statement =
  /^(?:import|export)\s+(type\s)?(?:[\w*{][^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|(\btypeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)(\.\w)?/gm

/** The imports of a file. Formatted source begins every static import at the start of a line. */
export function importsOf(file: string, source = text(file)): Import[] {
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(statement)].map(([, typeOnly, path, typeOf, dynamic, member]) => {
    const name = (path ?? dynamic)!.replace(/\?.*$/, '')
    const to = name.startsWith('.') ? posix.join(posix.dirname(file), name) : packageOf(name)
    const inPlace =
      path === undefined && (typeOf !== undefined || (member !== undefined && !/then|catch/.test(member)))
    return { from: file, to, type: typeOnly !== undefined || inPlace }
  })
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return name
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

/**
 * The functions of a file with the lines that are their own, those of named functions within apart. Formatted
 * source closes each at the indent at which it began.
 */
export function functionsOf(file: string): { name: string; lines: number }[] {
  const lines = text(file).split('\n')
  const found = lines.flatMap((line, start) => {
    const [, indent = '', ...names] = began.exec(line) ?? []
    const name = names.find((one) => one !== undefined)
    if (name === undefined || notFunctions.has(name)) return []
    const end = lines.findIndex((other, at) => at > start && other.startsWith(`${indent}}`))
    return end < 0 ? [] : [{ name, start, end }]
  })
  return found.map(({ name, start, end }) => {
    const within = new Set<number>()
    for (const inner of found)
      if (inner.start > start && inner.end < end)
        for (let line = inner.start; line <= inner.end; line += 1) within.add(line)
    return { name, lines: end - start + 1 - within.size }
  })
}
const began =
  /^(\s*)(?:export )?(?:default )?(?:async )?(?:function\*? (\w+).*|const (\w+) = (?:async )?(?:\(.*=> \{|\($)|(?:static |async |get |set )*([\w#]+)\(.*\{)$/
const notFunctions = new Set(['if', 'for', 'while', 'switch', 'catch'])

/** Names of the tests of a file, as they are written. */
export const testNames = (file: string): string[] =>
  [...text(file).matchAll(/\b(?:test|it)(?:\.\w+(?:\([^)]*\))?)*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(
    ([, , name]) => name!,
  )

/** The names that a file exports. A type that only states an agreement, for the compiler, is passed over. */
export const exportsOf = (file: string): string[] =>
  [
    ...text(file).matchAll(
      /^export (?:async )?(?:abstract )?(?:const|function|class|interface|type) (\w+)/gm,
    ),
  ].flatMap(([, name]) => (/(Agrees?|FitsHeart)$/.test(name!) ? [] : [name!]))

/** The identifiers of a file, each once; comments and texts are passed over. */
export function identifiersOf(file: string): string[] {
  const code = text(file)
    .replace(/\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, ' ')
    .replace(/(^|\s)\/\/.*$/gm, ' ')
  return [...new Set(code.match(/#?\b[A-Za-z_$][\w$]*/g) ?? [])]
}

/** The lines of code that match, as `file:line: code`; comments are passed over. */
export function linesWith(file: string, pattern: RegExp): string[] {
  const code = text(file).replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
  return code
    .split('\n')
    .flatMap((line, at) =>
      pattern.test(line.replace(/\/\/.*$/, '')) ? [`${file}:${at + 1}: ${line.trim()}`] : [],
    )
}
