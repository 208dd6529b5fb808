import type { Actor, ActorName, CommandKey, DeviceId, EpochMs, HallId } from './ids.ts'
import type { Refusal } from './refusals.ts'

/** Types shared by a heart and its keeper, independent of tickets. */

/** A command as a heart takes it: its type and body. `Context` has its actor, device and time. */
export interface AnyCommand {
  readonly type: string
  readonly body: object
}

export interface Context {
  /** Epoch ms; the keeper ensures that it is not before the time of the last entry. */
  readonly at: EpochMs
  readonly actor: Actor
  readonly device: DeviceId
  readonly key: CommandKey
}

/** An event of any heart. `v` is the version of its kind; absent: 1. */
export interface AnyEvent {
  readonly type: string
  readonly v?: number
}

/**
 * An accepted command with all its events: the unit that is decided, written, applied and published. `seq` counts
 * entries through the hall's whole life, without gaps.
 */
export interface EntryOf<E extends AnyEvent> {
  readonly seq: number
  readonly hall: HallId
  readonly at: EpochMs
  readonly key: CommandKey
  readonly actor: ActorName
  readonly device: DeviceId
  /**
   * SHA-256 (first 16 bytes, base64url) of type, body and actor as they were sent. A command with the same key and
   * another hash is refused.
   */
  readonly hash: string
  readonly command: string
  readonly events: readonly E[]
  /** The answer without its secrets (no phone key). */
  readonly result: Readonly<Record<string, unknown>>
}

/** The decision of a heart: events with a result for the caller, or a refusal. */
export type DecisionOf<E extends AnyEvent> =
  | {
      readonly events: readonly E[]
      readonly result: Readonly<Record<string, unknown>>
      /** Commands of other hearts that are decided into the same entry; one refusal refuses the whole entry. */
      readonly also?: readonly AnyCommand[]
    }
  | { readonly refusal: Refusal }
