import { randomInt } from 'node:crypto'

/**
 * Letters of a code: the twenty consonants of RFC 8628 §6.1, which nobody takes for a digit or for each other, and which
 * make no words.
 */
const letters = 'BCDFGHJKLMNPQRSTVWXZ'
const length = 8

/**
 * A code that a screen shows and an administrator types, `BCDF-GHJK`: 20^8, or 34.5 bits, as in RFC 8628. A code lives for
 * 10 minutes, at most 64 live at once, and an account has 10 wrong tries in 10 minutes: the odds of one account to hit
 * any of them are 10 × 64 / 20^8, 1 in 40 million. All three numbers are in `limits.ts`.
 */
export function makePairingCode(): string {
  const signs = Array.from({ length }, () => letters[randomInt(letters.length)])
  return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`
}

/** A code as a person typed it, in the form in which it is shown; any other text is no code of a screen. */
export function typedCode(text: string): string {
  const signs = text.toUpperCase().replace(/[^A-Z]/gu, '')
  return `${signs.slice(0, 4)}-${signs.slice(4)}`
}
