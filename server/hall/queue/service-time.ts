import type { Hall } from '../hall.ts'
import type { ServiceId } from '../ids.ts'

/** The median (ms) of the recently measured service times, or the settings' expected time until there are any. */
export function serviceTimeMs(hall: Hall, service: ServiceId): number {
  const measured = hall.durations.get(service)
  return measured?.length ? median(measured) : (hall.settings?.services[service]?.expectedMs ?? 0)
}

const medians = new WeakMap<readonly number[], number>()

/** Cached per list, because views ask for it far more often than times are measured. */
function median(measured: readonly number[]): number {
  const known = medians.get(measured)
  if (known !== undefined) return known
  const sorted = [...measured].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const value = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  medians.set(measured, value)
  return value
}
