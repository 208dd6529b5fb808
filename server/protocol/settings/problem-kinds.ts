/**
 * Kinds of problems between parts of the settings, which pages say in the language of their reader. A problem without a
 * kind is one of a value by itself; the form states the limits of those.
 */
export const problemKinds = [
  'no-such-profile',
  'no-such-service',
  'no-such-group',
  'no-such-counter',
  'uncalled-service',
  'ignored-by-agent',
  'same-device',
  'zone-without-counter',
  'useless-field',
  'empty-span',
  'reversed-span',
  'spans-meet',
  'span-into-next-day',
  'reversed-days',
  'date-twice',
  'like-and-hours',
  'make-up-day-closed',
  'skipped-time',
  'repeated-time',
  'no-such-pictogram',
  'no-such-language',
  'empty-series',
  'lost-letters',
  'nobody-can',
  'no-page-language',
  'missing-names',
  'same-name',
  'empty-group',
  'never-open',
  'numbers-begin-open',
  'fixed-id',
  'too-large',
] as const

export type ProblemKind = (typeof problemKinds)[number]

/** The facts that a sentence about a problem names beside its place. */
export interface ProblemFacts {
  readonly kind: ProblemKind
  readonly facts?: Readonly<Record<string, string | number>>
  /** Paths of other parts of the settings that it is about. */
  readonly parts?: string[]
}
