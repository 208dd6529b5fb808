import type { Identity } from '../../access/authentication.ts'
import type { Caller } from '../../access/permissions.ts'
import { closeCodes } from '../../protocol/close-codes.ts'
import type { OutsideView, PageReport } from '../../protocol/messages.ts'
import type { PageMessage } from '../../protocol/page-messages.ts'
import {
  type DeviceRules,
  deniedView,
  deviceLeft,
  isOfHeart,
  missing,
  type NotShown,
  type Watched,
} from '../audience.ts'
import type { BoardSounds } from './board-sounds.ts'
import type { Connection } from './connection.ts'
import type { ConsolePresence } from './console-presence.ts'
import { limits } from './limits.ts'
import type { NumberConfirmations } from './number-confirmations.ts'
import type { OutsideChannel, OutsideChannels } from './outside-channel.ts'
import type { ViewPublisher } from './view-publisher.ts'
import { Watch, type WelcomeFields } from './watch.ts'

/** The source of views, and those that the page reports to: its presence, its sound, the number it showed. */
export interface PageSources {
  readonly publisher: ViewPublisher
  readonly outside: OutsideChannels
  readonly presence: ConsolePresence
  readonly sounds: BoardSounds
  readonly numbers: NumberConfirmations
  readonly welcomeFields: WelcomeFields
  /** The newest durable record. */
  readonly durableSeq: () => number
}

interface Watching {
  readonly watch: Watch
  readonly watched: Watched
  leave(): void
}

/** One open page: its connection and the views that it watches. */
export class Page {
  readonly connection: Connection
  readonly identity: Identity
  readonly #sources: PageSources
  /** Watches by the page's ids; the view of the socket's address has none. */
  readonly #watches = new Map<string | undefined, Watching>()
  /** Messages received in this second. */
  messages = 0
  #sound: PageReport['sound']

  constructor(connection: Connection, identity: Identity, sources: PageSources) {
    this.connection = connection
    this.identity = identity
    this.#sources = sources
  }

