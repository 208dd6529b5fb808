import type { AnyCommand, AnyEvent, Context, DecisionOf, EntryOf } from '../hall/entry.ts'
import type { EpochMs } from '../hall/ids.ts'

/** A state as a checkpoint stores it: the small parts in one document, each list that grows with the day apart. */
export interface Snapshot {
  readonly head: Readonly<Record<string, unknown>>
  readonly lists: Readonly<Record<string, readonly unknown[]>>
}

/**
 * A pure core behind the keeper: its state, the commands it decides and the events that change it. All functions are
 * synchronous and deterministic: they read no clock and no random numbers, so that the same entries always make the same
 * state. Only `evolve` changes the state.
 */
export interface Heart<S, C extends AnyCommand, E extends AnyEvent> {
  /** Types of the commands that the heart decides. A type that several hearts know is decided by each of them. */
  readonly commands: ReadonlySet<string>
  /** The kinds of the heart's own events, each with the newest version that it reads. */
  readonly events: Readonly<Record<string, number>>
  /** States the form of its snapshot; one of another form is not read. */
  readonly snapshotVersion: string
  empty(): S
  decide(state: S, command: C, context: Context): DecisionOf<E>
  /** Folds an entry in, in place. The entry may hold events of the hearts below as well. */
  evolve(state: S, entry: EntryOf<AnyEvent>): void
  /** The time at which a deadline next changes the state; -Infinity: at once, Infinity: never. */
  nextDeadline(state: S): EpochMs
  /** The entry with its events in their present versions. `state` is the one just before the entry. */
  upcast(state: S, entry: EntryOf<AnyEvent>): EntryOf<AnyEvent>
  /** The state at this moment; nothing in it changes afterwards. */
  toSnapshot(state: S): Snapshot
  fromSnapshot(snapshot: Snapshot): S
}
