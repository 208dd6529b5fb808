import type { HallKeeper } from '../keeper/hall-keeper.ts'
import type { Commit, CommitListener } from '../keeper/keeper-types.ts'
import type { HallFile } from './hall-config.ts'
import { fileOf } from './hall-settings.ts'

const MINUTE = 60_000

type Follower = (file: HallFile, former: HallFile) => void

/** The settings in force, in the form of `hall.json`, for everything outside the hall that depends on them. */
export class SettingsInForce implements CommitListener {
  readonly #keeper: HallKeeper
  readonly #followers: Follower[] = []
  /** Devices that were removed since this start, and not added again. */
  readonly #left = new Set<string>()
  #file: HallFile

  /** Requires a hall that has settings. */
  constructor(keeper: HallKeeper) {
    this.#keeper = keeper
    this.#file = fileOf(keeper.hall.settings!)
    keeper.listen(this)
  }

  get file(): HallFile {
    return this.#file
  }

  /** Time without an act of its person after which a sign-in is locked (ms). */
  get lockAfterMs(): number {
    return this.#file.signIn.lockAfterMinutes * MINUTE
  }

  /** Whether the device was removed from the settings. A device that never was in them has not left. */
  hasLeft(device: string): boolean {
    return this.#left.has(device)
  }

  /** Calls `follow` after each durable change. */
  listen(follow: Follower): void {
    this.#followers.push(follow)
  }

  committed({ entries }: Commit): void {
    if (!entries.some(({ events }) => events.some(({ type }) => type === 'settings-changed'))) return
    const former = this.#file
    this.#file = fileOf(this.#keeper.hall.settings!)
    for (const { id } of former.devices) this.#left.add(id)
    for (const { id } of this.#file.devices) this.#left.delete(id)
    for (const follow of this.#followers) follow(this.#file, former)
  }
}
