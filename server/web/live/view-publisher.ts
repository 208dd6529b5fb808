import type { Clock } from '../../clock.ts'
import { type Announcement, announcementsOf, recentCalls } from '../../hall/announcements.ts'
import type { Entry } from '../../hall/events.ts'
import type { Call } from '../../hall/hall.ts'
import type { TicketView, ViewName, Views } from '../../hall/views/view-types.ts'
import { type Audience, audienceKey, changedSeqOf, viewFor } from '../../hall/views/views.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { Commit, CommitListener } from '../../keeper/keeper-types.ts'
import { diff } from '../../protocol/merge-patch.ts'
import type { ServerMessage } from '../../protocol/messages.ts'
import { limits } from './limits.ts'

/** One page that watches. `tell` gets what was framed once for all who see the same. */
export interface Watcher {
  tell(frame: ChannelMessage): void
  welcome(released: Released, events: readonly Announcement[]): void
}

export interface Released {
  readonly seq: number
  readonly view: Views[ViewName]
}

export interface ChannelMessage {
  readonly prev: number
  readonly seq: number
  /** The message as JSON text. */
  readonly text: string
  /** Made on first use: the text as a WebSocket frame, the same bytes for everybody. */
  frame?: Buffer
  /** The same with a ping behind it, for those who are to say that it arrived. */
  asking?: Buffer
}

interface Prepared {
  readonly room: Channel
  readonly message: ChannelMessage
  readonly released: Released
}

interface Channel {
  readonly audience: Audience
  /** The newest view that was worked out, perhaps still on its way to the disk. */
  view: Views[ViewName]
  seq: number
  /** The entry that last changed what it shows, when the view was worked out. */
  changedSeq: number
  /** What is on disk, and what pages have been told. */
  released: Released
  readonly watchers: Set<Watcher>
  readonly told: ChannelMessage[]
  ear: Announcement[]
  stale: boolean
  toldAt: number
  emptySince: number | undefined
}

/**
 * Views for everybody who watches. While a batch flies to the disk, each audience's patch is made once from
 * the hall as it will be; it leaves when the batch is there. At once when quiet, at most one frame in 16 ms
 * per audience under load, a phone's once a second; events for the ear wait no longer than the frame.
 */
export class ViewPublisher implements CommitListener {
  readonly #keeper: HallKeeper
  readonly #clock: Clock
  readonly #rooms = new Map<string, Channel>()
  readonly #prepared = new Map<Commit, { calls: readonly Call[]; told: Prepared[] }>()
  /** Where this start found the hall: a page that comes back from before it gets a welcome, for build and clock are new. */
  readonly #foundSeq: number
  /** The hall's calls as far as they are on disk. */
  #calls: readonly Call[]
  /** The hall's calls after the last entry that was folded in, and the announcements of the batch that fills. */
  #newestCalls: readonly Call[]
  #announcements: Announcement[] = []
  #wake: (() => void) | undefined

  constructor(keeper: HallKeeper, clock: Clock) {
    this.#keeper = keeper
    this.#clock = clock
    this.#foundSeq = keeper.seq
    this.#calls = keeper.hall.calls
    this.#newestCalls = keeper.hall.calls
    keeper.listen(this)
  }

