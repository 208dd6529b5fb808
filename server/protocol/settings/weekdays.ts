import type { Hours } from '../../hall/settings.ts'

type Weekday = keyof Exclude<Hours, 'always'>

/** The days of a week by their names in `hours`. Pages may not load the settings of the heart, which hold the same list. */
export const weekdays = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
] as const satisfies readonly Weekday[]
