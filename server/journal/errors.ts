/** Errors of a data directory. Each says which file, what is wrong and what to do. */

const whatNow =
  'Nothing was changed. `nowserving verify` lists all that is wrong; `nowserving repair` sets everything aside, keeps what is whole and starts a new epoch.'

/** Acknowledged data is damaged or missing. `offset` in bytes from the start of the file. */
export class DataDamaged extends Error {
  readonly file: string
  readonly offset: number
  readonly what: string

  constructor(file: string, offset: number, what: string) {
    super(`${file}, offset ${offset}: ${what}. ${whatNow}`)
    this.name = 'DataDamaged'
    this.file = file
    this.offset = offset
    this.what = what
  }
}

/** A file of a later version of this program. */
export class NewerFormat extends Error {
  readonly file: string
  readonly format: number
  readonly known: number

  constructor(file: string, format: number, known: number) {
    super(
      `${file} has format ${format}, this version knows up to ${known}. Nothing was changed. Start the newer version that wrote it.`,
    )
    this.name = 'NewerFormat'
    this.file = file
    this.format = format
    this.known = known
  }
}

/** A record of a later version of this program. `known` 0: this version does not know the kind at all. */
export class NewerRecord extends NewerFormat {
  constructor(file: string, record: { seq: number; kind: string; version: number; known: number }) {
    const { seq, kind, version, known } = record
    super(file, version, known)
    this.name = 'NewerRecord'
    this.message = `${file}, record ${seq}: the event "${kind}" has version ${version}, this version knows ${known === 0 ? 'no such event' : `up to ${known}`}. Nothing was changed. Start the newer version that wrote it.`
  }
}

/** A file that belongs to another hall lies in this one's directory. */
export class OtherHall extends Error {
  readonly file: string
  readonly found: string
  readonly expected: string

  constructor(file: string, found: string, expected: string) {
    super(
      `${file} belongs to the hall "${found}", this is "${expected}". Nothing was changed. Give each hall a directory of its own (--data), or put the right file back.`,
    )
    this.name = 'OtherHall'
    this.file = file
    this.found = found
    this.expected = expected
  }
}

/** A problem at its place in a document. Lines and columns count from 1. */
export interface PlacedProblem {
  readonly line: number
  readonly column: number
  /** `services.3.name`; empty when the text itself is no JSON. */
  readonly field: string
  readonly what: string
}

/** Problems of one document that its message lists; more would scroll the first, the cause, out of a terminal. */
const mostListed = 30

/** A problem with its place in words. */
export const placeAndProblem = ({ line, column, field, what }: PlacedProblem): string =>
  `line ${line}, column ${column}${field === '' ? '' : `, field ${field}`}: ${what}`

/** The remedy for a damaged document without which no hall starts. */
const correctOrRestore = 'Correct the file, or put it back from a backup, and start again.'

/** The remedy for a damaged document that a start makes anew where it is missing. `lost`: what is lost by that. */
export const orDelete = (lost: string, { inBackup }: { inBackup: boolean }): string =>
  `Correct the file${inBackup ? ', put it back from a backup,' : ''} or delete it, and start again. Without it ${lost}.`

/** A document that a person may have edited can't be read. The fields are those of its first problem, the cause. */
export class DocumentDamaged extends Error implements PlacedProblem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly field: string
  readonly what: string
  /** All problems, causes first. */
  readonly problems: readonly PlacedProblem[]

  /** `remedy`: what to do now, in whole sentences. */
  constructor(
    file: string | { readonly path: string; readonly remedy: string | undefined },
    ...problems: readonly [PlacedProblem, ...PlacedProblem[]]
  ) {
    const { path, remedy = correctOrRestore } = typeof file === 'string' ? { path: file } : file
    const [first, ...others] = problems
    const listed = others.slice(0, mostListed).map((one) => `\n  ${placeAndProblem(one)}.`)
    const more = others.length - listed.length
    if (more > 0) listed.push(`\n  and ${more} more problems.`)
    super(
      `${path}, ${placeAndProblem(first)}.${listed.join('')}${others.length > 0 ? '\n' : ' '}Nothing was changed. ${remedy}`,
    )
    this.name = 'DocumentDamaged'
    this.file = path
    this.line = first.line
    this.column = first.column
    this.field = first.field
    this.what = first.what
    this.problems = problems
  }
}

/** Thrown for a directory where a file belongs, or the reverse, which only a person can put right. */
export class WrongKind extends Error {
  constructor(path: string, isDirectory: boolean) {
    const [found, wanted] = isDirectory ? ['directory', 'file'] : ['file', 'directory']
    super(
      `${path} is a ${found}, and a ${wanted} belongs there. Nothing was changed. Move it away, put the ${wanted} back from a backup, and start again.`,
    )
    this.name = 'WrongKind'
  }
}