  /** Begins to tell a watcher, with what it missed if that is still known, else with a welcome. Undefined: no such view. */
  join(audience: Audience, watcher: Watcher, known?: { seq: number }): (() => void) | undefined {
    const room = this.#roomFor(audience)
    if (!room) return undefined
    let left = false
    this.#keeper.whenDurable(room.seq, () => {
      if (left) return
      const missed = known && known.seq > this.#foundSeq ? missedSince(room, known.seq) : undefined
      if (missed) for (const message of missed) watcher.tell(message)
      else this.#welcome(room, watcher)
      room.watchers.add(watcher)
    })
    return () => {
      left = true
      room.watchers.delete(watcher)
      if (room.watchers.size === 0) room.emptySince = this.#clock.monotonicMs()
    }
  }

  /** The newest view on disk, for HTTP; the reply waits until what it shows is there. */
  read(audience: Audience, reply: (released: Released | undefined) => void): void {
    const { hall, seq } = this.#keeper
    const view = viewFor(hall, audience)
    this.#keeper.whenDurable(seq, () => reply(view && { seq, view }))
  }

  /** Everything anew, for a page that lost count or could not keep up. */
  again(audience: Audience, watcher: Watcher): void {
    const room = this.#rooms.get(audienceKey(audience))
    if (room) this.#keeper.whenDurable(room.released.seq, () => this.#welcome(room, watcher))
  }

  seqOf(audience: Audience): number {
    // A room made while a batch is on its way shows what will be on the disk.
    return Math.min(
      this.#rooms.get(audienceKey(audience))?.released.seq ?? this.#keeper.durableSeq,
      this.#keeper.durableSeq,
    )
  }

  folded(entry: Entry): void {
    const { hall } = this.#keeper
    if (hall.calls === this.#newestCalls) return
    this.#announcements.push(...announcementsOf(hall, this.#newestCalls, entry))
    this.#newestCalls = hall.calls
  }

  sealed(commit: Commit): void {
    const announcements = this.#announcements
    this.#announcements = []
    const now = this.#clock.monotonicMs()
    const prepared: Prepared[] = []
    for (const [key, room] of this.#rooms) {
      if (this.#isForgotten(key, room, now)) continue
      room.stale = true
      for (const event of announcements) if (hears(room, event)) room.ear.push(event)
      if (now - room.toldAt < this.#spanOf(room)) this.#wakeIn(this.#spanOf(room) - (now - room.toldAt))
      else this.#prepare(room, now, prepared)
    }
    this.#prepared.set(commit, { calls: this.#keeper.hall.calls, told: prepared })
  }

  committed(commit: Commit): void {
    const prepared = this.#prepared.get(commit)
    this.#prepared.delete(commit)
    if (!prepared) return
    this.#calls = prepared.calls
    for (const { room, message, released } of prepared.told) this.#tell(room, message, released)
  }

  close(): void {
    this.#wake?.()
  }

  #spanOf(room: Channel): number {
    return room.audience.view === 'ticket' ? limits.phoneFrameMs : limits.frameMs
  }

  #roomFor(audience: Audience): Channel | undefined {
    const key = audienceKey(audience)
    const known = this.#rooms.get(key)
    if (known) {
      known.emptySince = undefined
      return known
    }
    const view = viewFor(this.#keeper.hall, audience)
    if (!view) return undefined
    const { seq } = this.#keeper
    const room: Channel = {
      audience,
      view,
      seq,
      changedSeq: changedSeqOf(this.#keeper.hall, audience),
      released: { seq, view },
      watchers: new Set(),
      told: [],
      ear: [],
      stale: false,
      toldAt: Number.NEGATIVE_INFINITY,
      emptySince: undefined,
    }
    this.#rooms.set(key, room)
    return room
  }

  /** A room nobody has watched for a while is given up; who comes later gets a welcome. */
  #isForgotten(key: string, room: Channel, now: number): boolean {
    if (room.emptySince === undefined || now - room.emptySince < limits.roomKeptMs) return false
    this.#rooms.delete(key)
    return true
  }

  /** Works the view out and makes the message; nothing when nothing changed for this audience. */
  #prepare(room: Channel, now: number, prepared: Prepared[]): void {
    room.stale = false
    const { hall } = this.#keeper
    const changedSeq = changedSeqOf(hall, room.audience)
    const view = changedSeq === room.changedSeq ? room.view : viewFor(hall, room.audience)
    if (!view) return
    const patch = diff(room.view, view)
    room.changedSeq = changedSeq
    if (patch === undefined && room.ear.length === 0) return
    const { seq } = this.#keeper
    const happened: ServerMessage = {
      type: 'happened',
      prev: room.seq,
      seq,
      events: room.ear,
      patch: patch ?? {},
    }
    const message: ChannelMessage = { prev: room.seq, seq, text: JSON.stringify(happened) }
    Object.assign(room, { view, seq, ear: [], toldAt: now })
    prepared.push({ room, message, released: { seq, view } })
  }

  #tell(room: Channel, message: ChannelMessage, released: Released): void {
    room.released = released
    room.told.push(message)
    if (room.told.length > limits.resumeMessages) room.told.shift()
    for (const watcher of room.watchers) watcher.tell(message)
  }

  #welcome(room: Channel, watcher: Watcher): void {
    const events = recentCalls(this.#calls, this.#clock.now()).filter((event) => hears(room, event))
    watcher.welcome(room.released, events)
  }

  /** When the span is over and no batch is under way, what waited is told; with one under way its seal tells it. */
  #wakeIn(ms: number): void {
    if (this.#wake) return
    this.#wake = this.#clock.after(ms, () => {
      this.#wake = undefined
      this.#keeper.whenDurable(this.#keeper.seq, () => this.#tellStale())
    })
  }

  #tellStale(): void {
    if (this.#keeper.seq !== this.#keeper.durableSeq) return
    const now = this.#clock.monotonicMs()
    const prepared: Prepared[] = []
    for (const room of this.#rooms.values()) {
      if (!room.stale) continue
      const left = this.#spanOf(room) - (now - room.toldAt)
      if (left > 0) this.#wakeIn(left)
      else this.#prepare(room, now, prepared)
    }
    for (const { room, message, released } of prepared) this.#tell(room, message, released)
  }
}

/** The messages after `seq`, when none is missing; undefined when a welcome is needed. */
function missedSince(room: Channel, seq: number): readonly ChannelMessage[] | undefined {
  if (seq === room.released.seq) return []
  const first = room.told.findIndex((message) => message.prev === seq)
  return first < 0 ? undefined : room.told.slice(first)
}

function hears({ audience, view }: Channel, event: Announcement): boolean {
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
