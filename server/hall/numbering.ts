import type { Hall } from './hall.ts'
import type { Label, ServiceId } from './ids.ts'
import type { SeriesSettings, Settings } from './settings.ts'

/** Numbers per series and business day, from a counter in the state: never from a maximum nor a count. */

const defaultSeries: SeriesSettings = { start: 1, step: 1, digits: 3 }
export const seriesOf = (settings: Settings, prefix: string): SeriesSettings =>
  settings.series[prefix] ?? defaultSeries

/** `A042`; digits grow beyond their width (A999, then A1000). */
export const labelOf = (prefix: string, number: number, digits: number): Label =>
  prefix + String(number).padStart(digits, '0')

/** The next number of a service's series; a label still live from an earlier day is passed over. */
export function nextNumber(
  hall: Hall,
  settings: Settings,
  service: ServiceId,
): { number: number; label: Label } {
  const prefix = settings.services[service]!.prefix
  const { start, step, digits } = seriesOf(settings, prefix)
  let number = hall.numbers.get(prefix) ?? start
  let label = labelOf(prefix, number, digits)
  while (hall.index.labels.has(label)) {
    number += step
    label = labelOf(prefix, number, digits)
  }
  return { number, label }
}
