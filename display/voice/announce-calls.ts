import { browserStorage } from '../../server/protocol/client/page-storage.ts'
import type { WatchedHall } from '../parts/use-hall.ts'
import { Announcer } from './announcer.ts'
import { Chime } from './chime.ts'

/** The announcer of a page's calls, and the chime that it plays. The page starts the chime. */
export function announceCalls(hall: WatchedHall<'board'>): { announcer: Announcer; chime: Chime } {
  const chime = new Chime()
  const announcer = new Announcer({
    now: hall.serverNow,
    elapsed: () => performance.now(),
    after: (ms, work) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    storage: browserStorage('localStorage'),
    play: () => chime.play(),
  })
  hall.watch.onEvents((events) => announcer.announce(events))
  return { announcer, chime }
}
