import { wireLimits } from './limits.ts'

/**
 * Passwords that people guess first, by NIST SP 800-63B-4 §3.1.1.2: common words, sequences of alphabet and keyboard,
 * repetitions, and words of the place. A list of the commonest passwords finds
 * few of them, because nearly all are shorter than a hall allows. People lengthen them by just these means.
 */

/** Words in which the commonest passwords of published leaks consist, English and Chinese in Latin letters. */
const commonWords =
  `password passwort passw0rd passphrase qwerty asdf zxcv letmein welcome admin administrator root
  iloveyou woaini monkey dragon football baseball soccer princess sunshine master superman batman trustno shadow michael
  jordan jessica charlie ashley daniel andrew starwars pokemon secret login access changeme default guest test user
  computer internet samsung google facebook flower hello freedom whatever ninja mustang liverpool chelsea arsenal
  summer winter spring autumn monday friday january december zhongguo mima nihao baobei wodemima nowserving counter
  queue ticket 1314 520 521 666 888`.split(/\s+/u)

/** Rows and columns of keyboards, the alphabet and the digits. */
const sequences = [
  ...[
    'abcdefghijklmnopqrstuvwxyz',
    '01234567890',
    'qwertyuiop',
    'asdfghjkl',
    'zxcvbnm',
    'azertyuiop',
    'qwertzuiop',
  ],
  ...[
    '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
    'qazwsxedcrfvtgbyhnujmikolp',
    '1q2w3e4r5t6y7u8i9o0p',
    'q1w2e3r4t5y6u7i8o9p0',
    '!@#$%^&*()',
  ],
].flatMap((sequence) => [sequence, [...sequence].reverse().join('')])
const shortestSequence = 3

const signsOfLetters: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
}

const isSequence = (part: string): boolean =>
  new Set(part).size === 1 || sequences.some((one) => one.includes(part))

/**
 * Whether too little of a password is its person's own: the characters outside of common words, sequences, repetitions
 * and `words`, such as the badge number and the name of the hall.
 */
export function isGuessable(password: string, words: readonly string[] = []): boolean {
  const text = password
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(.{2,8}?)\1+/gu, '$1')
  const spelled = [...text].map((sign) => signsOfLetters[sign] ?? sign).join('')
  const known = [...commonWords, ...words.flatMap((one) => one.normalize('NFKC').toLowerCase().split(/\s+/u))]
  const isKnown = new Array<boolean>(text.length).fill(false)
  for (const word of known)
    if (word.length >= shortestSequence)
      for (const spelling of [text, spelled])
        for (let at = spelling.indexOf(word); at >= 0; at = spelling.indexOf(word, at + 1))
          isKnown.fill(true, at, at + word.length)
  for (let at = 0; at + shortestSequence <= text.length; at += 1)
    if (isSequence(text.slice(at, at + shortestSequence))) isKnown.fill(true, at, at + shortestSequence)
  const own = [...isKnown.keys()].filter((at) => !isKnown[at] && /\S/u.test(text[at]!))
  return own.length < wireLimits.passwordOwnSigns
}

export const guessableProblem =
  'too easy to guess: common words, sequences, repetitions, the badge number and the name of the hall do not count; add words of your own'
