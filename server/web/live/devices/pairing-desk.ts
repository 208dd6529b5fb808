import type { PairingStage, Pairings } from '../../../access/devices/pairings.ts'
import type { OnRefused } from '../../../access/refused-attempts.ts'
import type { PairingView } from '../../../protocol/messages.ts'
import type { WatchedPairing } from '../../audience.ts'
import type { Watcher } from '../channel.ts'

/** The screen that watches its own pairing. */
interface AskingScreen {
  readonly address: string
  /** The device that it was, until it was removed. */
  readonly removed: string | undefined
}

/** The pairing of each screen as a view of its own, which is sent whole at each stage. */
export class PairingDesk {
  readonly #pairings: Pairings
  readonly #publicAddress: () => string | undefined
  readonly #onRefused: OnRefused
  readonly #shown = new Map<Watcher, { seq: number; view: PairingView }>()

  constructor(pairings: Pairings, publicAddress: () => string | undefined, onRefused: OnRefused) {
    this.#pairings = pairings
    this.#publicAddress = publicAddress
    this.#onRefused = onRefused
  }

  /** Begins the wait of a screen; undefined while too many wait. The returned function ends it. */
  join(
    watcher: Watcher,
    { kind, device }: WatchedPairing,
    { address, removed }: AskingScreen,
  ): (() => void) | undefined {
    if (removed !== undefined) this.#onRefused('removed-device', removed)
    const leave = this.#pairings.ask({ kind, device, address }, (stage) => {
      const seq = (this.#shown.get(watcher)?.seq ?? 0) + 1
      this.#shown.set(watcher, { seq, view: this.#viewOf(stage, removed) })
      this.again(watcher)
    })
    if (!leave) {
      this.#onRefused('pairing')
      return undefined
    }
    return () => {
      leave()
      this.#shown.delete(watcher)
    }
  }

  again(watcher: Watcher): void {
    const shown = this.#shown.get(watcher)
    if (shown) watcher.welcome({ ...shown, names: undefined }, [])
  }

  #viewOf(stage: PairingStage, removed: string | undefined): PairingView {
    const address = this.#publicAddress()
    return { ...stage, ...(address === undefined ? {} : { address }), ...(removed ? { removed } : {}) }
  }
}
