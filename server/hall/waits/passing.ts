import type { MutableHall } from '../hall.ts'
import type { CounterId } from '../ids.ts'
import { tiersOf } from '../queue/next-ticket.ts'
import type { LiveTicket } from '../ticket.ts'
import type { KeptWait } from './told-waits.ts'

/** A told ticket is called: one fewer is ahead of all others that its counter can serve. */
export function countPassed(hall: MutableHall, { id }: LiveTicket, counter: CounterId): void {
  const post = hall.counters.get(counter)
  if (!post || hall.index.untold.has(id)) return
  const served = new Set(tiersOf(hall.settings!, post).flatMap(({ services }) => services))
  const pass = (list: Map<string, KeptWait>, key: string, kept: KeptWait): void => {
    if (kept.ahead > 0) list.set(key, { ...kept, ahead: kept.ahead - 1 })
  }
  for (const [key, kept] of hall.toldWaits) {
    const other = hall.live.get(key)
    if (other && key !== id && !other.sentTo && served.has(other.service)) pass(hall.toldWaits, key, kept)
  }
  for (const [key, kept] of hall.newcomerWaits)
    if (served.has(key.split(' ', 1)[0]!)) pass(hall.newcomerWaits, key, kept)
}
