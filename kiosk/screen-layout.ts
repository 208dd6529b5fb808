import { kioskLimits, screenLayoutLimits } from './limits.ts'

/**
 * The pane of glass that people touch: how large it is in the layout's own unit, and how high of it a hand
 * reaches. A unit is a millimetre on a small glass and a little more on a large one, so one layout holds from
 * 15″ to 32″ and no target shrinks below its millimetres.
 */
export interface ScreenLayout {
  readonly orientation: 'portrait' | 'landscape'
  /** CSS pixels of one unit. */
  readonly unit: number
  readonly width: number
  readonly height: number
  /** Highest centre of a control above the glass's lower edge, in units. */
  readonly reach: number
}

/** Widths and heights (units) that the layout was drawn for: 21.5″ upright, 15.6″ across. */
const drawn = { portrait: { width: 268, height: 476 }, landscape: { width: 345, height: 194 } } as const

/** `width`, `height` in CSS pixels; `mm` CSS pixels per millimetre; `mount` mm above the floor. */
export function screenLayoutOf(
  width: number,
  height: number,
  mm: number,
  mount: number,
  low: boolean,
): ScreenLayout {
  const orientation = width < height ? 'portrait' : 'landscape'
  const fits = Math.min(width / drawn[orientation].width, height / drawn[orientation].height)
  const unit = Math.min(Math.max(fits, mm), mm * screenLayoutLimits.growMost)
  const reach = ((low ? screenLayoutLimits.reachLow : screenLayoutLimits.reach) - mount) * mm
  return {
    orientation,
    unit,
    width: width / unit,
    height: height / unit,
    reach: Math.min(reach, height) / unit,
  }
}

/** What `?mount=` says, in millimetres between floor and glass; the usual where it says nothing that can be. */
export function mountOf(search: string): number {
  const named = Number(new URLSearchParams(search).get('mount') ?? Number.NaN)
  return named >= 0 && named < screenLayoutLimits.reachLow ? named : screenLayoutLimits.usualMount
}

/** Heights of the bands and widths of the margins, in units; the style sheets hold the same by name. */
export const bands = {
  portrait: { top: 36, aids: 44, action: 38, heroLeast: 84, margin: 12, gap: 6 },
  landscape: { top: 25, aids: 29, action: 0, heroLeast: 0, margin: 9, gap: 5 },
  /** The hero of a narrow glass. */
  heroNarrow: 58,
  /** The row of kinds of service, where a hall has them, with its gap. */
  kinds: 28,
  /** A notice of two lines with its gap, on an upright glass. */
  notice: 33,
} as const

export interface Grid {
  readonly columns: number
  readonly rows: number
  /** Tiles on one page. */
  readonly places: number
  /** Height and width of a tile, units. */
  readonly tile: { readonly width: number; readonly height: number }
}

const tileLeast = { plain: 38, narrow: 41, large: 51 } as const
const tileMost: Readonly<Record<number, number>> = { 1: 84, 2: 76, 3: 62, 4: 50 }

/** An upright glass on which two tiles of the usual stub leave their words no room. */
export const isNarrow = ({ orientation, width }: ScreenLayout): boolean =>
  orientation === 'portrait' && width < 220

/** What else stands above the menu. */
export interface Beside {
  readonly groups?: boolean
  readonly notice?: boolean
}

