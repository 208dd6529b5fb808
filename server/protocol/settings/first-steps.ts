/** Steps of the first start of a hall, in the order in which its page leads through them. */
export const firstSteps = [
  'hall',
  'services',
  'counters',
  'people',
  'languages',
  'printer',
  'screens',
  'test',
] as const

export type FirstStep = (typeof firstSteps)[number]
