import { diagonals } from '../limits.ts'

/** The diagonal (inches) by `?diagonal=`; `byDefault` where it is absent or out of range. */
function diagonalOf(search: string, byDefault: number): number {
  const named = Number(new URLSearchParams(search).get('diagonal'))
  return named >= diagonals.min && named <= diagonals.max ? named : byDefault
}

/** CSS pixels per millimetre of a screen of `width` × `height` CSS pixels and a diagonal in inches. */
const pixelsPerMillimetre = (width: number, height: number, diagonal: number): number =>
  Math.hypot(width, height) / (diagonal * 25.4)

/**
 * Sets `--mm` (CSS pixels per millimetre) and returns it. With it `calc(20 * var(--mm))` is 20 mm on any screen, which
 * a CSS `mm` is not.
 */
export function measureScreen(defaultDiagonal: number, page: Window = window): number {
  const mm = pixelsPerMillimetre(
    page.screen.width,
    page.screen.height,
    diagonalOf(page.location.search, defaultDiagonal),
  )
  page.document.documentElement.style.setProperty('--mm', `${mm.toFixed(4)}px`)
  return mm
}
