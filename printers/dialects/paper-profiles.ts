import type { PaperProfile } from './dialect.ts'

/** What a person says about the paper of a printer. */
export interface PaperGiven {
  /** Width of the roll in millimetres. */
  width: 58 | 80
  dpi: 180 | 203
  dots?: number | undefined
  cuts?: boolean | undefined
  /** By default what the line is fast enough for. */
  letters?: 'drawn' | 'own' | undefined
  ownQr?: boolean | undefined
}

/**
 * Printable dots across, from the manuals: 72 mm of an 80 mm roll are 576 dots at 203 dpi and 512 at 180; of a 58 mm
 * roll most printers use 48 mm, 384 dots. Some use 52.5 mm, 420 dots: those are told by `dots`.
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