  /**
   * Begins a watch, replacing an earlier one with this id. `knownSeq`: the seq that the page has; `isNamed`: it reads
   * names in the view.
   */
  watch(
    id: string | undefined,
    watched: Watched | NotShown,
    { knownSeq, isNamed = false }: { knownSeq?: number | undefined; isNamed?: boolean } = {},
  ): void {
    this.unwatch(id)
    const { welcomeFields } = this.#sources
    const watch = new Watch(id, this.connection, { welcomeFields, isNamed, onEnd: () => this.#ended(id) })
    if ('why' in watched) return watch.ended(watched)
    if (this.#watches.size >= limits.watchesPerSocket) return watch.ended(tooMany)
    const watching: Watching = { watch, watched, leave: () => undefined }
    this.#watches.set(id, watching)
    const leave = this.#join(watched, watch, knownSeq)
    if (!leave) return watch.ended(missing(watched))
    if (this.#watches.get(id) !== watching) return leave()
    const disconnect = this.#connectConsole(watched) ?? this.#connectBoard(watched)
    watching.leave = () => {
      leave()
      disconnect?.()
    }
  }

  unwatch(id: string | undefined): void {
    const watching = this.#watches.get(id)
    this.#watches.delete(id)
    watching?.leave()
  }

  /** Takes the facts that the page reports about itself. */
  report({ sound = this.#sound, shown }: PageMessage & { type: 'report' }): void {
    this.#sound = sound
    if (shown !== undefined) this.#sources.numbers.confirm(shown, this.caller().device)
  }

  /** The caller of the page's commands: the kiosk whose view it watches, otherwise that of its request. */
  caller(): Caller {
    for (const { watched } of this.#watches.values())
      if (watched.view === 'kiosk') return this.identity.caller(watched.device)
    return this.identity.caller()
  }

  /** Sends a new welcome of one of the page's views. */
  again(id: string | undefined): void {
    const watching = this.#watches.get(id)
    if (watching) this.#again(watching)
  }

  /**
   * Checks the page's permissions again, and ends the watches that its role no longer permits. Returns false when the
   * page must be closed: its session is over, or the view of its address is not permitted.
   */
  checkPermissions(): boolean {
    const caller = this.identity.caller()
    if (this.identity.session !== undefined && caller.staff === undefined) return false
    if (caller.key === 'unknown') return false
    for (const [id, { watch, watched }] of this.#watches) {
      const denied = deniedView(caller, watched)
      if (denied && id === undefined) return false
      if (denied) watch.ended(denied)
    }
    return true
  }

  /** Ends the watches of kiosks and boards whose device has left. */
  endDevices(devices: DeviceRules): void {
    for (const { watch, watched } of [...this.#watches.values()])
      if ('device' in watched && watched.device !== undefined && devices.hasLeft(watched.device))
        watch.ended(deviceLeft(watched.device))
  }

  /** Sends views anew, once the connection has drained, if some of their messages were left out. */
  catchUp(): void {
    for (const watching of this.#watches.values())
      if (watching.watch.isBehind && this.connection.isDrained) this.#again(watching)
  }

  /** None while the page is behind, because its next message is a welcome. */
  beat(): void {
    const { welcomeFields, durableSeq, sounds } = this.#sources
    const trouble = welcomeFields.trouble()
    const proof = welcomeFields.seen?.proofOf(durableSeq())
    let own: number | undefined
    let seqs: Record<string, number> | undefined
    let silentBoards: ReturnType<BoardSounds['silent']>
    for (const [id, { watch, watched }] of this.#watches) {
      if (watch.isBehind) return
      if (watched.view === 'manager') silentBoards = sounds.silent()
      if (watch.seq === undefined) continue
      if (id === undefined) own = watch.seq
      else {
        seqs ??= {}
        seqs[id] = watch.seq
      }
    }
    this.connection.send({
      type: 'beat',
      seq: own ?? durableSeq(),
      now: welcomeFields.now(),
      ...(seqs ? { seqs } : {}),
      ...(trouble ? { trouble } : {}),
      ...(silentBoards ? { silentBoards } : {}),
      ...(proof ? { seen: proof } : {}),
    })
  }

  leave(): void {
    for (const id of [...this.#watches.keys()]) this.unwatch(id)
  }

  /** A socket that names its view in its address has no other use. */
  #ended(id: string | undefined): void {
    this.unwatch(id)
    if (id === undefined) this.connection.close(closeCodes.nothingToWatch, 'nothing to watch')
  }

  #join(watched: Watched, watch: Watch, knownSeq: number | undefined): (() => void) | undefined {
    if (isOfHeart(watched)) return this.#sources.publisher.join(watched, watch, knownSeq)
    return this.#outside(watched.view)?.join(watch)
  }

  #again({ watch, watched }: Watching): void {
    if (isOfHeart(watched)) this.#sources.publisher.again(watched, watch)
    else this.#outside(watched.view)?.again(watch)
  }

  #outside(view: OutsideView): Pick<OutsideChannel, 'join' | 'again'> | undefined {
    return this.#sources.outside[view]()
  }

  #connectConsole(watched: Watched): (() => void) | undefined {
    const badge = this.identity.session?.badge
    if (watched.view !== 'counter' || badge === undefined) return undefined
    return this.#sources.presence.connect({
      counter: watched.counter,
      badge,
      movedOn: () => this.connection.send({ type: 'closing', reason: 'taken-over' }),
    })
  }

  /** A board outside of the settings has no device here. */
  #connectBoard(watched: Watched): (() => void) | undefined {
    if (watched.view !== 'board' || watched.device === undefined) return undefined
    return this.#sources.sounds.connect({ device: watched.device, sound: () => this.#sound })
  }
}

const tooMany: NotShown = {
  why: 'too-many-watches',
  problem: `a page may watch ${limits.watchesPerSocket} views at once: unwatch one first`,
}
