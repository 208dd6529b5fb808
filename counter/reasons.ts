import { type ReasonId, usualReasons } from '../server/hall/ids.ts'
import type { HallNames } from '../server/hall/views/view-types.ts'
import type { Translations } from './translations.ts'

/** Minutes that a customer may be asked to wait for, or asks to be away for. */
export const holdMinutes = [1, 3, 5, 10] as const

/** A reason in words: the hall's own, otherwise the catalogue's; one that neither has is shown by its id. */
export function pauseReason(reason: ReasonId, { reasons }: HallNames, { t, text }: Translations): string {
  const usual = usualReasons.pause.find((one) => one === reason)
  return text(reasons.pause[reason]) || (usual ? t(`pause.${usual}`) : reason)
}

/** The errand of a customer on hold, likewise. */
export function holdReason(reason: ReasonId, { reasons }: HallNames, { t, text }: Translations): string {
  const usual = usualReasons.hold.find((one) => one === reason)
  return text(reasons.hold[reason]) || (usual ? t(`hold.${usual}`) : reason)
}
