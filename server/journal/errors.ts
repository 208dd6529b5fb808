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

/** A document that a person may have edited can't be read. Lines and columns count from 1. */
export class DocumentDamaged extends Error {
  readonly file: string
  readonly line: number
  readonly column: number
  /** `services.3.name`; empty when the text itself is no JSON. */
  readonly field: string
  readonly what: string

  constructor(file: string, place: { line: number; column: number }, field: string, what: string) {
    const where = field === '' ? '' : `, field ${field}`
    super(
      `${file}, line ${place.line}, column ${place.column}${where}: ${what}. Nothing was changed. Correct the file and start again.`,
    )
    this.name = 'DocumentDamaged'
    this.file = file
    this.line = place.line
    this.column = place.column
    this.field = field
    this.what = what
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
