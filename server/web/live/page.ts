import type { Identity } from '../../access/authentication.ts'
import type { Caller } from '../../access/permissions.ts'
import { closeCodes } from '../../protocol/close-codes.ts'
import type { Lock, PageReport } from '../../protocol/messages.ts'
import type { PageMessage } from '../../protocol/page-messages.ts'
import {
  type DeviceRules,
  deniedView,
  deviceLeft,
  isOfHeart,
  missing,
  type NotShown,
  ofOtherCounter,
  tooManyScreens,
  type Watched,
} from '../audience.ts'
import type { BoardSounds } from './board-sounds.ts'
import type { Connection } from './connection.ts'
import type { ConsolePresence } from './console-presence.ts'
import type { DevicePage } from './devices/device-presence.ts'
import type { DeviceViews } from './devices/device-views.ts'
import { limits } from './limits.ts'
import type { NumberConfirmations } from './number-confirmations.ts'
import type { OutsideChannels } from './outside-channel.ts'
import type { ViewPublisher } from './view-publisher.ts'
import { Watch, type WelcomeFields } from './watch.ts'

/** The source of views, and those that the page reports to: its presence, its sound, the number it showed. */
export interface PageSources {
  readonly publisher: ViewPublisher
  readonly outside: OutsideChannels
  readonly presence: ConsolePresence
  readonly deviceViews: DeviceViews
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
  #reported: Omit<PageReport, 'type'> = {}
  /** The connection as a device, by its own sign-in. */
  readonly #device: DevicePage | undefined
  readonly #leaveAsDevice: (() => void) | undefined

  constructor(connection: Connection, identity: Identity, sources: PageSources) {
    this.connection = connection
    this.identity = identity
    this.#sources = sources
    const { device, isPaired } = identity.caller()
    if (!isPaired) return
    this.#device = { device, isPaired, facts: () => this.#reported }
    this.#leaveAsDevice = sources.deviceViews.presence.connect(this.#device)
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
    if (!leave) return watch.ended(watched.view === 'pairing' ? tooManyScreens : missing(watched))
    if (this.#watches.get(id) !== watching) return leave()
    const disconnect = this.#connectConsole(watched) ?? this.#connectScreen(watched)
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
  report({ type: _, shown, ...facts }: PageMessage & { type: 'report' }): void {
    const { device, isKiosk } = this.caller()
    if (shown !== undefined && isKiosk) this.#sources.numbers.confirm(shown, device)
    this.#reported = { ...this.#reported, ...(facts as Omit<PageReport, 'type' | 'shown'>) }
    if (this.#device) this.#sources.deviceViews.presence.reported(this.#device)
  }

  /** The caller of the page's commands: the kiosk or rating device whose view it watches, otherwise that of its request. */
  caller(): Caller {
    for (const { watched } of this.#watches.values())
      if (watched.view === 'kiosk' || watched.view === 'rating') return this.identity.caller(watched.device)
    return this.identity.caller()
  }

  /** Sends a new welcome of one of the page's views. */
  again(id: string | undefined): void {
    const watching = this.#watches.get(id)
    if (watching) this.#again(watching)
  }

  /**
   * Checks the page's permissions again, and ends the watches that its role no longer permits. Returns the reason when
   * the page must be closed: its sign-in is over or locked, or the view of its address is not permitted.
   */
  lostSignIn(): 'signed-out' | Lock | 'device-removed' | undefined {
    const { staff, isPaired, key, lock } = this.identity.caller()
    if (this.identity.session !== undefined && staff === undefined) return lock ?? 'signed-out'
    if (key === 'unknown') return 'signed-out'
    if (this.#device && !isPaired) return 'device-removed'
    for (const [id, { watch, watched }] of this.#watches) {
      const denied = deniedView((device) => this.identity.caller(device), watched)
      if (denied && id === undefined) return 'signed-out'
      if (denied) watch.ended(denied)
    }
    return undefined
  }

  /** Ends the watches of screens whose device has left; a board or speaker that was added gets the view of its zone. */
  followDevices(devices: DeviceRules): void {
    for (const [id, { watch, watched }] of [...this.#watches]) {
      if (
        (watched.view === 'kiosk' || watched.view === 'board' || watched.view === 'rating') &&
        watched.device !== undefined &&
        devices.hasLeft(watched.device)
      )
        watch.ended(deviceLeft(watched.device))
      else if (watched.view === 'rating') {
        const elsewhere = ofOtherCounter(this.caller(), watched.counter, devices)
        if (elsewhere) watch.ended(elsewhere)
      } else if ('unlisted' in watched && devices.followsCalls(watched.unlisted))
        this.watch(id, { view: 'board', device: watched.unlisted })
    }
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
    this.#leaveAsDevice?.()
    for (const id of [...this.#watches.keys()]) this.unwatch(id)
  }

  /** A socket that names its view in its address has no other use. */
  #ended(id: string | undefined): void {
    this.unwatch(id)
    if (id === undefined) this.connection.close(closeCodes.nothingToWatch, 'nothing to watch')
  }

  #join(watched: Watched, watch: Watch, knownSeq: number | undefined): (() => void) | undefined {
    if (isOfHeart(watched)) return this.#sources.publisher.join(watched, watch, knownSeq)
    const { outside, deviceViews } = this.#sources
    if (watched.view !== 'pairing') return outside[watched.view]()?.join(watch)
    const { device, isPaired } = this.identity.caller()
    const screen = { address: this.identity.address, removed: isPaired === false ? device : undefined }
    return deviceViews.desk.join(watch, watched, screen)
  }

  #again({ watch, watched }: Watching): void {
    const { publisher, outside, deviceViews } = this.#sources
    if (isOfHeart(watched)) publisher.again(watched, watch)
    else if (watched.view === 'pairing') deviceViews.desk.again(watch)
    else outside[watched.view]()?.again(watch)
  }

  #connectConsole(watched: Watched): (() => void) | undefined {
    const badge = this.identity.session?.badge
    if (watched.view !== 'counter' || badge === undefined) return undefined
    return this.#sources.presence.connect({
      counter: watched.counter,
      badge,
      isLocked: () => this.caller().lock !== undefined,
      movedOn: () => this.connection.send({ type: 'closing', reason: 'taken-over' }),
    })
  }

  /** A board or speaker outside of the settings has no device here. A page that is signed in as its device is connected already. */
  #connectScreen(watched: Watched): (() => void) | undefined {
    const isScreen = watched.view === 'kiosk' || watched.view === 'board' || watched.view === 'rating'
    if (!isScreen || watched.device === undefined) return undefined
    const { sounds, deviceViews } = this.#sources
    const { device } = watched
    const facts = () => this.#reported
    const leave = [
      ...(watched.view === 'board' ? [sounds.connect({ device, sound: () => this.#reported.sound })] : []),
      ...(this.#device ? [] : [deviceViews.presence.connect({ device, isPaired: false, facts })]),
    ]
    return () => {
      for (const end of leave) end()
    }
  }
}

const tooMany: NotShown = {
  why: 'too-many-watches',
  problem: `a page may watch ${limits.watchesPerSocket} views at once: unwatch one first`,
}
