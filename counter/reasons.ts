import { type ReasonId, usualReasons } from '../server/hall/ids.ts'
import type { HallNames } from '../server/hall/views/view-types.ts'
import type { Translations } from './translations.ts'

/** Lengths of a hold (min) that the console offers. */
export const holdMinutes = [1, 3, 5, 10] as const

/** Name of a reason to pause: the hall's own, otherwise the catalogue's, otherwise its id. */
export function pauseReason(reason: ReasonId, { reasons }: HallNames, { t, text }: Translations): string {
  const usual = usualReasons.pause.find((one) => one === reason)
  return text(reasons.pause[reason]) || (usual ? t(`pause.${usual}`) : reason)
}

/** Name of a reason of a rating, by the same rule. */
export function ratingReason(reason: ReasonId, { reasons }: HallNames, { t, text }: Translations): string {
  const usual = usualReasons.rating.find((one) => one === reason)
  return text(reasons.rating[reason]) || (usual ? t(`rating.${usual}`) : reason)
}

/** Name of a reason to hold, by the same rule. */
export function holdReason(reason: ReasonId, { reasons }: HallNames, { t, text }: Translations): string {
  const usual = usualReasons.hold.find((one) => one === reason)
  return text(reasons.hold[reason]) || (usual ? t(`hold.${usual}`) : reason)
}
