import { isNarrow, type ScreenLayout } from './screen-layout.ts'

/** Text of a tile: the pieces of its name between which a line may break, and the parts of its status. */
export interface TileText {
  readonly name: readonly string[]
  readonly status: readonly string[]
}

export interface Tile {
  readonly width: number
  readonly height: number
}

/** Estimated width of a text on one line (em): 1 a Chinese character, 0.62 any other in bold, none a soft hyphen. */
export const ems = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 1 : sign === '\u00ad' ? 0 : 0.62), 0)

/** Width (units) of a tile's stub and of the margins beside the text. */
const stub = { portrait: 53.5, landscape: 43.5, narrow: 33.5 } as const

/** Smallest font size (units) of a name: capitals of 4.8 mm, in large text 7.33 mm. */
const leastSize = (scale: number): number => (scale > 1 ? 7.5 : 6.6)

const sizes = [14, 12, 11, 10, 9] as const

/**
 * Steps of giving way: least font size, lines of the name, lines of the status. A larger name on more lines reads
 * better than a small one on few.
 */
const steps = [
  [10, 1, 2],
  [9, 2, 2],
  [0, 9, 1],
] as const

/** Lines of a name in `size`, whether a word of it is broken, and height (units) with at most `statusLines` below it. */
export function measure(
  { name, status }: TileText,
  layout: ScreenLayout,
  tile: number,
  size: number,
  scale: number,
) {
  const narrow = isNarrow(layout)
  const width = (tile - stub[narrow ? 'narrow' : layout.orientation]) / scale
  const isRoomy = layout.orientation === 'portrait' && !narrow
  let lines = 1
  let used = 0
  let isBroken = false
  for (const piece of name) {
    const hyphen = piece.endsWith('\u00ad') ? 0.4 : 0
    const needs = (ems(piece.trim()) + hyphen) * size
    if (used > 0 && used + needs > width) {
      lines += 1
      used = 0
    }
    isBroken ||= needs > width
    used += ems(piece) * size
  }
  let inOne = 0
  let apart = 0
  for (const part of status) {
    const share = (ems(part) * 7.2) / width
    inOne += share
    apart += Math.ceil(share)
  }
  const ofStatus = inOne > 1 ? apart : Math.ceil(inOne)
  const high = (statusLines: number): number =>
    (lines * size * (layout.orientation === 'portrait' ? 1.2 : 1.15) +
      Math.min(statusLines, ofStatus) * (isRoomy ? 9.4 : 8.2)) *
      scale +
    (isRoomy ? 8 : 5)
  return { lines, isBroken, high }
}

/** One font size (units) for the names of all tiles: the largest with which each stands whole on its tile. */
export function nameSize(
  texts: readonly TileText[],
  layout: ScreenLayout,
  tile: Tile,
  scale: number,
): number {
  for (const [least, most, statusLines] of steps) {
    const size = sizes.find(
      (size) =>
        size >= Math.max(least, leastSize(scale)) &&
        texts.every((text) => {
          const { lines, isBroken, high } = measure(text, layout, tile.width, size, scale)
          return !isBroken && lines <= most && high(statusLines) <= tile.height
        }),
    )
    if (size) return size
  }
  return leastSize(scale)
}

/** Least height (units) of tiles of this width in which every name and its status stand whole. */
export const leastHeight = (
  texts: readonly TileText[],
  layout: ScreenLayout,
  width: number,
  scale: number,
): number => Math.max(...texts.map((text) => measure(text, layout, width, leastSize(scale), scale).high(9)))
