import { kioskLimits } from './limits.ts'
import { bands, heroWidth, isNarrow, type ScreenLayout } from './screen-layout.ts'
import { leastHeight, measure, nameSize, type Tile, type TileText } from './tile-text.ts'

export interface Grid {
  readonly columns: number
  /** Tiles on one page. */
  readonly perPage: number
  /** Height and width of a tile, units. */
  readonly tile: Tile
  /** Font size of all names, units. */
  readonly name: number
  /** Whether the name and the whole status fit on a tile. */
  fits(text: TileText): boolean
}

const minTileHeight = { plain: 38, narrow: 41, large: 51 } as const
/** Fewer rows are higher, within reason. */
const maxTileHeight = (rows: number): number => Math.max(50, 94 - 11 * rows)

/** Rows between the hero and the menu. */
interface AboveMenu {
  readonly groups?: boolean
  readonly notice?: boolean
}

/** The grid of tiles: large enough for a finger and for every name, and within a hand's reach. */
export function gridOf(
  layout: ScreenLayout,
  texts: readonly TileText[],
  large: boolean,
  above: AboveMenu = {},
): Grid {
  const band = bands[layout.orientation]
  const scale = large ? 1.35 : 1
  const isUpright = layout.orientation === 'portrait'
  const width = layout.width - (isUpright ? band.margin * 2 : heroWidth(layout) + band.margin * 3)
  const columns = isNarrow(layout) && large ? 1 : width > 380 ? 3 : 2
  const tileWidth = (width - band.gap * (columns - 1)) / columns
  const usual = large ? minTileHeight.large : isNarrow(layout) ? minTileHeight.narrow : minTileHeight.plain
  const least = Math.max(usual, leastHeight(texts, layout, tileWidth, scale))
  const below = band.aids + band.action + band.gap + (above.groups ? bands.groups : 0)
  const notice = isUpright && above.notice ? bands.notice * scale : 0
  const hero = (isNarrow(layout) ? bands.heroNarrow : band.minHero) * (large ? 1.14 : 1)
  const room = layout.height - band.top - below - hero - band.gap - notice
  // EN 301 549: the centre of the uppermost tile stays within reach.
  const zone = Math.max(least, Math.min(room, layout.reach - below + least / 2))
  const maxRows = Math.min(
    Math.ceil(kioskLimits.maxTiles / columns),
    Math.max(1, Math.floor((zone + band.gap) / (least + band.gap))),
  )
  const rows = Math.min(maxRows, Math.max(1, Math.ceil(texts.length / columns)))
  const height = Math.min(
    (zone - band.gap * (rows - 1)) / rows,
    Math.max(least, maxTileHeight(rows) * (large ? 1.25 : 1)),
  )
  const tile = { width: tileWidth, height }
  const name = nameSize(texts, layout, tile, scale)
  return {
    columns,
    perPage: columns * maxRows,
    tile,
    name,
    fits: (text) => measure(text, layout, tileWidth, name, scale).high(9) <= height,
  }
}
