import type { PaperProfile } from './dialect.ts'

/** The properties of a printer's paper, as a person gives them. */
interface PaperGiven {
  /** Width of the roll in millimetres. */
  width: 58 | 80
  dpi: 180 | 203
  dots?: number | undefined
  cuts?: boolean | undefined
  /** By default `own` on slow connections and `drawn` on all others. */
  letters?: 'drawn' | 'own' | undefined
  ownQr?: boolean | undefined
}

/**
 * Printable dots across, from the manuals. An 80 mm roll prints 72 mm: 576 dots at 203 dpi, 512 at 180. A 58 mm roll
 * prints 48 mm on most printers, 384 dots. Some print 52.5 mm, 420 dots, which `dots` gives.
 */
const usualDots = { 58: { 203: 384, 180: 360 }, 80: { 203: 576, 180: 512 } } as const

export function profileOf({
  width,
  dpi,
  dots,
  cuts = true,
  letters,
  ownQr = true,
}: PaperGiven): PaperProfile {
  const usual = { width: dots ?? usualDots[width][dpi], dpi, cuts, ownQr }
  return letters === undefined ? usual : { ...usual, fonts: letters === 'own' ? 'resident' : letters }
}
