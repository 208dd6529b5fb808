import { z } from 'zod'
import { wireLimits as limits } from '../limits.ts'

/** A PIN as somebody types it. */
export const pin = z
  .string()
  .regex(
    new RegExp(`^\\d{${limits.pinLeast},${limits.pinMost}}$`, 'u'),
    `${limits.pinLeast} to ${limits.pinMost} digits`,
  )

/** Ways over the rows, columns, diagonals and edges of a key pad, which fingers find by themselves. */
const keyPadWalks = [
  '147258369',
  '1478963',
  '147896325',
  '123698745',
  '147852369',
  '123654789',
  '7412369',
  '159753',
  '159357',
  '147369',
  '369852147',
].flatMap((walk) => [walk, [...walk].reverse().join('')])

/** The step from each digit to the next, where all are the same; round after 9. */
function stepOf(digits: readonly number[]): number | undefined {
  const [step, ...others] = new Set(digits.slice(1).map((digit, at) => (digit - digits[at]! + 10) % 10))
  return others.length === 0 ? step : undefined
}

/** Even steps of all digits, also where each stands several times (112233), and halves that count up, down or stay (123789). */
function hasEvenSteps(text: string): boolean {
  const digits = [...text].map(Number)
  const half = Math.floor(digits.length / 2)
  const halves = [digits.slice(0, half), digits.slice(-half)].map(stepOf)
  const single = digits.filter((digit, at) => digit !== digits[at - 1])
  return (
    stepOf(digits) !== undefined ||
    stepOf(single) !== undefined ||
    halves.every((step) => step === 0 || step === 1 || step === 9)
  )
}

const isDay = (month: string, day: string): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31

/** Dates with years of two or four digits, in the usual orders. */
function isDate(text: string): boolean {
  const [, first = '', second = '', third = ''] = /^(\d\d)(\d\d)(\d\d)$/u.exec(text) ?? []
  if (isDay(second, third) || isDay(second, first) || isDay(first, second)) return true
  const [, before = '', after = ''] = /^(?:(?:19|20)\d\d)?(\d\d)(\d\d)(?:(?:19|20)\d\d)?$/u.exec(text) ?? []
  return text.length === 8 && (isDay(before, after) || isDay(after, before))
}

/**
 * Whether a PIN is among those that people guess first: few different digits, even steps (123456, 987654, 112233), a part
 * that repeats, a date, a walk over the key pad, and parts of `words`, such as the badge number.
 */
export function isTrivialPin(text: string, words: readonly string[] = []): boolean {
  return (
    new Set(text).size < limits.pinDigits ||
    hasEvenSteps(text) ||
    /^(.+)\1+$/u.test(text) ||
    isDate(text) ||
    keyPadWalks.some((walk) => walk.includes(text)) ||
    words.some((word) => word.includes(text) || (word.length >= limits.pinWord && text.includes(word)))
  )
}

export const trivialPinProblem =
  'too easy to guess: no even steps, repetitions, dates, walks over the key pad nor the badge number'

/** A PIN that somebody chooses. */
export const newPin = pin.refine((text) => !isTrivialPin(text), trivialPinProblem)
