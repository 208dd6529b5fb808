import { kioskLimits, screenLayoutLimits } from './limits.ts'

/**
 * Size of the touch screen in layout units, and how high a hand reaches on it. A unit is a millimetre, or up to
 * `maxUnitScale` mm on a larger screen. One layout thus holds from 15″ to 32″, and no target is below its size in mm.
 */
export interface ScreenLayout {
  readonly orientation: 'portrait' | 'landscape'
  /** CSS pixels of one unit. */
  readonly unit: number
  readonly width: number
  readonly height: number
  /** Highest centre of a control above the screen's lower edge, in units. */
  readonly reach: number
}

/** Sizes (units) that the layout was designed for: 21.5″ in portrait, 15.6″ in landscape. */
const designSize = { portrait: { width: 268, height: 476 }, landscape: { width: 345, height: 194 } } as const

/** `width`, `height` in CSS pixels; `mm` CSS pixels per millimetre; `mount` mm above the floor. */
export function screenLayoutOf(
  width: number,
  height: number,
  mm: number,
  mount: number,
  low: boolean,
): ScreenLayout {
  const orientation = width < height ? 'portrait' : 'landscape'
  const fits = Math.min(width / designSize[orientation].width, height / designSize[orientation].height)
  const unit = Math.min(Math.max(fits, mm), mm * screenLayoutLimits.maxUnitScale)
  const reach = ((low ? screenLayoutLimits.reachLow : screenLayoutLimits.reach) - mount) * mm
  return {
    orientation,
    unit,
    width: width / unit,
    height: height / unit,
    reach: Math.min(reach, height) / unit,
  }
}

/** Millimetres between floor and screen by `?mount=`; `defaultMount` where it is absent or out of range. */
export function mountOf(search: string): number {
  const named = Number(new URLSearchParams(search).get('mount') ?? Number.NaN)
  return named >= 0 && named < screenLayoutLimits.reachLow ? named : screenLayoutLimits.defaultMount
}

/** Heights of the bands and widths of the margins (units). The style sheets repeat these numbers. */
export const bands = {
  portrait: { top: 36, aids: 44, action: 38, minHero: 84, margin: 12, gap: 6 },
  landscape: { top: 25, aids: 29, action: 0, minHero: 0, margin: 9, gap: 5 },
  /** Height of the hero on a narrow screen. */
  heroNarrow: 58,
  /** The row of service groups with its gap. */
  groups: 28,
  /** A notice of two lines with its gap, in portrait. */
  notice: 33,
} as const

export interface Grid {
  readonly columns: number
  readonly rows: number
  /** Tiles on one page. */
  readonly perPage: number
  /** Height and width of a tile, units. */
  readonly tile: { readonly width: number; readonly height: number }
}

const minTileHeight = { plain: 38, narrow: 41, large: 51 } as const
const maxTileHeight: Readonly<Record<number, number>> = { 1: 84, 2: 76, 3: 62, 4: 50 }

/** A portrait screen on which two tiles with the usual stub leave too little width for their names. */
export const isNarrow = ({ orientation, width }: ScreenLayout): boolean =>
  orientation === 'portrait' && width < 220

/** Rows between the hero and the menu. */
interface AboveMenu {
  readonly groups?: boolean
  readonly notice?: boolean
}

