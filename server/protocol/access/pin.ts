import { z } from 'zod'
import { wireLimits as limits } from '../limits.ts'

/** A PIN as somebody types it. */
export const pin = z
  .string()
  .regex(
    new RegExp(`^\\d{${limits.pinLeast},${limits.pinMost}}$`, 'u'),
    `${limits.pinLeast} to ${limits.pinMost} digits`,
  )

/** Middle columns and corners of key pads, which fingers find by themselves. */
const keyPadWalks = [
  '2580',
  '0852',
  '1379',
  '9731',
  '1397',
  '7931',
  '147258369',
  '159753',
  '147369',
  '159357',
]

const isEvenStep = (digits: readonly number[]): boolean =>
  new Set(digits.slice(1).map((digit, at) => (digit - digits[at]! + 10) % 10)).size === 1

const isYear = (text: string): boolean => /^(?:19|20)\d\d$/u.test(text)

/**
 * Whether a PIN is among those that people guess first: few different digits, even steps (1234, 9876, 2468), a part that
 * repeats, a year, a walk over the key pad, and parts of `words`, such as the badge number.
 */
export function isTrivialPin(text: string, words: readonly string[] = []): boolean {
  return (
    new Set(text).size < limits.pinDigits ||
    isEvenStep([...text].map(Number)) ||
    /^(.+)\1+$/u.test(text) ||
    isYear(text) ||
    keyPadWalks.some((walk) => walk.includes(text)) ||
    words.some((word) => word.includes(text) || (word.length >= limits.pinLeast && text.includes(word)))
  )
}

export const trivialPinProblem =
  'too easy to guess: no even steps, repetitions, years, walks over the key pad nor the badge number'

/** A PIN that somebody chooses. */
export const newPin = pin.refine((text) => !isTrivialPin(text), trivialPinProblem)
