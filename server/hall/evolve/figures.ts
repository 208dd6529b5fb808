import type { MutableHall } from '../hall.ts'
import { limits } from '../limits.ts'

export const noFigures = {
  issued: 0,
  served: 0,
  cancelled: 0,
  left: 0,
  noShow: 0,
  unserved: 0,
  ratings: 0,
} as const

export const figureOf = {
  served: 'served',
  cancelled: 'cancelled',
  left: 'left',
  'no-show': 'noShow',
  unserved: 'unserved',
} as const

/** Adds a service time to those that estimates are made of. */
export function measure(hall: MutableHall, service: string, servedMs: number): void {
  if (servedMs < limits.durationMinMs || servedMs > limits.durationMaxMs) return
  hall.durations.set(service, [...(hall.durations.get(service) ?? []), servedMs].slice(-limits.durationsKept))
}
