/** A part of the bench, and the report of its figures. */

/** Numbers of one line of a table; undefined: not measured here. */
export interface Row {
  readonly name: string
  readonly values: readonly (number | string | undefined)[]
}

export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** A ratio that must hold. `aim` is wished for and only told. */
export interface Mark {
  readonly what: string
  readonly value: number
  readonly must: 'at least' | 'at most'
  readonly pass: number
  readonly aim: number
}

export interface Figures {
  readonly tables: readonly Table[]
  readonly marks: readonly Mark[]
}

export interface Bench {
  /** Shorter rounds, fewer of them, smaller halls: to try the bench, not to quote it. */
  readonly quick: boolean
  /** Where halls of this run lie; on the disk that is measured. Gone afterwards. */
  readonly directory: string
  /** Tells the person who waits what is being done. */
  say(line: string): void
}

/** To add one: a file in `parts/` that exports a Part, and a line in `parts.ts`. */
export interface Part {
  readonly name: string
  readonly about: string
  run(bench: Bench): Promise<Figures>
}

export const isMet = ({ value, must, pass }: Mark): boolean =>
  Number.isFinite(value) && (must === 'at least' ? value >= pass : value <= pass)

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, two) => one - two)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The median of the ratios round by round: what drifts from minute to minute is the same in both. */
export const ratioOf = (mine: readonly number[], floor: readonly number[]): number =>
  median(mine.map((value, round) => value / floor[round]!))

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Three figures that count. */
export function shown(value: number | string | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  if (!Number.isFinite(value)) return '-'
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}

export function tableText({ title, columns, rows }: Table): string {
  const lines = [['', ...columns], ...rows.map(({ name, values }) => [name, ...values.map(shown)])]
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at + 1] ?? '').length)))
  const first = Math.max(...lines.map(([name]) => name!.length))
  const text = lines.map(([name, ...values]) =>
    `  ${name!.padEnd(first)}  ${widths.map((width, at) => (values[at] ?? '').padStart(width)).join('  ')}`.trimEnd(),
  )
  return [`\n${title}`, ...text].join('\n')
}

export function markText(mark: Mark): string {
  const { what, value, must, pass, aim } = mark
  const reached = must === 'at least' ? value >= aim : value <= aim
  const verdict = !isMet(mark) ? 'MISSED' : reached ? 'aim reached' : 'passed'
  return `  ${verdict.padEnd(11)}  ${value.toFixed(2).padStart(6)}  ${must} ${pass} (aim ${aim})  ${what}`
}
