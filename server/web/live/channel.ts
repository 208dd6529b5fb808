import type { Announcement } from '../../hall/announcements.ts'
import type { TicketView, ViewName, Views } from '../../hall/views/view-types.ts'
import type { Audience } from '../../hall/views/views.ts'
import type { Watchable, WatchName } from '../../protocol/messages.ts'
import type { NotShown } from '../audience.ts'
import type { Names } from '../names-documents.ts'
import { limits } from './limits.ts'
import type { SharedMessage } from './shared-message.ts'

/** A subscriber to one view. */
export interface Watcher {
  /** It has the view as of `seq`: messages after that follow. */
  resume(seq: number): void
  notify(message: SharedMessage): void
  welcome(released: Released<WatchName>, events: readonly Announcement[]): void
  /** The view is no more: its counter left the settings, its ticket expired. */
  ended(why: NotShown): void
}

/** A view that is on disk. */
export interface Released<V extends WatchName = ViewName> {
  readonly seq: number
  readonly view: Watchable[V]
  /** What its ids stand for; papers of a demo have none. */
  readonly names: V extends ViewName ? Names : Names | undefined
}

/** One audience: its view and all who watch it. */
export interface Channel {
  readonly key: string
  readonly audience: Audience
  /** The newest view that was worked out, perhaps still on its way to the disk. */
  view: Views[ViewName]
  seq: number
  names: Names
  /** The entry that last changed what it shows, when the view was worked out. */
  changedSeq: number
  /** The newest view that is on disk. */
  released: Released
  readonly watchers: Set<Watcher>
  /** The newest messages, for pages that come back. */
  readonly history: SharedMessage[]
  announcements: Announcement[]
  /** The hall changed since the view was worked out. */
  isStale: boolean
  preparedAt: number
  emptySince: number | undefined
  /** There is no such view any longer. */
  hasEnded: boolean
}

/** The least span between two messages of a channel (ms). */
export const spanOf = ({ audience }: Channel): number =>
  audience.view === 'ticket' ? limits.phoneFrameMs : limits.frameMs

/** The messages after `seq`, when none is missing; undefined when a welcome is needed. */
export function missedSince(channel: Channel, seq: number): readonly SharedMessage[] | undefined {
  if (seq === channel.released.seq) return []
  const first = channel.history.findIndex((message) => message.prev === seq)
  return first < 0 ? undefined : channel.history.slice(first)
}

export function isFor({ audience, view }: Channel, event: Announcement): boolean {
  switch (audience.view) {
    case 'board':
    case 'manager':
      return true
    case 'window':
    case 'counter':
      return event.counter === audience.counter
    case 'ticket':
      return event.id.startsWith(`${(view as TicketView).day}/${(view as TicketView).label}/`)
    case 'kiosk':
      return false
    default:
      return audience satisfies never
  }
}
