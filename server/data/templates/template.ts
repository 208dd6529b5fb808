import type { Texts } from '../../hall/ids.ts'
import type { HallFile } from '../hall-config.ts'

/** The parts of a hall that its kind decides. Papers and hours are a proposal that the hall confirms; no amount ships. */
export type HallTemplate = Pick<HallFile, 'name' | 'hours' | 'services' | 'profiles' | 'counters'> &
  Partial<Pick<HallFile, 'groups'>>

type Service = HallFile['services'][string]
/** A text in Chinese and in English. */
type Pair = readonly [string, string]

export const both = (chinese: string, english: string): Texts => ({ 'zh-CN': chinese, en: english })

interface ServiceFacts {
  readonly prefix: string
  readonly minutes: number
  readonly pictogram: string
  readonly group?: string
  readonly documents?: readonly Pair[]
  readonly fees?: readonly Pair[]
  readonly notes?: readonly Pair[]
}

export function service([chinese, english]: Pair, facts: ServiceFacts): Service {
  const { prefix, minutes, pictogram, group, documents = [], fees = [], notes = [] } = facts
  const lists = Object.entries({ documents, fees, notes }).filter(([, texts]) => texts.length > 0)
  const slip = Object.fromEntries(lists.map(([name, texts]) => [name, texts.map((pair) => both(...pair))]))
  return {
    name: both(chinese, english),
    prefix,
    expectedMinutes: minutes,
    pictogram,
    ...(group === undefined ? {} : { group }),
    ...(lists.length > 0 ? { slip } : {}),
  }
}

/** Counters by number, each with its profile; a name of its own replaces "Counter n". */
export function counters(
  ...list: readonly (string | { readonly profile: string; readonly name: Pair })[]
): HallFile['counters'] {
  return Object.fromEntries(
    list.map((one, at) => {
      const number = String(at + 1)
      const usual = both(`${number} 号窗口`, `Counter ${number}`)
      return [
        number,
        typeof one === 'string'
          ? { name: usual, profile: one }
          : { name: both(...one.name), profile: one.profile },
      ]
    }),
  )
}

type Spans = NonNullable<Exclude<HallFile['hours'], 'always'>['mon']>
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
/** The same hours on each working day, others at the weekend or none. */
export const weekly = (spans: Spans, weekend?: Spans): HallFile['hours'] => ({
  ...Object.fromEntries(workdays.map((day) => [day, spans])),
  ...(weekend ? { sat: weekend, sun: weekend } : {}),
})
