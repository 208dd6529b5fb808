/** The kinds of halls that ship, by the names that the command line takes. */
export const templateNames = [
  'property',
  'post-office',
  'telecom',
  'photo-studio',
  'bank',
  'clinic',
  'government',
  'after-sales',
] as const

export type TemplateName = (typeof templateNames)[number]
