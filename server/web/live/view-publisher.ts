import type { Clock } from '../../clock.ts'
import { type Announcement, announcementsOf, recentCalls } from '../../hall/announcements.ts'
import type { Entry } from '../../hall/events.ts'
import type { Call, Hall } from '../../hall/hall.ts'
import { type Audience, audienceKey, changedSeqOf, viewFor } from '../../hall/views/views.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { Commit, CommitListener } from '../../keeper/keeper-types.ts'
import { diff } from '../../protocol/merge-patch.ts'
import { missing } from '../audience.ts'
import { type Names, NamesDocuments } from '../names-documents.ts'
import {
  type Channel,
  isFor,
  isUnlisted,
  missedSince,
  type Released,
  spanOf,
  type Watcher,
} from './channel.ts'
import { limits } from './limits.ts'
import { SharedMessage } from './shared-message.ts'
import { type SharedLoop, stepsOf, TimeSlicer } from './time-slicer.ts'

/** A message to a channel's watchers, sent once its batch is durable. */
interface Prepared {
  readonly channel: Channel
  readonly next: { readonly message: SharedMessage; readonly released: Released } | 'ended'
}

/**
 * Publishes views. While a batch is in flight, each audience's patch is computed once from the state after it; it is
 * sent when the batch is durable. A quiet hall sends at once. Under load an audience gets at most one message in 16
 * ms, a phone one a second; announcements leave with their message. A channel's next patch is computed once all its
 * watchers have the last one, so that messages never pile up and each watcher gets the newest state in order.
 */
export class ViewPublisher implements CommitListener {
  readonly #keeper: HallKeeper
  readonly #clock: Clock
  readonly #rounds: TimeSlicer
  readonly #names = new NamesDocuments()
  readonly #channels = new Map<string, Channel>()
  /** Channels of kiosks that the settings don't have. */
  #unlisted = 0
  readonly #prepared = new Map<Commit, { calls: readonly Call[]; told: Prepared[] }>()
  /** The hall's seq at this start. A page with an earlier seq gets a welcome, because build and clock are new. */
  readonly #foundSeq: number
  /** The durable calls of the hall. */
  #calls: readonly Call[]
  /** The hall's calls after the newest entry, and the announcements of the open batch. */
  #newestCalls: readonly Call[]
  #announcements: Announcement[] = []
  #wake: { readonly dueAt: number; readonly cancel: () => void } | undefined

  constructor(keeper: HallKeeper, clock: Clock, loop?: SharedLoop) {
    this.#keeper = keeper
    this.#clock = clock
    this.#rounds = new TimeSlicer(clock, loop)
    this.#foundSeq = keeper.seq
    this.#calls = keeper.hall.calls
    this.#newestCalls = keeper.hall.calls
    keeper.listen(this)
  }

