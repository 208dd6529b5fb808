import type { Hall } from '../hall.ts'
import type { ServiceId } from '../ids.ts'
import type { Wait } from '../views/view-types.ts'
import { countersFor } from './next-ticket.ts'

/** The median (ms) of the recently measured service times, or the settings' expected time until there are any. */
export function serviceTimeMs(hall: Hall, service: ServiceId): number {
  const measured = hall.durations.get(service)
  return measured?.length ? median(measured) : (hall.settings?.services[service]?.expectedMs ?? 0)
}

const medians = new WeakMap<readonly number[], number>()

/** Cached per list, because every issued ticket asks for the median and times are measured far less often. */
function median(measured: readonly number[]): number {
  const known = medians.get(measured)
  if (known !== undefined) return known
  const sorted = [...measured].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const value = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  medians.set(measured, value)
  return value
}

/** (ahead + 1) × median service time ÷ open counters, in minutes rounded outward; absent when none is open. */
export function waitFor(hall: Hall, service: ServiceId, ahead: number): Wait | undefined {
  const open = countersFor(hall, service).length
  if (open === 0) return undefined
  const minutes = ((ahead + 1) * serviceTimeMs(hall, service)) / open / 60_000
  const grain = minutes < 10 ? 1 : minutes < 60 ? 5 : 10
  const from = Math.floor(minutes / grain) * grain
  return { from, to: Math.max(Math.ceil(minutes / grain) * grain, from + grain) }
}
