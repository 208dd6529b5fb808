import { limits } from '../limits.ts'
import { type Bitmap, isBlankRow } from './bitmap.ts'

/** A part of a picture from edge to edge: fed as blank paper, or sent as dots. */
interface Band {
  blank: boolean
  from: number
  rows: number
}

/** Cuts a picture into bands of at most `limits.bandRows` rows; blank runs worth feeding become bands of their own. */
export function* bandsOf(picture: Bitmap): Generator<Band> {
  let y = 0
  while (y < picture.height) {
    const blank = blankRunFrom(picture, y)
    const isLast = y + blank === picture.height
    const feeds = blank >= limits.blankRowsLeast || (blank > 0 && isLast)
    const rows = feeds ? blank : bandFrom(picture, y)
    yield { blank: feeds, from: y, rows }
    y += rows
  }
}

function blankRunFrom(picture: Bitmap, y: number): number {
  let rows = 0
  while (y + rows < picture.height && isBlankRow(picture, y + rows)) rows += 1
  return rows
}

/** Number of rows up to the next blank run that is worth feeding, at most a band. */
function bandFrom(picture: Bitmap, y: number): number {
  let rows = 0
  let blank = 0
  while (y + rows < picture.height && rows < limits.bandRows) {
    blank = isBlankRow(picture, y + rows) ? blank + 1 : 0
    rows += 1
    if (blank >= limits.blankRowsLeast) return rows - blank
  }
  return y + rows === picture.height ? rows - blank : rows
}
