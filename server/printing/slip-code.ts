import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DayId, Label } from '../hall/ids.ts'

/**
 * The short code on a paper ticket, an HMAC of label and day with the hall's secret, proves that this hall printed it.
 * Five signs of 27 are one guess in 14 million, made in front of a clerk. A copied paper has the same code, which is
 * why a number is called only once.
 */

/** No signs that look like one another. */
const signs = '23456789ACDEFGHJKMNPRTUVWXY'
const length = 5

export function slipCode(secret: Buffer, day: DayId, label: Label): string {
  const digest = createHmac('sha256', secret).update(`slip:${day}:${label}`).digest()
  return [...digest.subarray(0, length)].map((byte) => signs[byte % signs.length]).join('')
}

/** Takes the code as people write it, in any case and with blanks. */
export function isSlipCode(secret: Buffer, day: DayId, label: Label, code: string): boolean {
  const given = Buffer.from(code.replace(/[\s-]/g, '').toUpperCase())
  const right = Buffer.from(slipCode(secret, day, label))
  return given.length === right.length && timingSafeEqual(given, right)
}