  /**
   * Subscribes a watcher, who gets the messages after `knownSeq` if they are still kept, otherwise a welcome. Returns
   * the function that unsubscribes; undefined when there is no such view.
   */
  join(audience: Audience, watcher: Watcher, knownSeq?: number): (() => void) | undefined {
    const channel = this.#channelFor(audience)
    if (!channel) return undefined
    channel.joined += 1
    let hasLeft = false
    this.#keeper.whenDurable(channel.seq, () => {
      if (hasLeft) return
      if (channel.hasEnded) return this.#end(channel, watcher)
      const isOfThisStart = knownSeq !== undefined && knownSeq > this.#foundSeq
      const missed = isOfThisStart ? missedSince(channel, knownSeq) : undefined
      if (missed) {
        watcher.resume(knownSeq!)
        for (const message of missed) watcher.notify(message)
      } else this.#welcome(channel, watcher)
      channel.watchers.add(watcher)
    })
    return () => {
      if (hasLeft) return
      hasLeft = true
      channel.watchers.delete(watcher)
      channel.joined -= 1
      if (channel.joined > 0) return
      if (channel.isUnlisted) this.#forget(channel)
      else channel.emptySince = this.#clock.monotonicMs()
    }
  }

  /** The newest view, for HTTP; the reply waits until the view is durable. */
  read(audience: Audience, reply: (released: Released | undefined) => void): void {
    const { hall, seq } = this.#keeper
    const view = viewFor(hall, audience)
    const names = view && this.#namesOf(hall)
    this.#keeper.whenDurable(seq, () => reply(names && { seq, view, names }))
  }

  /** Views that are computed at each change. */
  get channelCount(): number {
    return this.#channels.size
  }

  /** Names of the hall as JSON, in one language; undefined when there are none with this hash. */
  namesDocument(hash: string, language: unknown): string | undefined {
    return this.#names.document(hash, language)
  }

  /** Sends a watcher a new welcome, because it lost count or was too slow. */
  again(audience: Audience, watcher: Watcher): void {
    const channel = this.#channels.get(audienceKey(audience))
    if (channel) this.#keeper.whenDurable(channel.released.seq, () => this.#welcome(channel, watcher))
  }

  folded(entry: Entry): void {
    const { hall } = this.#keeper
    this.#announcements.push(...announcementsOf(hall, this.#newestCalls, entry))
    this.#newestCalls = hall.calls
  }

  sealed(commit: Commit): void {
    const announcements = this.#announcements
    this.#announcements = []
    const now = this.#clock.monotonicMs()
    const prepared: Prepared[] = []
    for (const channel of this.#channels.values()) {
      if (this.#isForgotten(channel, now)) continue
      channel.isStale = true
      for (const event of announcements) if (isFor(channel, event)) channel.announcements.push(event)
      this.#prepareWhenDue(channel, now, prepared)
    }
    this.#prepared.set(commit, { calls: this.#keeper.hall.calls, told: prepared })
  }

  committed(commit: Commit): void {
    const prepared = this.#prepared.get(commit)
    this.#prepared.delete(commit)
    if (!prepared) return
    this.#calls = prepared.calls
    for (const one of prepared.told) this.#publish(one)
  }

  /** Sends the rest of the rounds under way, and nothing later. */
  close(): void {
    this.#rounds.finish()
    this.#wake?.cancel()
  }

  #channelFor(audience: Audience): Channel | undefined {
    const key = audienceKey(audience)
    const known = this.#channels.get(key)
    if (known) {
      known.emptySince = undefined
      return known
    }
    const { hall, seq } = this.#keeper
    const isMadeUp = isUnlisted(hall, audience)
    if (isMadeUp && this.#unlisted >= limits.unlistedKiosks) return undefined
    const view = viewFor(hall, audience)
    if (!view) return undefined
    const names = this.#namesOf(hall)
    const channel: Channel = {
      key,
      audience,
      isUnlisted: isMadeUp,
      view,
      seq,
      names,
      changedSeq: changedSeqOf(hall, audience),
      released: { seq, view, names },
      watchers: new Set(),
      joined: 0,
      history: [],
      announcements: [],
      isStale: false,
      preparedAt: Number.NEGATIVE_INFINITY,
      roundsUnderWay: 0,
      emptySince: undefined,
      hasEnded: false,
    }
    this.#channels.set(key, channel)
    if (isMadeUp) this.#unlisted += 1
    return channel
  }

  #forget(channel: Channel): void {
    if (this.#channels.get(channel.key) !== channel) return
    this.#channels.delete(channel.key)
    if (channel.isUnlisted) this.#unlisted -= 1
  }

  /** Closes a channel without watchers for a while; a page that comes later gets a welcome. */
  #isForgotten(channel: Channel, now: number): boolean {
    if (channel.emptySince === undefined || now - channel.emptySince < limits.channelKeptMs) return false
    this.#forget(channel)
    return true
  }

  /** A channel that isn't due stays stale. The end of its round or a timer prepares it later. */
  #prepareWhenDue(channel: Channel, now: number, prepared: Prepared[]): void {
    if (channel.roundsUnderWay > 0) return
    const dueAt = channel.preparedAt + spanOf(channel)
    if (now < dueAt) this.#wakeAt(dueAt)
    else this.#prepare(channel, now, prepared)
  }

  /** Computes the view and its message; none when nothing changed for this audience. */
  #prepare(channel: Channel, now: number, prepared: Prepared[]): void {
    channel.isStale = false
    const { hall, seq } = this.#keeper
    const changedSeq = changedSeqOf(hall, channel.audience)
    const isChanged = changedSeq !== channel.changedSeq
    if (!isChanged && channel.announcements.length === 0) return
    const view = isChanged ? viewFor(hall, channel.audience) : channel.view
    if (!view) {
      this.#forget(channel)
      prepared.push({ channel, next: 'ended' })
      return
    }
    channel.changedSeq = changedSeq
    const names = isChanged ? this.#namesOf(hall) : channel.names
    const isRenamed = names !== channel.names
    const patch = diff(channel.view, view)
    if (patch === undefined && !isRenamed && channel.announcements.length === 0) return
    const message = new SharedMessage({
      type: 'happened',
      prev: channel.seq,
      seq,
      events: channel.announcements,
      patch: patch ?? {},
      ...(isRenamed ? { names: names.hash } : {}),
    })
    Object.assign(channel, { view, seq, names, announcements: [], preparedAt: now })
    prepared.push({ channel, next: { message, released: { seq, view, names } } })
  }

  /** Not undefined, because a hall with a view has settings. */
  #namesOf({ settings }: Hall): Names {
    return this.#names.of(settings!)
  }

  #publish({ channel, next }: Prepared): void {
    if (next === 'ended') channel.hasEnded = true
    else {
      channel.released = next.released
      channel.history.push(next.message)
      if (channel.history.length > limits.resumeMessages) channel.history.shift()
    }
    channel.roundsUnderWay += 1
    this.#rounds.run(this.#round(channel, next))
  }

  /** One step per watcher. Those who join meanwhile have a newer welcome, and pass over the message. */
  *#round(channel: Channel, next: Prepared['next']): Generator<void, void> {
    yield* stepsOf(channel.watchers, (watcher) =>
      next === 'ended' ? this.#end(channel, watcher) : watcher.notify(next.message),
    )
    channel.roundsUnderWay -= 1
    if (channel.isStale) this.#wakeAt(channel.preparedAt + spanOf(channel))
  }

  #end({ audience }: Channel, watcher: Watcher): void {
    watcher.ended(missing(audience))
  }

  #welcome(channel: Channel, watcher: Watcher): void {
    const events = recentCalls(this.#calls, this.#clock.now()).filter((event) => isFor(channel, event))
    watcher.welcome(channel.released, events)
  }

  /** Publishes stale channels then, unless a batch is open; its seal publishes them otherwise. */
  #wakeAt(dueAt: number): void {
    if (this.#wake && this.#wake.dueAt <= dueAt) return
    this.#wake?.cancel()
    const cancel = this.#clock.after(Math.max(0, dueAt - this.#clock.monotonicMs()), () => {
      this.#wake = undefined
      this.#keeper.whenDurable(this.#keeper.seq, () => this.#publishStale())
    })
    this.#wake = { dueAt, cancel }
  }

  #publishStale(): void {
    if (this.#keeper.seq !== this.#keeper.durableSeq) return
    const now = this.#clock.monotonicMs()
    const prepared: Prepared[] = []
    for (const channel of this.#channels.values()) {
      if (!channel.isStale) continue
      this.#prepareWhenDue(channel, now, prepared)
    }
    for (const one of prepared) this.#publish(one)
  }
}
