import type { Hall } from '../hall.ts'
import type { Label, ServiceId } from '../ids.ts'
import type { SeriesSettings, Settings } from '../settings.ts'

/** Ticket numbers per series and business day. They come from a counter in the state, never from a maximum or a count. */

const defaultSeries: SeriesSettings = { start: 1, step: 1, digits: 3 }
export const seriesOf = (settings: Settings, prefix: string): SeriesSettings =>
  settings.series[prefix] ?? defaultSeries

/** A label such as `A042`; it grows beyond its width (A999, then A1000). */
const labelOf = (prefix: string, number: number, digits: number): Label =>
  prefix + String(number).padStart(digits, '0')

/**
 * The label and number of a service's next ticket, and the number after it. A label that is still live from an
 * earlier day is skipped.
 */
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