/** The grid of `count` tiles: large enough for a finger, and within a hand's reach. */
export function gridOf(layout: ScreenLayout, count: number, large: boolean, above: AboveMenu = {}): Grid {
  const band = bands[layout.orientation]
  const least = large ? minTileHeight.large : isNarrow(layout) ? minTileHeight.narrow : minTileHeight.plain
  const isUpright = layout.orientation === 'portrait'
  const below = band.aids + band.action + band.gap
  const groups = above.groups ? bands.groups : 0
  const notice = isUpright && above.notice ? bands.notice * (large ? 1.35 : 1) : 0
  const narrow = isNarrow(layout)
  const hero = (narrow ? bands.heroNarrow : band.minHero) * (large ? 1.14 : 1)
  const room = layout.height - band.top - below - hero - band.gap - groups - notice
  // EN 301 549: the centre of the uppermost tile stays within reach.
  const zone = Math.max(least, Math.min(room, layout.reach - below - groups + least / 2))
  const width = isUpright
    ? layout.width - band.margin * 2
    : layout.width - heroWidth(layout) - band.margin * 3
  const columns = narrow && large ? 1 : width > 380 ? 3 : 2
  const maxRows = Math.min(
    Math.ceil(kioskLimits.maxTiles / columns),
    Math.max(1, Math.floor((zone + band.gap) / (least + band.gap))),
  )
  const rows = Math.min(maxRows, Math.max(1, Math.ceil(count / columns)))
  const height = Math.min(
    (zone - band.gap * (rows - 1)) / rows,
    (maxTileHeight[rows] ?? 50) * (large ? 1.25 : 1),
  )
  return {
    columns,
    rows,
    perPage: Math.min(kioskLimits.maxTiles, columns * maxRows),
    tile: { width: (width - band.gap * (columns - 1)) / columns, height },
  }
}

/** Width of the hero (units), which stands beside the menu in landscape. */
export const heroWidth = (layout: ScreenLayout): number =>
  layout.orientation === 'portrait' ? layout.width : Math.max(104, layout.width * 0.3)

/** Estimated width of a text on one line (em): 1 a Chinese character, 0.62 any other in bold. */
export const ems = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x2e80 ? 1 : 0.62), 0)

/** Width (units) of a tile's stub and of the margins beside the name. */
export const stub = { portrait: 38, landscape: 28, narrow: 23, margins: 15.5, marginsNarrow: 10.5 } as const

/** Width (units) for the name on a tile. */
const nameWidth = (layout: ScreenLayout, { width }: Grid['tile']): number =>
  isNarrow(layout)
    ? width - stub.narrow - stub.marginsNarrow
    : width - stub[layout.orientation] - stub.margins

/** Width (em) of the longest unbreakable piece: a Latin word, or one Chinese character. */
const longest = (text: string): number =>
  Math.max(...text.split(/[\s-]|(?=[\u2e80-\uffff])/u).map((piece) => ems(piece)))

/** Font size (units) of a name on its tile: the largest that fits on one line, otherwise on two without a broken word. */
export function nameSize(name: string, layout: ScreenLayout, tile: Grid['tile'], scale: number): number {
  const width = nameWidth(layout, tile)
  const needs = ems(name) * scale
  const isHigh = tile.height >= 46 * scale
  const onOne = (isHigh ? [14, 12.5, 11] : [11.6, 10.6, 9.6, 8.6]).find((size) => needs * size <= width)
  if (onOne !== undefined) return onOne
  const longestPiece = longest(name) * scale
  const onTwo = (size: number): boolean => longestPiece * size <= width && needs * size <= width * 1.6
  return (isHigh ? [10, 9, 8, 7.5] : [8, 7.5]).find(onTwo) ?? 7.5
}

/** True when name and status, each on the lines that it needs, are higher than the tile. */
export function isTooHigh(
  name: string,
  status: string,
  layout: ScreenLayout,
  tile: Grid['tile'],
  scale: number,
): boolean {
  const width = nameWidth(layout, tile)
  const isRoomy = layout.orientation === 'portrait' && !isNarrow(layout)
  const set = isRoomy
    ? { status: 7.5, nameLine: 1.2, line: 1.25, around: 8 }
    : { status: 7, nameLine: 1.15, line: 1.15, around: 5 }
  const lines = (text: string, size: number): number => (ems(text) * scale * size > width ? 2 : 1)
  const size = nameSize(name, layout, tile, scale)
  const names = lines(name, size) * size * set.nameLine
  const high = (names + lines(status, set.status) * set.status * set.line) * scale
  return high + set.around > tile.height
}
