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

/** What a service's next ticket is called, and the number after it; a label still live from an earlier day is passed over. */
export function nextNumber(
  hall: Hall,
  settings: Settings,
  service: ServiceId,
): { prefix: string; number: number; label: Label; next: number } {
  const prefix = settings.services[service]!.prefix
  const { start, step, digits } = seriesOf(settings, prefix)
  let number = hall.numbers.get(prefix) ?? start
  let label = labelOf(prefix, number, digits)
  while (hall.index.labels.has(label)) {
    number += step
    label = labelOf(prefix, number, digits)
  }
  return { prefix, number, label, next: number + step }
}
