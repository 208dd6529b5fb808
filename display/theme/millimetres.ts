import { diagonals } from '../limits.ts'

/** The diagonal in inches that `?diagonal=` names, or `usual` when it names none that can be. */
export function diagonalOf(search: string, usual: number): number {
  const named = Number(new URLSearchParams(search).get('diagonal'))
  return named >= diagonals.least && named <= diagonals.most ? named : usual
}

/** CSS pixels per millimetre of a screen of `width` × `height` CSS pixels and a diagonal in inches. */
export const pixelsPerMillimetre = (width: number, height: number, diagonal: number): number =>
  Math.hypot(width, height) / (diagonal * 25.4)

/**
 * Sets `--mm`, so that a length in millimetres is one on any screen: a target of 20 mm is
 * `calc(20 * var(--mm))`. Returns CSS pixels per millimetre.
 */
export function measureScreen(usualDiagonal: number, page: Window = window): number {
  const mm = pixelsPerMillimetre(
    page.screen.width,
    page.screen.height,
    diagonalOf(page.location.search, usualDiagonal),
  )
  page.document.documentElement.style.setProperty('--mm', `${mm.toFixed(4)}px`)
  return mm
}
