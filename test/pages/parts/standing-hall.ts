import { signal } from '@preact/signals'
import { HallNames } from '../../../display/parts/hall-names.ts'
import type { WatchedHall } from '../../../display/parts/use-hall.ts'
import type { LiveStatus } from '../../../server/protocol/client/live-client.ts'
import type { Drawn, Trouble, Watchable, WatchName } from '../../../server/protocol/messages.ts'
import { nowAt } from '../fixtures.ts'

/** A hall that stands still: one view, one moment, nobody to give a command to. */
export const standingHall = <V extends WatchName>(
  view: Drawn<V>,
  { status = 'live', trouble }: { status?: LiveStatus; trouble?: Trouble } = {},
): WatchedHall<V> => ({
  view: signal(view),
  plainView: signal(view as Watchable[V]),
  names: new HallNames(),
  status: signal(status),
  closing: signal(undefined),
  ended: signal(undefined),
  trouble: signal(trouble),
  heardAt: signal(nowAt),
  now: signal(nowAt),
  serverNow: () => nowAt,
  client: {
    watch: () => {
      throw new Error('a standing hall shows one view')
    },
    unanswered: () => [],
    act: () => new Promise(() => undefined),
    report: () => undefined,
    touched: () => undefined,
    pause: () => undefined,
    retry: () => undefined,
    close: () => undefined,
  },
  watch: {
    state: {
      status,
      view: view as Watchable[V],
      ...(trouble ? { trouble } : {}),
      seq: 1,
      epoch: 'e1',
      isOpen: true,
      lastHeardAt: nowAt,
      offset: 0,
    },
    subscribe: () => () => undefined,
    onEvents: () => () => undefined,
    close: () => undefined,
  },
})
