import type { Actor, ActorName, CommandKey, DeviceId, EpochMs, HallId } from './ids.ts'
import type { Refusal } from './refusals.ts'

/** Words between a heart and its keeper: nothing here knows a ticket. */

/** A command as a heart sees it: its type and body; `Context` says who gave it, where and when. */
export interface AnyCommand {
  readonly type: string
  readonly body: object
}

export interface Context {
  /** Never before the time of the last entry: the keeper sees to that. */
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
 * One accepted command with all that it brought about: the unit that is decided, written, folded in and told.
 * `seq` counts entries through the hall's whole life, without gaps.
 */
export interface EntryOf<E extends AnyEvent> {
  readonly seq: number
  readonly hall: HallId
  readonly at: EpochMs
  readonly key: CommandKey
  readonly actor: ActorName
  readonly device: DeviceId
  /** SHA-256 (first 16 bytes, base64url) of type, body and actor as they were sent: the same key with another is refused. */
  readonly hash: string
  readonly command: string
  readonly events: readonly E[]
  /** The answer, as far as it may be written down (no phone key in it). */
  readonly result: Readonly<Record<string, unknown>>
}

/** What a heart answers: events with a result for the asker, or a refusal. */
export type DecisionOf<E extends AnyEvent> =
  | {
      readonly events: readonly E[]
      readonly result: Readonly<Record<string, unknown>>
      /** Commands of hearts below, decided into the same entry; one that is refused refuses the whole. */
      readonly also?: readonly AnyCommand[]
    }
  | { readonly refusal: Refusal }