/** How `count` services stand on the glass: large enough for a finger, low enough for a hand. */
export function gridOf(layout: ScreenLayout, count: number, large: boolean, beside: Beside = {}): Grid {
  const band = bands[layout.orientation]
  const least = large ? tileLeast.large : isNarrow(layout) ? tileLeast.narrow : tileLeast.plain
  const isUpright = layout.orientation === 'portrait'
  const below = band.aids + band.action + band.gap
  const kinds = beside.groups ? bands.kinds : 0
  const said = isUpright && beside.notice ? bands.notice * (large ? 1.35 : 1) : 0
  const narrow = isNarrow(layout)
  const hero = (narrow ? bands.heroNarrow : band.heroLeast) * (large ? 1.14 : 1)
  const room = layout.height - band.top - below - hero - band.gap - kinds - said
  // The centre of the uppermost tile has to stay within reach.
  const zone = Math.max(least, Math.min(room, layout.reach - below - kinds + least / 2))
  const width = isUpright
    ? layout.width - band.margin * 2
    : layout.width - heroWidth(layout) - band.margin * 3
  const columns = narrow && large ? 1 : width > 380 ? 3 : 2
  const rowsMost = Math.min(
    Math.ceil(kioskLimits.tilesMost / columns),
    Math.max(1, Math.floor((zone + band.gap) / (least + band.gap))),
  )
  const rows = Math.min(rowsMost, Math.max(1, Math.ceil(count / columns)))
  const height = Math.min((zone - band.gap * (rows - 1)) / rows, (tileMost[rows] ?? 50) * (large ? 1.25 : 1))
  return {
    columns,
    rows,
    places: Math.min(kioskLimits.tilesMost, columns * rowsMost),
    tile: { width: (width - band.gap * (columns - 1)) / columns, height },
  }
}

/** The hero stands beside the menu on a glass that lies across. */
export const heroWidth = (layout: ScreenLayout): number =>
  layout.orientation === 'portrait' ? layout.width : Math.max(104, layout.width * 0.3)

/** Ems a text needs on one line: Chinese signs are one each, others about 0.62 in bold. */
export const ems = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x2e80 ? 1 : 0.62), 0)

/** Width (units) of a tile's stub and of the margins beside the name. */
export const stub = { portrait: 38, landscape: 28, narrow: 23, margins: 15.5, marginsNarrow: 10.5 } as const

/** Width (units) for words on a tile. */
const roomOf = (layout: ScreenLayout, { width }: Grid['tile']): number =>
  isNarrow(layout)
    ? width - stub.narrow - stub.marginsNarrow
    : width - stub[layout.orientation] - stub.margins

/** Ems of the longest piece that can't be broken: a Latin word; Chinese breaks anywhere if it must. */
const longest = (text: string): number =>
  Math.max(...text.split(/[\s-]|(?=[\u2e80-\uffff])/u).map((piece) => ems(piece)))

/**
 * The size (units) at which a name stands on a tile beside its stub: on one line where it can, on two where the tile
 * is high enough; no word is broken.
 */
export function nameSize(name: string, layout: ScreenLayout, tile: Grid['tile'], scale: number): number {
  const width = roomOf(layout, tile)
  const needs = ems(name) * scale
  const isHigh = tile.height >= 46 * scale
  const onOne = (isHigh ? [14, 12.5, 11] : [11.6, 10.6, 9.6, 8.6]).find((size) => needs * size <= width)
  if (onOne !== undefined) return onOne
  const words = longest(name) * scale
  const onTwo = (size: number): boolean => words * size <= width && needs * size <= width * 1.6
  return (isHigh ? [10, 9, 8, 7.5] : [8, 7.5]).find(onTwo) ?? 7.5
}

/** Whether name and standing are higher than the tile when each takes the lines that it needs. */
export function isTight(
  name: string,
  standing: string,
  layout: ScreenLayout,
  tile: Grid['tile'],
  scale: number,
): boolean {
  const width = roomOf(layout, tile)
  const isLoose = layout.orientation === 'portrait' && !isNarrow(layout)
  const set = isLoose
    ? { standing: 7.5, nameLine: 1.2, line: 1.25, around: 8 }
    : { standing: 7, nameLine: 1.15, line: 1.15, around: 5 }
  const lines = (text: string, size: number): number => (ems(text) * scale * size > width ? 2 : 1)
  const size = nameSize(name, layout, tile, scale)
  const names = lines(name, size) * size * set.nameLine
  const high = (names + lines(standing, set.standing) * set.standing * set.line) * scale
  return high + set.around > tile.height
}
