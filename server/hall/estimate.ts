import type { Hall } from './hall.ts'
import { countersFor } from './next-ticket.ts'
import type { Wait } from './view-shapes.ts'
import type { ServiceId } from './words.ts'

/** The median of the service times measured lately, or what the settings expect until there are any (ms). */
export function serviceTimeMs(hall: Hall, service: ServiceId): number {
  const measured = hall.durations.get(service)
  if (!measured?.length) return hall.settings?.services[service]?.expectedMs ?? 0
  const sorted = [...measured].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
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
