import type { Command } from '../hall/commands/command-types.ts'
import type { AnyEvent, EntryOf } from '../hall/entry.ts'
import type { HallEvent } from '../hall/events.ts'
import type { Hall } from '../hall/hall.ts'
import type { Actor, CommandKey, DeviceId } from '../hall/ids.ts'
import type { Refusal } from '../hall/refusals.ts'
import type { Part } from './house.ts'

/** The house as it is today: the hall alone. A further heart joins these three types. */
export type House = Part<'hall', Hall>
export type HouseCommand = Command
export type HouseEvent = HallEvent

/** The journal that the keeper needs; `server/journal` implements it. */
export interface KeeperJournal<E extends AnyEvent = HouseEvent> {
  /** Writes one batch; one write is in flight at a time. After an error the outcome is unknown. */
  write(records: readonly EntryOf<E>[], done: (error?: Error) => void): void
  /** `none`: nothing more can be written, which is known before a write is tried. */
  readonly room: 'enough' | 'last-segment' | 'none'
  /** Whether there is room for this many bytes. */
  canWrite(bytes: number): boolean
}

/** Entries that became durable together. None of them was published before. */
export interface Commit<E extends AnyEvent = HouseEvent> {
  readonly entries: readonly EntryOf<E>[]
}

/**
 * `folded`: an entry has just changed the state; its batch is not on the disk. `sealed`: a batch is on its way to the
 * disk and the state is exactly the one after it. `committed`: the batch is on the disk.
 */
export interface CommitListener<E extends AnyEvent = HouseEvent> {
  folded?(entry: EntryOf<E>): void
  sealed?(commit: Commit<E>): void
  committed?(commit: Commit<E>): void
}

export interface CommandOrigin {
  readonly actor: Actor
  readonly device: DeviceId
  readonly key: CommandKey
  /** Fingerprint of the command as it was sent; the same key with another fingerprint is refused. */
  readonly hash: string
}

export type KeeperAnswer =
  | { ok: true; seq: number; result: Readonly<Record<string, unknown>> }
  | { ok: false; refusal: Refusal }
  | { ok: false; denied: 'key-reused' | 'too-many' }
  | { ok: false; unknown: true }

/** Called once, when every entry that the answer depends on is durable. */
export type Reply = (answer: KeeperAnswer) => void

/** Given to `onFailure` when a heart throws. After such a bug the state can no longer be trusted. */
export class HeartFailed extends Error {
  override readonly name = 'HeartFailed'
}
