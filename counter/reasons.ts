import type { Translations } from './translations.ts'

/** Why a counter pauses and what a customer was sent for: ids on the wire, words in the catalogue. */
export const pauseReasons = ['break', 'meal', 'papers', 'errand', 'training', 'other'] as const
export const holdReasons = ['copy', 'form', 'payment', 'call', 'restroom', 'other'] as const
/** Minutes that a customer may be asked to wait for, or asks to be away for. */
export const holdMinutes = [1, 3, 5, 10] as const

/** A reason in words; one that this page does not know was written by somebody else and is shown as it is. */
export function pauseReason(reason: string, { say }: Translations): string {
  const known = pauseReasons.find((one) => one === reason)
  return known ? say(`pause.${known}`) : reason
}

export interface HoldReason {
  what: string
  minutes?: number
}

/** `copy/3`: what for, and the minutes agreed; so every screen can remind, not only the one that asked. */
export const holdReason = (what: string, minutes: number): string => `${what}/${minutes}`

export function readHoldReason(reason: string | undefined, { say }: Translations): HoldReason | undefined {
  if (reason === undefined) return undefined
  const [what = '', minutes] = reason.split('/')
  const known = holdReasons.find((one) => one === what)
  const agreed = Number(minutes)
  return {
    what: known ? say(`hold.${known}`) : reason,
    ...(known && agreed > 0 && { minutes: agreed }),
  }
}
