import { tooMany } from '../schema/schema-problems.ts'

const lengthOf = (list: unknown): number => Object.keys(Object(list)).length

interface Refusal {
  readonly error: (issue: { input?: unknown }) => string
  readonly params: typeof tooMany
}

/** Arguments of zod's `refine`: a list or record of at most `most` entries, refused with how many there are. */
export const atMost = (most: number, entries: string): [(list: object) => boolean, Refusal] => [
  (list) => lengthOf(list) <= most,
  {
    error: ({ input }) => `at most ${most} ${entries}, here are ${lengthOf(input)}: take some out`,
    params: tooMany,
  },
]
