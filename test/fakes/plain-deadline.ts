import type { Hall } from '../../server/hall/hall.ts'

/** The earliest deadline, looked for in all that a hall holds. */
export function plainDeadline({ day, callableUntil, counters, serviceDoors }: Hall): number {
  const lost = [...counters.values()].flatMap((counter) => {
    if (counter.state === 'closed' || counter.active === undefined) return []
    return counter.link.link === 'lost' && !counter.link.unattended ? [counter.link.since] : []
  })
  return Math.min(
    day!.endsAt,
    day!.opensAt ?? Number.POSITIVE_INFINITY,
    day!.closesAt ?? Number.POSITIVE_INFINITY,
    ...callableUntil.values(),
    ...[...serviceDoors.values()].map(
      (doors) => (doors.doors === 'open' ? doors.closesAt : doors.opensAt) ?? Number.POSITIVE_INFINITY,
    ),
    ...lost.map((since) => since + 10 * 60_000),
  )
}
