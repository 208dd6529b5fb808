import { screenLayoutLimits } from './limits.ts'

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

/** A portrait screen on which two tiles with the usual stub leave too little width for their names. */
export const isNarrow = ({ orientation, width }: ScreenLayout): boolean =>
  orientation === 'portrait' && width < 220

/** Width of the hero (units), which stands beside the menu in landscape. */
export const heroWidth = (layout: ScreenLayout): number =>
  layout.orientation === 'portrait' ? layout.width : Math.max(104, layout.width * 0.3)
