import type { Announcement } from '../../hall/announcements.ts'
import type { Hall } from '../../hall/hall.ts'
import type { BoardView, TicketView, ViewName, Views } from '../../hall/views/view-types.ts'
import type { Audience } from '../../hall/views/views.ts'
import type { Watchable, WatchName } from '../../protocol/messages.ts'
import type { NotShown } from '../audience.ts'
import type { Names } from '../names-documents.ts'
import { limits } from './limits.ts'
import type { SharedMessage } from './shared-message.ts'

/** A subscriber to one view. */
export interface Watcher {
  /** The watcher has the view as of `seq`; the messages after it follow. */
  resume(seq: number): void
  notify(message: SharedMessage): void
  welcome(released: Released<WatchName>, events: readonly Announcement[]): void
  /** The view does not exist any longer, because its counter left the settings or its ticket expired. */
  ended(why: NotShown): void
}

/** A durable view. */
export interface Released<V extends WatchName = ViewName> {
  readonly seq: number
  readonly view: Watchable[V]
  /** The names for its ids; views outside of the heart have none. */
  readonly names: V extends ViewName ? Names : Names | undefined
}

/** One audience with its view and all its watchers. */
export interface Channel {
  readonly key: string
  readonly audience: Audience
  /** A guest made up the name of its kiosk: nothing of it stays when the last watcher leaves. */
  readonly isUnlisted: boolean
  /** The newest computed view, perhaps not yet durable. */
  view: Views[ViewName]
  seq: number
  names: Names
  /** The last entry that changed the view, when it was computed. */
  changedSeq: number
  /** The newest durable view. */
  released: Released
  readonly watchers: Set<Watcher>
  /** Watchers, with those that wait for the view to be durable. */
  joined: number
  /** The newest messages, for pages that reconnect. */
  readonly history: SharedMessage[]
  announcements: Announcement[]
  /** The hall changed since the view was computed. */
  isStale: boolean
  preparedAt: number
  /** Durable messages that some watchers were not sent yet. */
  roundsUnderWay: number
  emptySince: number | undefined
  /** The view no longer exists. */
  hasEnded: boolean
}

/** The minimum interval between two messages of a channel (ms). */
export const spanOf = ({ audience }: Channel): number =>
  audience.view === 'ticket' ? limits.phoneFrameMs : limits.frameMs

/** The messages after `seq`, when none is missing; undefined when a welcome is needed. */
export function missedSince(channel: Channel, seq: number): readonly SharedMessage[] | undefined {
  if (seq === channel.released.seq) return []
  const first = channel.history.findIndex((message) => message.prev === seq)
  return first < 0 ? undefined : channel.history.slice(first)
}

/** Whether the audience is a kiosk that the settings don't have. */
export const isUnlisted = ({ settings }: Hall, audience: Audience): boolean =>
  audience.view === 'kiosk' &&
  !settings?.devices.some(({ id, kind }) => id === audience.device && kind === 'kiosk')

export function isFor({ audience, view }: Channel, event: Announcement): boolean {
  // A test call is for the ears and eyes before a board.
  if (event.type === 'test-call' && audience.view !== 'board') return false
  switch (audience.view) {
    case 'board':
      return Object.hasOwn((view as BoardView).counters, event.counter)
    case 'manager':
      return true
    case 'window':
    case 'counter':
      return event.counter === audience.counter
    case 'ticket':
      return event.id.startsWith(`${(view as TicketView).day}/${(view as TicketView).label}/`)
    case 'kiosk':
    case 'rating':
    case 'queue':
    case 'setup':
      return false
    default:
      return audience satisfies never
  }
}
