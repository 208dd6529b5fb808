import type { Hall } from '../../server/hall/hall.ts'

/** The earliest deadline, looked for in all that a hall holds. */
export function plainDeadline({ day, callableUntil, counters }: Hall): number {
  const lost = [...counters.values()].filter(
    ({ active, linkLostAt, unattended }) => active !== undefined && linkLostAt !== undefined && !unattended,
  )
  return Math.min(
    day!.endsAt,
    day!.opensAt ?? Number.POSITIVE_INFINITY,
    day!.closesAt ?? Number.POSITIVE_INFINITY,
    ...callableUntil.values(),
    ...lost.map(({ linkLostAt }) => linkLostAt! + 10 * 60_000),
  )
}
